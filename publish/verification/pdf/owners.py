"""The section, or the contents, that the text of each page belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from publish.model.roles import BEFORE_CONTENTS, Rank, Role
from publish.model.section import Section
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.reader.structure_tree import StructureElement

# Sections whose own pages have neither running head nor folio: the leaf of a part, and displays.
_WITHOUT_FURNITURE = frozenset({Role.PART, Role.VOLUME}) | BEFORE_CONTENTS
_OPENING = frozenset({Rank.VOLUME, Rank.PART, Rank.CHAPTER, Rank.APPENDIX})
_CONTENTS = "contents "  # and a number; no id of a section has a space


class PageOwners:
    """The owners of the pages of one file: by the first text on each, or else the first image.

    A page without anything of the book has no owner.
    """

    def __init__(self, finished: FinishedPdf) -> None:
        self._roles = dict(_page_roles(finished.book.sections, None))
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
        """Whether a page with such an owner has a running head and a folio."""
        owner = self.of(page)
        if owner is not None and owner.startswith(_CONTENTS):
            return True
        role = self._roles.get(owner or "")
        return role is not None and role not in _WITHOUT_FURNITURE


def opens_page(section: Section) -> bool:
    """Whether a section begins a page: those below a chapter run on, whatever their file."""
    return bool(section.href) and section.rank in _OPENING


def _page_roles(sections: Iterable[Section], above: Role | None) -> Iterator[tuple[str, Role]]:
    """Each section by id, with the role of the section that opened its page."""
    for section in sections:
        role = section.role if above is None or opens_page(section) else above
        yield section.id, role
        yield from _page_roles(section.children, role)


def titled_listings(finished: FinishedPdf) -> Iterator[tuple[StructureElement, str]]:
    """The contents and the lists after them, each with its title."""
    localized = finished.book.metadata.words
    if finished.contents is not None:
        yield finished.contents, localized.contents
    kinds = (kind for kind, _ in finished.book.caption_lists())
    yield from zip(finished.lists, (localized.lists[kind.name] for kind in kinds), strict=False)
