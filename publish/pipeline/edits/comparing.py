"""Compares an edited Word file with the book that it was exported from, section by section.

The book is exported and read again as well, so that only edits differ: what Word has no place for
is missing on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
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
from publish.pipeline.edits.rearranging import Outline
from publish.pipeline.read_back import read_back
from publish.pipeline.selection import load_book, read_unsettled

_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)")


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

    `place` is where its manuscript is, `text` the new manuscript where it can be written. `number`
    is that of the book; `files` are new pictures in its text.
    """

    name: str
    title: str
    status: Status
    before: str = ""
    after: str = ""
    place: SourceText | None = None
    text: str | None = None
    number: str = ""
    has_moved: bool = False
    files: Mapping[str, bytes] = {}

    @property
    def can_be_written(self) -> bool:
        """Whether the edit can be accepted."""
        return self.status in _WRITABLE


_WRITABLE = frozenset({Status.CHANGED, Status.NEW, Status.MOVED, Status.GONE})


class Comparison(msgspec.Struct, frozen=True):
    """The edits of a file, the texts of the book, and the outlines of both."""

    edits: Sequence[SectionEdit]
    places: Mapping[str, SourceText]
    before: Outline
    after: Outline


class _Read(msgspec.Struct, frozen=True):
    """A book that was read from Word: texts and titles of its sections, in their order, and the
    new pictures of each."""

    texts: Mapping[str, str]
    titles: Mapping[str, str]
    outline: Outline
    files: Mapping[str, Mapping[str, bytes]]


def compare(file: Path, facts: ExportedBook, folder: Path, context: Context) -> Comparison:
    """The sections of an edited file, and those that it lacks. Raises what reading raises."""
    book = load_book(folder, context)
    edition = book.editions[0]
    exported = export_docx(ExportSource(book, edition, bytes), context)
    content = next(iter(exported.files.values()))
    with temporary_folder() as scratch:
        unedited = scratch / f"{book.name}.docx"
        write_atomic(unedited, content)
        before = _read(unedited, scratch / "before" / "book", folder, context)
        after = _read(file, scratch / "after" / "book", folder, context)
    places = source_texts(book)
    edits = list(_edits(before, after, facts, places))
    return Comparison(edits, places, before.outline, after.outline)


def _read(file: Path, target: Path, folder: Path, context: Context) -> _Read:
    import_documents(file, target, ImportOptions(read_back))
    book = read_unsettled(target, context.with_report(Report()))
    texts = {
        name: with_stable_notes(each.text.strip() + "\n")
        for name, each in source_texts(book).items()
    }
    titles = {section.id: section.title for section in book.walk()}
    files = {name: dict(_new_files(text, target, folder)) for name, text in texts.items()}
    return _Read(texts, titles, Outline(list(titles), dict(_parents(book))), files)


def _new_files(text: str, target: Path, folder: Path) -> Iterator[tuple[str, bytes]]:
    """The pictures that a text shows and that are not in the book."""
    for name in _PICTURE.findall(text):
        if not (folder / name).exists() and (target / name).is_file():
            yield name, (target / name).read_bytes()


def _parents(book: Book) -> Iterator[tuple[str, str]]:
    for section in book.walk():
        yield from ((child.id, section.id) for child in section.children)


def _edits(
    before: _Read, after: _Read, facts: ExportedBook, places: Mapping[str, SourceText]
) -> Iterator[SectionEdit]:
    exported = {section.id: section.digest for section in facts.sections}
    numbers = {section.id: section.label.strip(" .\u3000") for section in facts.sections}
    moved = set(_moved(before.outline, after.outline))
    for name, text in after.texts.items():
        title, old = after.titles.get(name, name), before.texts.get(name)
        if old is None:
            yield SectionEdit(
                name, title, Status.NEW, after=text, text=text, files=after.files[name]
            )
            continue
        edit = SectionEdit(name, title, Status.MOVED if name in moved else Status.UNCHANGED)
        if old != text:
            edit = _changed(name, title, old, text, places.get(name), exported.get(name, ""))
        facts_of_edit = {"number": numbers.get(name, ""), "has_moved": name in moved}
        yield msgspec.structs.replace(edit, files=after.files[name], **facts_of_edit)
    for name, text in before.texts.items():
        if name not in after.texts and name in exported:
            title, number = before.titles.get(name, name), numbers.get(name, "")
            yield SectionEdit(name, title, Status.GONE, before=text, number=number)


def _moved(before: Outline, after: Outline) -> Iterator[str]:
    """The sections of both outlines that are in another one, or in another order in it."""
    known, kept = {*before.order}, {*after.order}
    for parent in dict.fromkeys(after.parents.get(name) for name in after.order):
        own = [each for each in after.order if after.parents.get(each) == parent]
        yield from (n for n in own if n in known and before.parents.get(n) != parent)
        new = [each for each in own if before.parents.get(each) == parent and each in known]
        old = [e for e in before.order if e in kept and before.parents.get(e) == parent]
        old = [each for each in old if each in new]
        matches = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        in_place = {new[m.b + i] for m in matches for i in range(m.size)}
        yield from (name for name in new if name not in in_place)


def _changed(
    name: str, title: str, old: str, text: str, place: SourceText | None, digest: str
) -> SectionEdit:
    if place is None or sha256_of(place.text.encode()) != digest:
        return SectionEdit(name, title, Status.BOTH, old, text, place)
    new = merged(place.text, old, text)
    status = Status.BY_HAND if new is None else Status.CHANGED
    return SectionEdit(name, title, status, old, text, place, new)
