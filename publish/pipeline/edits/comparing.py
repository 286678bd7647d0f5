"""Compares an edited Word file with the book that it was exported from, section by section.

The book is exported and read again as well, so that only edits differ: what Word has no place for
is missing on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

import msgspec

from publish.context import Context
from publish.diagnostics import Report
from publish.exporters.content import ExportSource
from publish.exporters.docx import export_docx
from publish.exporters.docx.source_texts import SourceText, source_texts
from publish.files import sha256_of, temporary_folder, write_atomic
from publish.importers.bookfolder import ImportOptions
from publish.importers.documents.importing import import_documents
from publish.model.book import Book
from publish.model.exported import ExportedBook
from publish.pipeline.edits.merging import merged, with_stable_notes
from publish.pipeline.read_back import read_back
from publish.pipeline.selection import load_book, read_unsettled


class Status(StrEnum):
    """What has become of a section; the value is what the report calls it."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"
    BOTH = "changed, and in the book since the export as well"
    BY_HAND = "changed, but its manuscript is written so differently that you must do it by hand"


class SectionEdit(msgspec.Struct, frozen=True):
    """A section: its title, what has become of it, and its text before and after the edit.

    `place` is where its manuscript is, `text` the new manuscript where it can be written.
    """

    name: str
    title: str
    status: Status
    before: str = ""
    after: str = ""
    place: SourceText | None = None
    text: str | None = None


class _Read(msgspec.Struct, frozen=True):
    """A book that was read from Word: texts, titles and parents of its sections, in their order."""

    texts: Mapping[str, str]
    titles: Mapping[str, str]
    parents: Mapping[str, str]


def compare(file: Path, facts: ExportedBook, folder: Path, context: Context) -> list[SectionEdit]:
    """The sections of an edited file, and those that it lacks. Raises what reading raises."""
    book = load_book(folder, context)
    edition = book.editions[0]
    exported = export_docx(ExportSource(book, edition, bytes), context)
    content = next(iter(exported.files.values()))
    with temporary_folder() as scratch:
        unedited = scratch / f"{book.name}.docx"
        write_atomic(unedited, content)
        before = _read(unedited, scratch / "before" / "book", context)
        after = _read(file, scratch / "after" / "book", context)
    return list(_edits(before, after, facts, source_texts(book)))


def _read(file: Path, target: Path, context: Context) -> _Read:
    import_documents(file, target, ImportOptions(read_back))
    book = read_unsettled(target, context.with_report(Report()))
    texts = {
        name: with_stable_notes(each.text.strip() + "\n")
        for name, each in source_texts(book).items()
    }
    titles = {section.id: section.title for section in book.walk()}
    return _Read(texts, titles, dict(_parents(book)))


def _parents(book: Book) -> Iterator[tuple[str, str]]:
    for section in book.walk():
        yield from ((child.id, section.id) for child in section.children)


def _edits(
    before: _Read, after: _Read, facts: ExportedBook, places: Mapping[str, SourceText]
) -> Iterator[SectionEdit]:
    exported = {section.id: section.digest for section in facts.sections}
    for name, text in after.texts.items():
        title, old = after.titles.get(name, name), before.texts.get(name)
        if old is None:
            yield SectionEdit(name, title, Status.NEW, after=text)
        elif old == text:
            has_moved = before.parents.get(name) != after.parents.get(name)
            yield SectionEdit(name, title, Status.MOVED if has_moved else Status.UNCHANGED)
        else:
            yield _changed(name, title, old, text, places.get(name), exported.get(name, ""))
    for name, text in before.texts.items():
        if name not in after.texts and name in exported:
            yield SectionEdit(name, before.titles.get(name, name), Status.GONE, before=text)


def _changed(
    name: str, title: str, old: str, text: str, place: SourceText | None, digest: str
) -> SectionEdit:
    if place is None or sha256_of(place.text.encode()) != digest:
        return SectionEdit(name, title, Status.BOTH, old, text, place)
    new = merged(place.text, old, text)
    status = Status.BY_HAND if new is None else Status.CHANGED
    return SectionEdit(name, title, status, old, text, place, new)
