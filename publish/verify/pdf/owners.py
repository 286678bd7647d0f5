"""To which section, or to the contents, the text of each page belongs."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.language import localized_words
from publish.model.roles import BEFORE_CONTENTS, Role
from publish.verify.pdf.finished import Finished
from publish.verify.pdf.reader.structure_tree import Node

# Sections whose own pages carry neither head nor folio: a part's leaf, and what stands alone.
_BARE = frozenset({Role.PART, Role.VOLUME}) | BEFORE_CONTENTS
_CONTENTS = "contents "  # and a number; no section has a space in its name


class Owners:
    """The owners of the pages of one file: by the first text on each, or else the first picture.

    A page of which nothing belongs to the book has none.
    """

    def __init__(self, finished: Finished) -> None:
        self._finished = finished
        self._owners: dict[int, str] = {}
        self._pictured: dict[int, str] = {}
        names = {id(node): section for section, node in finished.elements.items()}
        for number, (listing, _) in enumerate(titled_listings(finished)):
            names[id(listing)] = f"{_CONTENTS}{number}"
        self._take(finished.tree, None, names)

    def _take(self, node: Node, owner: str | None, names: dict[int, str]) -> None:
        owner = names.get(id(node), owner)
        for kid in node.kids:
            if isinstance(kid, Node):
                self._take(kid, owner, names)
            elif owner is not None:
                found = self._owners if kid.passage else self._pictured
                found.setdefault(kid.page, owner)

    def of(self, page: int) -> str | None:
        """The section that a page begins with directly, by its id."""
        return self._owners.get(page) or self._pictured.get(page)

    def before(self, page: int) -> int:
        """The last page before one on which anything of the book stands; -1 without any."""
        return next((each for each in reversed(range(page)) if self.of(each) is not None), -1)

    def is_bare(self, page: int) -> bool:
        """Whether a page carries neither head nor folio, for what it begins with."""
        owner = self.of(page)
        if owner is not None and owner.startswith(_CONTENTS):
            return False
        section = self._finished.sections.get(owner or "")
        return section is None or section.role in _BARE


def titled_listings(finished: Finished) -> Iterator[tuple[Node, str]]:
    """The contents and the lists behind them, each with its title."""
    localised = localized_words(finished.book.metadata.language)
    if finished.contents is not None:
        yield finished.contents, localised.contents
    kinds = (kind for kind, _ in finished.book.caption_lists())
    yield from zip(finished.lists, (localised.lists[kind] for kind in kinds), strict=False)
