"""The section, or the contents, that the text of each page belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from publish.model.roles import BEFORE_CONTENTS, Rank, Role
from publish.model.section import Section
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.reader.structure_tree import StructureElement

_PARTS = frozenset({Role.PART, Role.VOLUME})
_OPENING = frozenset({Rank.VOLUME, Rank.PART, Rank.CHAPTER, Rank.APPENDIX})
_CONTENTS = "contents "  # and a number; no id of a section has a space


class PageOwners:
    """The owners of the pages of one file: by the first text on each, or else the first image.

    A page without anything of the book has no owner.
    """

    def __init__(self, finished: FinishedPdf) -> None:
        self._openers = dict(_openers(finished.book.sections, None))
        self._by_text: dict[int, str] = {}
        self._by_image: dict[int, str] = {}
        names = {id(element): name for name, element in finished.section_elements.items()}
        for number, (listing, _) in enumerate(titled_listings(finished)):
            names[id(listing)] = f"{_CONTENTS}{number}"
        self._collect(finished.tree, None, names)

    def _collect(self, element: StructureElement, owner: str | None, names: dict[int, str]) -> None:
        owner = names.get(id(element), owner)
        for kid in element.kids:
            if isinstance(kid, StructureElement):
                self._collect(kid, owner, names)
            elif owner is not None:
                owners = self._by_text if kid.passage else self._by_image
                owners.setdefault(kid.page, owner)

    def of(self, page: int) -> str | None:
        """The section that a page begins with directly, by its id."""
        return self._by_text.get(page) or self._by_image.get(page)

    def previous_page(self, page: int) -> int:
        """The last page before one that has an owner; -1 without any."""
        return next((each for each in reversed(range(page)) if self.of(each) is not None), -1)

    def has_furniture(self, page: int) -> bool:
        """Whether a page with such an owner, which is not an opening, has a running head and a
        folio: all but displays."""
        owner = self.of(page)
        if owner is not None and owner.startswith(_CONTENTS):
            return True
        opener = self._opener(page)
        return opener is not None and opener.role not in BEFORE_CONTENTS

    def opens_part(self, page: int) -> bool:
        """Whether a part begins on a page, which then has no folio."""
        opener = self._opener(page)
        before = self._opener(self.previous_page(page))
        return opener is not None and opener.role in _PARTS and opener is not before

    def _opener(self, page: int) -> Section | None:
        """The section that opened the pages to which a page belongs."""
        return self._openers.get(self.of(page) or "")


def opens_page(section: Section) -> bool:
    """Whether a section begins a page: those below a chapter run on, whatever their file."""
    return bool(section.href) and section.rank in _OPENING


def _openers(sections: Iterable[Section], above: Section | None) -> Iterator[tuple[str, Section]]:
    """Each section by id, with the one that opened its page."""
    for section in sections:
        opener = section if above is None or opens_page(section) else above
        yield section.id, opener
        yield from _openers(section.children, opener)


def titled_listings(finished: FinishedPdf) -> Iterator[tuple[StructureElement, str]]:
    """The contents and the lists after them, each with its title."""
    localized = finished.book.metadata.words
    if finished.contents is not None:
        yield finished.contents, localized.contents
    kinds = (kind for kind, _ in finished.book.caption_lists())
    yield from zip(finished.lists, (localized.lists[kind.name] for kind in kinds), strict=False)
