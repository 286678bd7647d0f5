"""The chapters that were compared with the same elements before, without any difference.

Only success is stored, and of a file without any difference: under all that the element of a
chapter was read as (types, languages, texts and their positions), and all that the book has in its
sections. What crosses chapters (links, pages, contents) is compared each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress

import msgspec
import pikepdf

from publish.cache import Cache, Memo, Slot, digest
from publish.model.book import NotesPlace
from publish.model.section import Section
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.reader.structure_tree import StructureElement
from publish.verification.pdf.reader.tree_reading import encode_tree


class _ChapterInputs(msgspec.Struct, frozen=True):
    """`shown` is a hash of the tree of a chapter, `expected` one of what it should show."""

    section: str
    shown: str
    expected: str


_VERIFIED = Memo("pdf-verified", _ChapterInputs, bool)


class VerifiedChapters:
    """The chapters of one file that were verified before; none without a cache.

    `digests` are of what each should show, by the id of the section that opens it.
    """

    def __init__(self, finished: FinishedPdf, cache: Cache, digests: Mapping[str, str]) -> None:
        slots: dict[str, Slot[bool]] = {}
        if cache.folder is not None:
            with suppress(pikepdf.PdfError), _without_link_numbers(finished.elements):
                slots |= {  # each check reports what it cannot read
                    inputs.section: _VERIFIED.at(cache, inputs)
                    for inputs in _chapters(finished, digests)
                }
        known = {section for section, slot in slots.items() if slot.load()}
        self._new = [slot for section, slot in slots.items() if section not in known]
        verified = (each for each in finished.book.opening_sections() if each.id in known)
        self._verified = {each.id for opening in verified for each in opening.in_file()}

    def still_to_check(self, sections: Iterable[Section]) -> list[Section]:
        """The sections that were not verified before."""
        return [section for section in sections if section.id not in self._verified]

    def store(self) -> None:
        """Store that all chapters are verified now."""
        for slot in self._new:
            slot.store(True)


@contextmanager
def _without_link_numbers(elements: Iterable[StructureElement]) -> Iterator[None]:
    """Hide the object numbers of links, which change with every object before them."""
    originals = [(element, element.links) for element in elements if element.links]
    for element, links in originals:
        element.links = ("",) * len(links)
    try:
        yield
    finally:
        for element, links in originals:
            element.links = links


def _chapters(finished: FinishedPdf, digests: Mapping[str, str]) -> Iterator[_ChapterInputs]:
    """The inputs of each chapter; none where the book gathers the notes."""
    if finished.book.notes_place is NotesPlace.BOOK:
        return
    openings = list(finished.book.opening_sections())
    chapters = {each.id: finished.section_elements.get(each.id) for each in openings}
    chapter_ids = set(map(id, chapters.values()))
    for opening in openings:
        if (element := chapters[opening.id]) is not None:
            kids = [kid for kid in element.kids if id(kid) not in chapter_ids]
            shown = digest(encode_tree((element.role, element.language, kids)))
            yield _ChapterInputs(opening.id, shown, digests[opening.id])
