"""A folder with a document for each chapter, such as the Word files of a publisher."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from publish.importers.documents.ledger import Ledger
from publish.importers.documents.project import Project, SourceDocument
from publish.importers.documents.readers import one_file
from publish.importers.documents.readers.file_order import file_order
from publish.importers.documents.readers.repository import is_aside
from publish.importers.documents.source_files import files_below, is_of_author

_FORMATS = ("word", "opendocument", "rtf", "org", "rst", "typst")
_FEWEST = 2


def recognise(source: Path) -> Callable[[Path], Project] | None:
    """The reader of a folder with more documents of one format than files of Markdown."""
    if not source.is_dir():
        return None
    suffixes = Counter(file.suffix.lower() for file in source.iterdir() if _is_text(file))
    counts = {name: sum(suffixes[s] for s in one_file.FORMATS[name].suffixes) for name in _FORMATS}
    name = max(counts, key=lambda each: counts[each])
    is_one = counts[name] >= _FEWEST and counts[name] > suffixes[".md"] + suffixes[".markdown"]
    return partial(read, name=name) if is_one else None


def _is_text(file: Path) -> bool:
    return is_of_author(file) and not is_aside(file)


def read(source: Path, name: str) -> Project:
    """The project of a folder whose documents have the format of that name."""
    suffixes = one_file.FORMATS[name].suffixes
    files = [f for f in source.iterdir() if _is_text(f) and f.suffix.lower() in suffixes]
    documents: list[SourceDocument] = []
    ledger = Ledger()
    for file in sorted(files, key=lambda each: file_order(each.stem)):
        chapter = one_file.read(file, name)
        documents += (replace(each, titled_by_head=True) for each in chapter.documents)
        ledger.take(chapter.ledger)
    return Project(source.name, documents, files_below(source), ledger=ledger)
