"""Projects of Sphinx: `conf.py`, which is never run, and texts whose order the toctrees give.

https://www.sphinx-doc.org/en/master/usage/restructuredtext/directives.html#directive-toctree
"""

from __future__ import annotations

import ast
import fnmatch
import posixpath
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from publish.importers.documents.dialects.rst import Directive, RstText
from publish.importers.documents.dialects.rst_tree import tree_rewriter
from publish.importers.documents.dialects.sites import with_sites
from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.project import Project, SourceDocument
from publish.importers.documents.source_files import file_below, files_below, read_text
from publish.importers.documents.tree import Node
from publish.model.roles import Matter, Role

_FORMAT = "rst+smart"
_FOLDERS = (".", "source", "docs", "doc", "docs/source", "doc/source")
_HEADING = re.compile(r"^.*\S.*\n([^\w\s])\1*[ \t]*$", re.M)
# The list of pages that Sphinx makes, at the end of the master text.
_INDEXES = re.compile(r"^[*-] +:ref:`(?:genindex|modindex|search)`[ \t]*$", re.M)
_TITLED = re.compile(r"(?P<title>.+?)\s*<(?P<path>[^<>]+)>")


def recognise(source: Path) -> Callable[[Path], Project] | None:
    """The reader of a folder with `conf.py` and a text; None for others."""
    return read if source.is_dir() and _text_folder(source) else None


def _text_folder(source: Path) -> Path | None:
    for name in _FOLDERS:
        folder = source / name
        if (folder / "conf.py").is_file() and any(folder.glob("*.rst")):
            return folder
    return None


def read(source: Path) -> Project:
    """The project in a folder."""
    folder = _text_folder(source)
    assert folder is not None
    settings = _settings(folder)
    ledger, read_file = Ledger(), files_below(folder)
    master = settings.get("root_doc") or settings.get("master_doc") or "index"
    texts = RstText(read_file, ledger, settings.get("language") or "en")
    reader = _Reader(folder, texts, ledger, _sites(folder))
    top = reader.document(master)
    documents = list(_spine(top))
    return Project(
        name=source.name,
        documents=documents,
        read_file=read_file,
        title=settings.get("project"),
        authors=[name for name in [settings.get("author")] if name],
        language=settings.get("language"),
        ledger=ledger,
    )


def _settings(folder: Path) -> dict[str, str]:
    """The settings whose value is a plain text."""
    return {
        name: str(value.value)
        for name, value in _assigned(folder)
        if isinstance(value, ast.Constant) and value.value
    }


def _sites(folder: Path) -> dict[str, str]:
    """The first pages of other projects, by their names in references."""
    found = {}
    for name, value in _assigned(folder):
        if name == "intersphinx_mapping" and isinstance(value, ast.Dict):
            for key, pair in zip(value.keys, value.values, strict=True):
                address = pair.elts[0] if isinstance(pair, ast.Tuple | ast.List) else None
                if isinstance(key, ast.Constant) and isinstance(address, ast.Constant):
                    found[str(key.value)] = str(address.value)
    return found


def _assigned(folder: Path) -> Iterator[tuple[str, ast.expr]]:
    """The names that the settings assign to, and their values, which are not run."""
    try:
        tree = ast.parse(read_text(folder / "conf.py"))
    except (SyntaxError, ValueError):
        return
    for node in tree.body:
        if isinstance(node, ast.Assign):
            yield from (
                (each.id, node.value) for each in node.targets if isinstance(each, ast.Name)
            )


def _spine(top: SourceDocument) -> Iterator[SourceDocument]:
    """What the master text lists, after its own words, which open the book."""
    children, top.children = top.children, []
    top.text = _INDEXES.sub("", top.text or "")
    if re.search(r"\w", _HEADING.sub("", top.text)):
        top.matter, top.role, top.numbered = Matter.FRONT, Role.INTRODUCTION, False
        yield top
    yield from children


def _rewritten(
    rewrite_roles: Callable[[list[Node]], list[Node]], sites: dict[str, str], blocks: list[Node]
) -> list[Node]:
    return list(with_sites(rewrite_roles(blocks), sites))


class _Reader:
    """Reads the texts in the order of their toctrees, each once."""

    def __init__(self, folder: Path, texts: RstText, ledger: Ledger, sites: dict[str, str]) -> None:
        self._folder, self._texts, self._ledger, self._sites = folder, texts, ledger, sites
        self._seen: set[str] = set()

    def document(self, name: str, title: str | None = None) -> SourceDocument:
        """The text of that name, with those that its toctrees list below it."""
        path = f"{name}.rst"
        self._seen.add(name)
        file = file_below(self._folder, path)
        if file is None:
            self._ledger.add(LossKind.DOCUMENT, path, "there is no such file")
            return SourceDocument(path, title=title)
        text = read_text(file)
        written = self._texts.rewrite(text, path)
        document = SourceDocument(path, _FORMAT, written, title=title)
        document.rewrite = partial(_rewritten, tree_rewriter(written), self._sites)
        trees = list(self._texts.trees(text, path))
        captioned = len([each for each in trees if each.options.get("caption")]) > 1
        for tree in trees:
            children = list(self._listed(tree, posixpath.dirname(name)))
            caption = tree.options.get("caption") if captioned else None
            if caption and children:
                part = SourceDocument("", title=caption, role=Role.PART, children=children)
                children = [part]
            document.children.extend(children)
        return document

    def _listed(self, tree: Directive, folder: str) -> Iterator[SourceDocument]:
        for line in tree.body.splitlines():
            entry = line.strip()
            titled = _TITLED.fullmatch(entry)
            name = titled["path"] if titled else entry
            if not name or name == "self" or "://" in name:
                continue
            path = posixpath.normpath(
                name.lstrip("/") if name.startswith("/") else posixpath.join(folder, name)
            ).removesuffix(".rst")
            for each in self._matching(path) if "glob" in tree.options else [path]:
                if each not in self._seen:
                    yield self.document(each, titled["title"] if titled else None)

    def _matching(self, pattern: str) -> list[str]:
        names = (f.relative_to(self._folder).as_posix() for f in self._folder.rglob("*.rst"))
        stems = sorted(name.removesuffix(".rst") for name in names)
        return [stem for stem in stems if fnmatch.fnmatchcase(stem, pattern)] or [pattern]
