"""States of the search after each candidate."""

from __future__ import annotations

from typing import NamedTuple


class OpenSection(NamedTuple):
    """An open section: its ordinal and style (None without a number), whether it is the first of
    its parent, whether it is bare, without a number of its own, and named, as a foreword is."""

    value: int | None
    style: str | None
    first: bool = True
    bare: bool = False
    named: bool = False


class LevelState(NamedTuple):
    """The evidence about a level: its usual style, a second style seen once, the setting of its
    lines, whether its numbers run on across parents (None while undecided), and whether it has
    sections with subsections and without."""

    style: str | None
    second: str | None = None
    setting: int | None = None
    runs_on: bool | None = None
    parents: bool = False
    leaves: bool = False


_UNSEEN = LevelState(None)


class SearchState(NamedTuple):
    """The open sections from the outermost, the levels, the last ordinal of each level, and the
    style and ordinal of the list item just read, with whether its list began at 1."""

    open: tuple[OpenSection, ...] = ()
    levels: tuple[LevelState, ...] = ()
    last: tuple[int | None, ...] = ()
    item: tuple[str, int, bool] | None = None

    def level(self, depth: int) -> LevelState | None:
        """The level of that depth (from 1), or None if it has no section yet."""
        return self.levels[depth - 1] if depth <= len(self.levels) else None

    def last_of(self, depth: int) -> int | None:
        """The last ordinal on that level, under any parent."""
        return self.last[depth - 1] if depth <= len(self.last) else None

    @property
    def next_depth(self) -> int:
        """The usual depth after the last section: below it if others there have subsections."""
        last = len(self.open)
        has_children = last and not self.open[-1].named and self.levels[last - 1].parents
        return last + 1 if has_children else last

    def barren(self, depth: int) -> LevelState | None:
        """The level of the last section if a heading of `depth` (0 for the end of the text) would
        leave it without subsections; None otherwise."""
        last = len(self.open)
        if not last or depth > last or self.open[-1].bare:
            return None
        return self.levels[last - 1]

    def _updated_levels(self, depth: int) -> tuple[LevelState, ...]:
        """The levels, with the last section counted as a parent or leaf before a heading of
        `depth`."""
        last = len(self.open)
        if not last or self.open[-1].bare:
            return self.levels
        level = self.levels[last - 1]
        if level.parents if depth > last else level.leaves:
            return self.levels
        updated = level._replace(parents=True) if depth > last else level._replace(leaves=True)
        return (*self.levels[: last - 1], updated, *self.levels[last:])

    def enter(self, depth: int, section: OpenSection, level: LevelState) -> SearchState:
        """The state after a heading of that depth."""
        updated = self._updated_levels(depth)
        levels = updated if depth <= len(updated) else (*updated, _UNSEEN)
        above, before = levels[: depth - 1], levels[depth - 1]
        level = LevelState(*level[:4], before.parents, before.leaves)
        levels = (*above, level, *levels[depth:])
        padded = self.last if depth <= len(self.last) else (*self.last, None)
        value = padded[depth - 1] if section.value is None else section.value
        last = (*padded[: depth - 1], value, *padded[depth:])
        return SearchState((*self.open[: depth - 1], section), levels, last)


class Move(NamedTuple):
    """One way to read a candidate: its gain, the state after it, and its depth (0: no heading)."""

    gain: float
    state: SearchState
    depth: int
