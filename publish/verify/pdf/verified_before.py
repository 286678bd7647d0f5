"""The chapters that were compared with the same elements before, without any difference.

Only success is stored, and of a file without any difference: under all that the element of a
chapter was read as (types, languages, texts and their positions), and all that the book has in its
sections. What crosses chapters (links, pages, contents) is compared each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress

import pikepdf

from publish.cache import Cache, digest, toolchain
from publish.model.book import NotesPlace
from publish.model.section import Section
from publish.verify.openings import opening_sections, sections_in_file
from publish.verify.pdf.finished import FinishedPdf
from publish.verify.pdf.reader.structure_tree import StructureElement
from publish.verify.pdf.reader.tree_reading import encode_tree

_KIND = "pdf-agreement"


class VerifiedChapters:
    """The chapters of one file that were verified before; none without a cache.

    `digests` are of what each should show, by the id of the section that opens it.
    """

    def __init__(
        self, finished: FinishedPdf, cache: Cache | None, digests: Mapping[str, str]
    ) -> None:
        self._cache = Cache(None) if cache is None else cache
        keys: dict[str, str] = {}
        if self._cache.folder is not None:
            with suppress(pikepdf.PdfError), _without_link_numbers(finished.elements):
                keys.update(_keys(finished, digests))  # each check reports what it cannot read
        known = {name for name, key in keys.items() if self._cache.load(_KIND, key) is not None}
        self._new_keys = [key for name, key in keys.items() if name not in known]
        verified = (each for each in opening_sections(finished.book) if each.id in known)
        self._verified = {each.id for opening in verified for each in sections_in_file(opening)}

    def still_to_check(self, sections: Iterable[Section]) -> list[Section]:
        """The sections that were not verified before."""
        return [section for section in sections if section.id not in self._verified]

    def store(self) -> None:
        """Store that all chapters are verified now."""
        for key in self._new_keys:
            self._cache.store(_KIND, key, b"")


@contextmanager
def _without_link_numbers(elements: Iterable[StructureElement]) -> Iterator[None]:
    """Hide the object numbers of links, which change with every object before them."""
    originals = [(element, element.links) for element in elements if element.links]
    for element, links in originals:
        element.links = [""] * len(links)
    try:
        yield
    finally:
        for element, links in originals:
            element.links = links


def _keys(finished: FinishedPdf, digests: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The key of each chapter by the id of its section; none where the book gathers the notes."""
    if finished.book.notes_place is NotesPlace.BOOK:
        return
    openings = list(opening_sections(finished.book))
    chapters = {each.id: finished.section_elements.get(each.id) for each in openings}
    chapter_ids = set(map(id, chapters.values()))
    for opening in openings:
        if (element := chapters[opening.id]) is not None:
            kids = [kid for kid in element.kids if id(kid) not in chapter_ids]
            shown = encode_tree((element.role, element.language, kids))
            yield opening.id, digest(toolchain(), shown, digests[opening.id])
