"""Projects of Sphinx: `conf.py`, which is never run, and texts whose order the toctrees give.

https://www.sphinx-doc.org/en/master/usage/restructuredtext/directives.html#directive-toctree
"""

from __future__ import annotations

import ast
import fnmatch
import posixpath
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from publish.importers.documents.dialects.rst import Directive, RstText
from publish.importers.documents.dialects.rst_tree import rewrite_roles
from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.project import Project, SourceDocument
from publish.importers.documents.source_files import file_below, files_below, read_text
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
    reader = _Reader(folder, RstText(read_file, ledger), ledger)
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
    try:
        tree = ast.parse(read_text(folder / "conf.py"))
    except (SyntaxError, ValueError):
        return {}
    found = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            names = [each.id for each in node.targets if isinstance(each, ast.Name)]
            found.update({name: str(node.value.value) for name in names if node.value.value})
    return found


def _spine(top: SourceDocument) -> Iterator[SourceDocument]:
    """What the master text lists, after its own words, which open the book."""
    children, top.children = top.children, []
    top.text = _INDEXES.sub("", top.text or "")
    if re.search(r"\w", _HEADING.sub("", top.text)):
        top.matter, top.role, top.numbered = Matter.FRONT, Role.INTRODUCTION, False
        yield top
    yield from children


class _Reader:
    """Reads the texts in the order of their toctrees, each once."""

    def __init__(self, folder: Path, texts: RstText, ledger: Ledger) -> None:
        self._folder, self._texts, self._ledger = folder, texts, ledger
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
        document = SourceDocument(
            path, _FORMAT, self._texts.rewrite(text, path), title=title, rewrite=rewrite_roles
        )
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
