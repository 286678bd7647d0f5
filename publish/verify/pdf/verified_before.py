"""Which chapters were held against the same elements before, and agreed with them.

Only agreement is kept, and of a file without any difference: by all that the element of a chapter
was read as (types, languages, texts and their places), and all that the book tells of its sections.
What is compared across chapters (links, pages, contents) is compared each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress

import pikepdf

from publish.cache import Cache, digest, toolchain
from publish.model.book import NotesPlace
from publish.model.section import Section
from publish.verify.openings import in_file, openings
from publish.verify.pdf.finished import Finished
from publish.verify.pdf.reader.structure_tree import Node
from publish.verify.pdf.reader.tree_reading import packed

_KIND = "pdf-agreement"


class Agreed:
    """The chapters of one file that agreed before; without a cache there are none.

    `told` are digests of what each should show, by the id of the section that opens it.
    """

    def __init__(self, finished: Finished, cache: Cache | None, told: Mapping[str, str]) -> None:
        self._cache = Cache(None) if cache is None else cache
        keys: dict[str, str] = {}
        if self._cache.folder is not None:
            with suppress(pikepdf.PdfError), _unnumbered(finished.nodes):
                keys.update(_keys(finished, told))  # what cannot be read is told by each surface
        known = {name for name, key in keys.items() if self._cache.load(_KIND, key) is not None}
        self._new = [key for name, key in keys.items() if name not in known]
        agreed = (each for each in openings(finished.book) if each.id in known)
        self._agreed = {section.id for opening in agreed for section in in_file(opening)}

    def without(self, sections: Iterable[Section]) -> list[Section]:
        """Those sections that are still to be compared."""
        return [section for section in sections if section.id not in self._agreed]

    def keep(self) -> None:
        """Let the next verification know that all chapters agree."""
        for key in self._new:
            self._cache.store(_KIND, key, b"")


@contextmanager
def _unnumbered(nodes: Iterable[Node]) -> Iterator[None]:
    """Links without the numbers of their objects, which every object before them changes."""
    held = [(node, node.links) for node in nodes if node.links]
    for node, links in held:
        node.links = [""] * len(links)
    try:
        yield
    finally:
        for node, links in held:
            node.links = links


def _keys(finished: Finished, told: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The key of each chapter by the id of its section; notes behind the book are in none."""
    if finished.book.notes_place is NotesPlace.BOOK:
        return
    chapters = {each.id: finished.elements.get(each.id) for each in openings(finished.book)}
    apart = set(map(id, chapters.values()))
    for opening in openings(finished.book):
        if (node := chapters[opening.id]) is not None:
            kids = [kid for kid in node.kids if id(kid) not in apart]
            shown = packed((node.role, node.language, kids))
            yield opening.id, digest(toolchain(), shown, told[opening.id])
