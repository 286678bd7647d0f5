"""What the search remembers while it reads the candidates from first to last."""

from __future__ import annotations

from typing import NamedTuple


class Open(NamedTuple):
    """An open section: its ordinal and style (None where it has no number), and whether it is the
    first of its parent."""

    value: int | None
    style: str | None
    first: bool = True


class Level(NamedTuple):
    """What is known of a level: its usual style, a second style seen once, the setting of its
    lines, and whether its numbers run on across parents (None while that is open)."""

    style: str | None
    second: str | None = None
    setting: int | None = None
    runs_on: bool | None = None


class State(NamedTuple):
    """The open sections from the outermost in, the levels, the last ordinal of each level, and the
    style and ordinal of the list item just read."""

    open: tuple[Open, ...] = ()
    levels: tuple[Level, ...] = ()
    last: tuple[int | None, ...] = ()
    item: tuple[str, int] | None = None

    def level(self, depth: int) -> Level | None:
        """The level of that depth (from 1), or None if none was opened yet."""
        return self.levels[depth - 1] if depth <= len(self.levels) else None

    def last_of(self, depth: int) -> int | None:
        """The last ordinal given on that level, under whatever parent."""
        return self.last[depth - 1] if depth <= len(self.last) else None

    def enter(self, depth: int, section: Open, level: Level) -> State:
        """The state after a heading of that depth was read."""
        levels = (*self.levels[: depth - 1], level, *self.levels[depth:])
        padded = (*self.last, *(None,) * (depth - len(self.last)))
        value = padded[depth - 1] if section.value is None else section.value
        last = (*padded[: depth - 1], value, *padded[depth:])
        return State((*self.open[: depth - 1], section), levels, last)


class Move(NamedTuple):
    """One way to read a candidate: the gain, the state after it, and its depth (0: no heading)."""

    gain: float
    state: State
    depth: int
