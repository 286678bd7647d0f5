"""What is on pages for a printer, cached from run to run under all that it is read from.

That is the content of a page, its boxes, and its resources with all that they refer to: fonts,
forms, images. After an edit all pages are as before but those of one chapter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
import pikepdf

from publish.cache import Cache, Memo, digest
from publish.verification.print.things import Thing

_BOXES = ("/MediaBox", "/BleedBox", "/TrimBox", "/CropBox", "/Rotate", "/UserUnit")
_DEEPEST = 24  # objects in objects: more are in a circle, and such a page is read each time
Colour = tuple[str, tuple[float, ...]]  # a colour space, and the parts of a colour in it


class ReadPage(msgspec.Struct, array_like=True, frozen=True):
    """A page as it was read: the things on it, the colour spaces that it selects, its colours."""

    things: list[Thing]
    spaces: frozenset[str]
    colours: frozenset[Colour]


class _PageInputs(msgspec.Struct, frozen=True):
    """Digests of the content of a page with its boxes, and of all that its resources are."""

    content: str
    resources: str


_PAGES = Memo("printed-page", _PageInputs, ReadPage)


class _TooDeep(Exception):
    """Objects refer to each other in a circle."""


class PageCache:
    """The cached pages of one open file; what pages share is hashed once."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._known: dict[tuple[int, int], str] = {}

    def get(self, page: pikepdf.Page, read: Callable[[], ReadPage]) -> ReadPage:
        """A page as it was read before, if all that it is read from is the same."""
        if self._cache.folder is None:
            return read()
        try:
            inputs = _PageInputs(self._content(page.obj), self._digest(page.resources, 0))
        except _TooDeep:
            return read()
        return _PAGES.get(self._cache, inputs, read)

    def _content(self, page: pikepdf.Object) -> str:
        kinds = ("/Contents", *_BOXES)
        return digest(*(self._digest(page.get(kind), 0) for kind in kinds))

    def _digest(self, each: pikepdf.Object | None, depth: int) -> str:
        """A digest of an object with all that it refers to."""
        if depth > _DEEPEST:
            raise _TooDeep
        if not isinstance(each, pikepdf.Object) or not each.is_indirect:
            return digest(*self._facts(each, depth))
        if each.objgen not in self._known:
            self._known[each.objgen] = digest(*self._facts(each, depth))
        return self._known[each.objgen]

    def _facts(self, each: pikepdf.Object | None, depth: int) -> Iterator[bytes | str]:
        if not isinstance(each, pikepdf.Object):
            yield repr(each)
            return
        if isinstance(each, pikepdf.Stream):
            yield each.read_raw_bytes()
        written = each.stream_dict.unparse() if isinstance(each, pikepdf.Stream) else b""
        written = written or each.unparse(resolved=True)
        if b" R" not in written:
            yield written
        elif isinstance(each, pikepdf.Array):
            yield from (self._digest(part, depth + 1) for part in iter(each))
        else:
            for key, part in sorted(each.items()):
                yield key
                yield self._digest(part, depth + 1)
