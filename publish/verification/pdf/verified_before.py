"""The chapters that were compared with the same elements before, without any difference.

Only success is stored, and of a file without any difference: under all that the element of a
chapter was read as (types, languages, texts and their positions), where its links lead, all that is
on its pages and which anchors are there, and all that the book has in its sections. What crosses
chapters (links, page numbers, contents) is compared each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import NamedTuple

import msgspec
import pikepdf

from publish.cache import Cache, Memo, Slot, digest
from publish.model.book import NotesPlace
from publish.model.section import Section
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.reader.structure_tree import MarkedContent, StructureElement
from publish.verification.pdf.reader.tree_reading import encode_tree


class _ChapterInputs(msgspec.Struct, frozen=True):
    """`shown` is a hash of the tree and pages of a chapter, `expected` of what it should show."""

    section: str
    shown: str
    expected: str


_VERIFIED = Memo("pdf-verified", _ChapterInputs, bool)


class _Chapter(NamedTuple):
    """A chapter: the section that opens it, its pages, and the place for its result."""

    opening: Section
    pages: range
    slot: Slot[bool]


class VerifiedChapters:
    """The chapters of one file that were verified before; none without a cache.

    `digests` are of what each should show, by the id of the section that opens it.
    """

    def __init__(self, finished: FinishedPdf, cache: Cache, digests: Mapping[str, str]) -> None:
        chapters: list[_Chapter] = []
        if cache.folder is not None:
            # What cannot be read, each check reports.
            with suppress(pikepdf.PdfError), _with_link_targets(finished):
                chapters += _chapters(finished, cache, digests)
        self._new: list[Slot[bool]] = []
        self._verified: set[str] = set()
        self._pages: set[int] = set()
        for group in _apart(chapters):
            new = [each.slot for each in group if not each.slot.load()]
            self._new += new
            for chapter in () if new else group:
                self._verified.update(each.id for each in chapter.opening.in_file())
                self._pages.update(chapter.pages)

    def still_to_check(self, sections: Iterable[Section]) -> list[Section]:
        """The sections that were not verified before."""
        return [section for section in sections if section.id not in self._verified]

    def pages_to_check(self, pages: Iterable[int]) -> list[int]:
        """The pages that have anything of others."""
        return [page for page in pages if page not in self._pages]

    def store(self) -> None:
        """Store that all chapters are verified now."""
        for slot in self._new:
            slot.store(True)


def _apart(chapters: Iterable[_Chapter]) -> Iterator[list[_Chapter]]:
    """The chapters in groups that have no page in common."""
    group: list[_Chapter] = []
    end = 0
    for chapter in sorted(chapters, key=lambda each: each.pages.start):
        if group and chapter.pages.start >= end:
            yield group
            group = []
        group.append(chapter)
        end = max(end, chapter.pages.stop)
    if group:
        yield group


@contextmanager
def _with_link_targets(finished: FinishedPdf) -> Iterator[None]:
    """Show where links lead instead of their objects, whose numbers do not matter."""
    originals = [(element, element.links) for element in finished.elements if element.links]
    position, uri = finished.destinations.position, finished.destinations.uri
    try:
        for element, links in originals:
            element.links = tuple((position(link), uri(link)) for link in links)
        yield
    finally:
        for element, links in originals:
            element.links = links


def _chapters(
    finished: FinishedPdf, cache: Cache, digests: Mapping[str, str]
) -> Iterator[_Chapter]:
    """Each chapter; none where the book gathers the notes."""
    if finished.book.notes_place is NotesPlace.BOOK:
        return
    openings = list(finished.book.opening_sections())
    chapters = {each.id: finished.section_elements.get(each.id) for each in openings}
    chapter_ids = set(map(id, chapters.values()))
    anchors = _anchors_by_page(finished)
    for opening in openings:
        if (element := chapters[opening.id]) is not None:
            kids = [kid for kid in element.kids if id(kid) not in chapter_ids]
            pages = _pages_of(kids)
            # An index mark may end on the page after that which it is on.
            around = finished.pages[pages.start : pages.stop + 1]
            there = [anchors.get(page, ()) for page in pages]
            shown = digest(encode_tree((element.role, element.language, kids, around, there)))
            inputs = _ChapterInputs(opening.id, shown, digests[opening.id])
            yield _Chapter(opening, pages, _VERIFIED.at(cache, inputs))


def _anchors_by_page(finished: FinishedPdf) -> dict[int, list[tuple[str, float]]]:
    """The named destinations on each page, with their heights."""
    by_page: dict[int, list[tuple[str, float]]] = {}
    for name, position in finished.destinations.all_named().items():
        if position is not None:
            by_page.setdefault(position.page, []).append((name, position.top))
    return by_page


def _pages_of(kids: Iterable[StructureElement | MarkedContent]) -> range:
    """The pages from the first to the last of some content."""
    pages: set[int] = set()
    waiting = [*kids]
    while waiting:
        kid = waiting.pop()
        if type(kid) is MarkedContent:
            pages.add(kid.page)
        elif type(kid) is StructureElement:
            waiting += kid.kids
    return range(min(pages), max(pages) + 1) if pages else range(0)
