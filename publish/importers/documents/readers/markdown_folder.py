"""A folder of Markdown files without a manifest: their names are the order.

A file whose first heading is deeper than that of the file before it belongs below it. A `README` or
`index` that only lists the others says what the book is, in its head.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from publish.importers.documents.dialects.html_blocks import keep_html_blocks
from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.project import Project, SourceDocument
from publish.importers.documents.readers.dates import date_of
from publish.importers.documents.readers.yaml_files import names, split_head, words
from publish.importers.documents.source_files import files_below, read_text

_FORMAT = "markdown+lists_without_preceding_blankline-blank_before_header-blank_before_blockquote"
_SUFFIXES = (".md", ".markdown")
_FIRST = ("index", "readme")
_REPORTS = ("export-report.md", "import-report.md", "import-review.md")  # of ours, on a book
_LEVELS = 2  # that first headings must have before they say what belongs below what
_HEADING = re.compile(r"\s*(#{1,6}) ")
_CONTENTS_LINE = re.compile(r"#{1,6} .*|\s*(?:[-*+]|\d+[.)]) \[[^\n]*\]\([^()\s]*\)\s*")


def recognise(source: Path) -> Callable[[Path], Project] | None:
    """The reader of a folder with a Markdown file in it; None for others."""
    if source.is_dir() and any(each.suffix in _SUFFIXES for each in source.iterdir()):
        return read
    return None


def read(source: Path) -> Project:
    """The project of a folder; one inside it is a group, whose `index` or `README` opens it."""
    documents, ledger = list(_documents(source, source)), Ledger()
    opening = documents[0] if documents and _is_first(documents[0].path) else None
    head = split_head(read_text(source / opening.path), opening.path)[0] if opening else {}
    if opening and not opening.children and _is_contents(opening.text or ""):
        documents.pop(0)
        ledger.add(LossKind.NAVIGATION, opening.path, "contents")
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
        ledger=ledger,
    )


def _is_contents(text: str) -> bool:
    """Whether a text is a title and a list of links, and nothing else."""
    lines = [line for line in text.splitlines() if line.strip()]
    return bool(lines) and all(map(_CONTENTS_LINE.fullmatch, lines)) and "](" in text


def nested(documents: Sequence[SourceDocument]) -> list[SourceDocument]:
    """The documents as a tree by the levels of their first headings, where all begin with one."""
    levels = [_first_level(each) for each in documents]
    if None in levels or len(set(levels)) < _LEVELS:
        return list(documents)
    top: list[SourceDocument] = []
    above: list[tuple[int, SourceDocument]] = []
    for document, level in zip(documents, levels, strict=True):
        depth = level or 0
        while above and above[-1][0] >= depth:
            above.pop()
        (above[-1][1].children if above else top).append(document)
        above.append((depth, document))
    return top


def _first_level(document: SourceDocument) -> int | None:
    """The level of the heading with which a document begins; None without one."""
    match = _HEADING.match(document.text or "")
    return len(match[1]) if match else None


def _documents(folder: Path, source: Path) -> Iterator[SourceDocument]:
    for entry in sorted(folder.iterdir(), key=_order):
        if entry.name.startswith((".", "_")) or entry.name in _REPORTS or entry.is_symlink():
            continue
        if entry.is_dir():
            below = list(_documents(entry, source))
            first = below[0] if below and _is_first(below[0].path) else None
            if first:
                first.children = below[1:]
                yield first
            elif below:
                yield SourceDocument("", title=_title(entry.name), children=below)
        elif entry.suffix in _SUFFIXES:
            path = entry.relative_to(source).as_posix()
            head, text = split_head(read_text(entry), path)
            title = words(head.get("title"))
            yield SourceDocument(path, _FORMAT, keep_html_blocks(text), title=title)


def _order(entry: Path) -> tuple[bool, list[tuple[int, int, str]]]:
    """Numbers in names by their value, `index` and `README` first."""
    parts = re.findall(r"\d+|\D+", entry.name.lower())
    key = [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts]
    return not _is_first(entry.name), key


def _is_first(path: str) -> bool:
    return Path(path).stem.lower() in _FIRST


def _title(name: str) -> str:
    return re.sub(r"^[\d._ -]+", "", name).replace("-", " ").replace("_", " ").capitalize() or name
