"""What the search remembers while it reads the candidates from first to last."""

from __future__ import annotations

from typing import NamedTuple


class Open(NamedTuple):
    """An open section: its ordinal and style (None where it has no number), whether it is the first
    of its parent, and whether it is bare, without a number of its own."""

    value: int | None
    style: str | None
    first: bool = True
    bare: bool = False


class Level(NamedTuple):
    """What is known of a level: its usual style, a second style seen once, the setting of its
    lines, whether its numbers run on across parents (None while that is open), and whether sections
    of it with subsections and without any have been seen."""

    style: str | None
    second: str | None = None
    setting: int | None = None
    runs_on: bool | None = None
    parents: bool = False
    leaves: bool = False


_UNSEEN = Level(None)


class State(NamedTuple):
    """The open sections from the outermost in, the levels, the last ordinal of each level, and the
    style and ordinal of the list item just read, with whether its list began at 1."""

    open: tuple[Open, ...] = ()
    levels: tuple[Level, ...] = ()
    last: tuple[int | None, ...] = ()
    item: tuple[str, int, bool] | None = None

    def level(self, depth: int) -> Level | None:
        """The level of that depth (from 1), or None if none was opened yet."""
        return self.levels[depth - 1] if depth <= len(self.levels) else None

    def last_of(self, depth: int) -> int | None:
        """The last ordinal given on that level, under whatever parent."""
        return self.last[depth - 1] if depth <= len(self.last) else None

    def barren(self, depth: int) -> Level | None:
        """The level of the last section, if it has no subsection and a heading of `depth` (0 for
        the end of the text) would leave it without one; None otherwise."""
        last = len(self.open)
        if not last or depth > last or self.open[-1].bare:
            return None
        return self.levels[last - 1]

    def _settled(self, depth: int) -> tuple[Level, ...]:
        """The levels, with what a heading of `depth` tells of the last section."""
        last = len(self.open)
        if not last or self.open[-1].bare:
            return self.levels
        level = self.levels[last - 1]
        if level.parents if depth > last else level.leaves:
            return self.levels
        known = level._replace(parents=True) if depth > last else level._replace(leaves=True)
        return (*self.levels[: last - 1], known, *self.levels[last:])

    def enter(self, depth: int, section: Open, level: Level) -> State:
        """The state after a heading of that depth was read."""
        settled = self._settled(depth)
        levels = settled if depth <= len(settled) else (*settled, _UNSEEN)
        above, known = levels[: depth - 1], levels[depth - 1]
        level = Level(*level[:4], known.parents, known.leaves)
        levels = (*above, level, *levels[depth:])
        padded = self.last if depth <= len(self.last) else (*self.last, None)
        value = padded[depth - 1] if section.value is None else section.value
        last = (*padded[: depth - 1], value, *padded[depth:])
        return State((*self.open[: depth - 1], section), levels, last)


class Move(NamedTuple):
    """One way to read a candidate: the gain, the state after it, and its depth (0: no heading)."""

    gain: float
    state: State
    depth: int
