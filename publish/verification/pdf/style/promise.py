"""The pages that the style sheets of an edition promise, or why they are not known.

A sheet that places something beside the text on purpose leaves open what may be there, unless it
is that of one of our themes: all that these place is inside.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Any

import msgspec

from publish.cache import NO_CACHE, Cache, Memo
from publish.model.book import Book, Edition
from publish.model.metadata import Metadata
from publish.render.environment import Renderer
from publish.render.shared_inputs import with_sheets
from publish.render.theme import Theme, load_theme
from publish.render.theme_folders import is_ours
from publish.verification.pdf.style.pages import PageKind, page_kinds
from publish.verification.pdf.style.placements import Placements, placements
from publish.verification.pdf.style.rules import Sheet, Unclear

_NAME, _BASE = "pdf.css", "classic"


class _SheetInputs(msgspec.Struct, frozen=True):
    """What the finished style sheets depend on."""

    metadata: Metadata
    direction: str
    edition: Edition
    theme: Mapping[str, Any]
    binding: int


class _Promise(msgspec.Struct, frozen=True):
    """The kinds of pages, or the declaration that leaves open where text may be."""

    kinds: list[PageKind] = []
    unclear: str = ""


_PROMISES = Memo("page-kinds", _SheetInputs, _Promise)


class PromisedPages:
    """The kinds of pages of an edition."""

    def __init__(self, book: Book, edition: Edition, cache: Cache = NO_CACHE) -> None:
        self._book, self._edition, self._cache = book, edition, cache
        self.bound = lru_cache(self._bound)

    @cached_property
    def unclear(self) -> str:
        """The declaration that leaves open where text may be; "" if there is none."""
        return self._unbound.unclear

    def _bound(self, points: int) -> list[PageKind]:
        """The kinds of pages of which the binding hides some points, each once."""
        if not points:
            return list(dict.fromkeys(self._unbound.kinds))
        kinds = map(_moved(points), self._unbound.kinds, self._bound_by_one.kinds)
        return list(dict.fromkeys(kinds))

    @cached_property
    def _unbound(self) -> _Promise:
        return self._promise(0)

    @cached_property
    def _bound_by_one(self) -> _Promise:
        return self._promise(1)

    def _promise(self, binding: int) -> _Promise:
        """The pages that the sheets promise if the binding hides some points."""
        book, edition = self._book, with_sheets(self._edition, [_NAME])
        theme = _theme(book, edition).inputs(_NAME)
        inputs = _SheetInputs(book.metadata, book.direction, edition, theme, binding)
        return _PROMISES.get(self._cache, inputs, lambda: self._read(binding))

    def _read(self, binding: int) -> _Promise:
        try:
            kinds = page_kinds(self._sheets(self._edition, binding))
        except Unclear as unclear:
            return _Promise(unclear=str(unclear))
        column = _theme(self._book, self._edition).page.get("margin-column")
        if column is not None:
            kinds = [_with_column(kind, column) for kind in kinds]
        return _Promise(kinds, str(next(iter(self._placements_beside_ours().values()), "")))

    def _placements_beside_ours(self) -> Placements:
        is_known = is_ours(self._edition.theme)
        if is_known and _NAME not in self._edition.style_sheets:
            return {}
        folders = _theme(self._book, self._edition).folders
        theme = next((each.name for each in folders if is_ours(each.name)), _BASE)
        ours = msgspec.structs.replace(self._edition, theme=theme, variables={}, style_sheets={})
        known = placements(self._sheets(ours))
        placed = placements(self._sheets(self._edition))
        return {key: each for key, each in placed.items() if key not in known}

    def _sheets(self, edition: Edition, gutter: float = 0) -> list[Sheet]:
        """The sheet of the theme, as it is rendered, and that of the book."""
        theme = _theme(self._book, edition)
        plain = msgspec.structs.replace(edition, style_sheets={})
        rules = Renderer(self._book, plain, theme).render_style(_NAME, faces=(), gutter=gutter)
        sheets = [Sheet(rules, f"the theme {edition.theme}", has_lines=False)]
        own = edition.style_sheets.get(_NAME)
        return [*sheets, Sheet(own.rules, own.path)] if own else sheets


def _theme(book: Book, edition: Edition) -> Theme:
    theme = load_theme(edition.theme, edition.variables)
    return replace(theme, language=book.metadata.language)


def _with_column(kind: PageKind, left: float) -> PageKind:
    """The kind of page with the column that the theme has in the margin, from there to the text."""
    return kind._replace(area=(min(kind.area[0], left), *kind.area[1:]))


def _moved(points: int) -> Callable[[PageKind, PageKind], PageKind]:
    """The kind of page that moves by some points what another one moves by one."""

    def move(unbound: PageKind, bound: PageKind) -> PageKind:
        left, bottom, right, top = (
            one + points * (other - one)
            for one, other in zip(unbound.area, bound.area, strict=True)
        )
        return unbound._replace(area=(left, bottom, right, top))

    return move
