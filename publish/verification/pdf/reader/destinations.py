"""Where links and bookmarks lead (ISO 32000-1, 12.3.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

import msgspec

from publish.verification.pdf.reader.objects import Objects, Value, is_name, is_string, to_text

NOWHERE = "nowhere"
_NESTED = 32  # levels of actions, names and trees that are followed


class PagePosition(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """Where something begins: the page (index from 0) and its upper edge in points."""

    page: int
    top: float


class LinkTargets(msgspec.Struct, array_like=True, frozen=True):
    """Where links lead, by the references to them: a position in the file, an address outside."""

    positions: dict[str, PagePosition | None] = {}
    addresses: dict[str, str] = {}


class ReadLinks(msgspec.Struct, array_like=True, frozen=True):
    """What links say, by the references to them: a destination as the file has it, which may be the
    name of one, and an address outside."""

    destinations: dict[str, Value] = {}
    addresses: dict[str, str] = {}


class Destinations:
    """Resolves the links, bookmarks and destinations of one file.

    Some links and all named destinations may be known; `objects` is called for the others.
    """

    def __init__(
        self,
        objects: Callable[[], Objects],
        known: LinkTargets | None = None,
        names: Mapping[str, PagePosition | None] | None = None,
    ) -> None:
        self._read_objects = objects
        self._names = names
        self._known = known or LinkTargets()
        self._positions = dict(self._known.positions)

    @property
    def _objects(self) -> Objects:
        return self._read_objects()

    def read(self, links: Iterable[Value]) -> ReadLinks:
        """What some links say; without those that are no objects of their own."""
        own = [link for link in links if isinstance(link, str)]
        addresses = ((link, self.uri(link)) for link in own)
        return ReadLinks(
            {link: self._unwrap(link) for link in own},
            {link: address for link, address in addresses if address is not None},
        )

    def targets(self, links: ReadLinks) -> LinkTargets:
        """Where links lead that were read."""
        positions = {link: self._place(each) for link, each in links.destinations.items()}
        return LinkTargets(positions, links.addresses)

    def uri(self, link: Value) -> str | None:
        """The address of a link or bookmark that leads out of the file."""
        if isinstance(link, str) and link in self._known.positions:
            return self._known.addresses.get(link)
        value = self._objects.resolve(link)
        action = self._objects.resolve(value.get("/A")) if isinstance(value, dict) else None
        if not isinstance(action, dict) or "/URI" not in action:
            return None
        return to_text(self._objects.resolve(action["/URI"]))

    def named(self, anchor: str) -> PagePosition | None:
        """The position of a named destination."""
        if self._names is not None:
            return self._names.get(anchor)
        return self.position(self._named.get(anchor))

    def all_named(self) -> dict[str, PagePosition | None]:
        """The position of each named destination."""
        if self._names is not None:
            return dict(self._names)
        return {name: self.position(value) for name, value in self._named.items()}

    def position(self, link: Value) -> PagePosition | None:
        """The page and height that a link, bookmark or destination leads to."""
        if not isinstance(link, str):
            return self._position(link)
        if link not in self._positions:
            self._positions[link] = self._position(link)
        return self._positions[link]

    def _position(self, link: Value) -> PagePosition | None:
        return self._place(self._unwrap(link))

    def _place(self, target: Value) -> PagePosition | None:
        """The page and height of a destination."""
        if is_string(target) or is_name(target):
            if self._names is not None:
                return self._names.get(to_text(target))
            target = self._unwrap(self._named.get(to_text(target)))
        if not isinstance(target, list) or not target:
            return None
        page = self._objects.pages.get(target[0]) if isinstance(target[0], str) else None
        if page is None:
            return None
        has_top = len(target) > 3 and target[1] == "/XYZ" and isinstance(target[3], int | float)
        return PagePosition(page, float(target[3]) if has_top else float("inf"))

    def _unwrap(self, link: Value) -> Value:
        """The destination in an annotation, bookmark, action or entry of the name tree."""
        value = self._objects.resolve(link)
        for _ in range(_NESTED):
            if not isinstance(value, dict):
                return value
            value = self._objects.resolve(value.get("/Dest") or value.get("/A") or value.get("/D"))
        return None

    @cached_property
    def _named(self) -> dict[str, Value]:
        names = self._objects.resolve(self._objects.root.get("/Names")) or {}
        return dict(self._leaves(names.get("/Dests"), 0))

    def _leaves(self, tree: Value, depth: int) -> Iterator[tuple[str, Value]]:
        """The entries of a name tree (7.9.6)."""
        node = self._objects.resolve(tree)
        if not isinstance(node, dict) or depth > _NESTED:
            return
        names = self._objects.resolve(node.get("/Names")) or []
        yield from zip(map(to_text, names[::2]), names[1::2], strict=False)
        for kid in self._objects.resolve(node.get("/Kids")) or []:
            yield from self._leaves(kid, depth + 1)
