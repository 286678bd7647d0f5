"""A folder of Markdown files without a manifest: their names are the order.

A file whose first heading is deeper than that of the file before it belongs below it. A `README` or
`index` that only lists the others says what the book is, in its head.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from publish.importers.documents.dialects import notes as dialect
from publish.importers.documents.dialects.html_blocks import keep_html_blocks
from publish.importers.documents.dialects.quarto import with_equation_labels
from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.project import Project, SourceDocument
from publish.importers.documents.readers.dates import date_of
from publish.importers.documents.readers.file_order import FileOrder, file_order
from publish.importers.documents.readers.nesting import is_contents, nested
from publish.importers.documents.readers.repository import is_about, text_elsewhere
from publish.importers.documents.readers.yaml_files import names, shown_head, split_head, words
from publish.importers.documents.source_files import OUR_REPORTS, files_below, read_text
from publish.model.roles import Role

_FORMAT = (
    "markdown+lists_without_preceding_blankline-blank_before_header-blank_before_blockquote"
    "-fancy_lists-example_lists-implicit_figures+emoji+mark+autolink_bare_uris"
    "+gfm_auto_identifiers"
)
_LINK = re.compile(r"\]\(<?(?:\./)?([^()<>#:]+\.(?:md|markdown))[^()]*\)")
_SUFFIXES = (".md", ".markdown")
_FIRST = ("index", "_index", "readme")
_OPENING = ("index.md", "_index.md", "README.md")


def recognise(source: Path) -> Callable[[Path], Project] | None:
    """The reader of a folder with a Markdown file in it; None for others."""
    files = source.iterdir() if source.is_dir() else ()
    texts = (each for each in files if each.suffix in _SUFFIXES)
    if not any(each.name not in OUR_REPORTS for each in texts):
        return None
    return None if text_elsewhere(source, _SUFFIXES) else read


def read(source: Path) -> Project:
    """The project of a folder; one inside it is a group, whose `index` or `README` opens it."""
    files = {each.name: each.relative_to(source).as_posix() for each in _all_files(source)}
    reading = _Reading(source, files, Ledger())
    documents = list(reading.documents(source))
    opening = documents[0] if documents and _is_first(documents[0].path) else None
    head = split_head(read_text(source / opening.path), opening.path)[0] if opening else {}
    if opening and not opening.children and is_contents(opening.text or ""):
        documents.pop(0)
        reading.ledger.add(LossKind.NAVIGATION, opening.path, "contents")
    _read_wiki_links([each for top in documents for each in top.walk()], files)
    return Project(
        source.name,
        nested(documents),
        files_below(source),
        title=words(head.get("title")),
        subtitle=words(head.get("subtitle")),
        authors=names(head.get("author")),
        language=words(head.get("lang")),
        date=date_of(str(head.get("date") or "")),
        description=words(head.get("description")),
        linked=tuple(_links(opening.text or "")) if opening else (),
        is_ours=(words(head.get("generator")) or "").startswith("publish "),
        ledger=reading.ledger,
    )


def _read_wiki_links(documents: list[SourceDocument], files: Mapping[str, str]) -> None:
    texts = [each.text or "" for each in documents]
    form = dialect.with_wiki_links(_FORMAT, texts, files)
    for each in documents:
        each.format = each.format and form


def _links(text: str) -> Iterator[str]:
    """The Markdown files that the opening one leads to, in the order of its links."""
    for target in _LINK.findall(text):
        yield posixpath.normpath(unquote(target))


def _all_files(folder: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_dir():
            yield from _all_files(entry)
        else:
            yield entry


@dataclass(frozen=True, slots=True)
class _Reading:
    """The reading of a folder: `files` are all of its paths by the names of files."""

    source: Path
    files: Mapping[str, str]
    ledger: Ledger

    def documents(self, folder: Path) -> Iterator[SourceDocument]:
        """The documents of a folder and those in it, in order."""
        for entry in sorted(folder.iterdir(), key=_order):
            hidden = entry.name.startswith((".", "_")) and not _is_first(entry.name)
            if hidden or entry.name in OUR_REPORTS or entry.is_symlink():
                continue
            if entry.is_dir():
                yield from self._group(entry)
            elif entry.suffix in _SUFFIXES and is_about(entry):
                path = entry.relative_to(self.source).as_posix()
                self.ledger.add(LossKind.UNLISTED, self.source.name, path)
            elif entry.suffix in _SUFFIXES:
                yield self._document(entry)

    def _group(self, folder: Path) -> Iterator[SourceDocument]:
        below = list(self.documents(folder))
        first = below[0] if below and _is_first(below[0].path) else None
        if first:
            first.children = below[1:]
            yield first
        elif below:
            is_part = folder.parent == self.source and len(below) > 1
            role = Role.PART if is_part else None
            yield SourceDocument("", title=_title(folder.name), role=role, children=below)

    def _document(self, file: Path) -> SourceDocument:
        path = file.relative_to(self.source).as_posix()
        head, text = split_head(read_text(file), path)
        title = words(head.get("title"))
        shown = "" if file.parent == self.source and _is_first(path) else shown_head(head)
        text = f"{shown}{keep_html_blocks(text)}"
        text = with_equation_labels(dialect.rewrite(text, path, self.files, self.ledger))
        return SourceDocument(path, _FORMAT, text, title=title)


_PLACE = re.compile(r"^(?:weight|nav_order|sidebar_position|order):[ \t]*(?P<number>\d+)", re.M)


def _order(entry: Path) -> tuple[bool, int, FileOrder]:
    """The place that a file gives itself, and then that of its name; `index` first."""
    return not _is_first(entry.name), _place(entry), file_order(entry.name)


def _place(entry: Path) -> int:
    """The place in the head of a file, or in that of the page that opens a folder; else 0."""
    file = next((f for f in (entry, *map(entry.joinpath, _OPENING)) if f.is_file()), None)
    if file is None or file.suffix not in _SUFFIXES:
        return 0
    head = file.read_bytes()[:2000].decode("utf-8", "replace")
    match = _PLACE.search(head.split("\n---", 1)[0]) if head.startswith("---") else None
    return int(match["number"]) if match else 0


def _is_first(path: str) -> bool:
    return Path(path).stem.lower() in _FIRST


def _title(name: str) -> str:
    return re.sub(r"^[\d._ -]+", "", name).replace("-", " ").replace("_", " ").capitalize() or name
