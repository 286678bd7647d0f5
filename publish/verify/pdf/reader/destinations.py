"""Where links and bookmarks lead (ISO 32000-1, 12.3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from publish.verify.pdf.reader.objects import Objects, Value, is_name, is_string, words

DEAD = "nowhere"
_NESTED = 32  # actions, names and trees inside one another that are still followed


@dataclass(frozen=True, slots=True)
class Place:
    """Where something begins: the page (index from 0) and its upper edge in points."""

    page: int
    top: float


class Destinations:
    """Resolves the links, bookmarks and destinations of one file."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._places: dict[str, Place | None] = {}  # of what is referred to by number

    def address(self, holder: Value) -> str | None:
        """The address of a link or bookmark that leads out of the file."""
        held = self._objects.value(holder)
        action = self._objects.value(held.get("/A")) if isinstance(held, dict) else None
        if not isinstance(action, dict) or "/URI" not in action:
            return None
        return words(self._objects.value(action["/URI"]))

    def named(self, anchor: str) -> Place | None:
        """The place that the file gives to an anchor."""
        return self.place(self._named.get(anchor))

    def place(self, holder: Value) -> Place | None:
        """The page and height that a link, bookmark or destination names."""
        if not isinstance(holder, str):
            return self._place(holder)
        if holder not in self._places:
            self._places[holder] = self._place(holder)
        return self._places[holder]

    def _place(self, holder: Value) -> Place | None:
        found = self._unwrapped(holder)
        if is_string(found) or is_name(found):
            found = self._unwrapped(self._named.get(words(found)))
        if not isinstance(found, list) or not found:
            return None
        page = self._objects.pages.get(found[0]) if isinstance(found[0], str) else None
        if page is None:
            return None
        exact = len(found) > 3 and found[1] == "/XYZ" and isinstance(found[3], int | float)
        return Place(page, float(found[3]) if exact else float("inf"))

    def _unwrapped(self, holder: Value) -> Value:
        """The destination in an annotation, bookmark, action or entry of the name tree."""
        found = self._objects.value(holder)
        for _ in range(_NESTED):
            if not isinstance(found, dict):
                return found
            found = self._objects.value(found.get("/Dest") or found.get("/A") or found.get("/D"))
        return None

    @cached_property
    def _named(self) -> dict[str, Value]:
        names = self._objects.value(self._objects.root.get("/Names")) or {}
        return dict(self._leaves(names.get("/Dests"), 0))

    def _leaves(self, node: Value, depth: int) -> Iterator[tuple[str, Value]]:
        """The entries of a name tree (7.9.6)."""
        held = self._objects.value(node)
        if not isinstance(held, dict) or depth > _NESTED:
            return
        listed = self._objects.value(held.get("/Names")) or []
        yield from zip(map(words, listed[::2]), listed[1::2], strict=False)
        for kid in self._objects.value(held.get("/Kids")) or []:
            yield from self._leaves(kid, depth + 1)
