"""The possible readings of a candidate in a state, each with its gain.

A numbered candidate is a heading on some level or a list item; one without a number is a heading or
body text. `weights` has the reason for each cost.
"""

from __future__ import annotations

from collections.abc import Iterator

from publish.importers.plaintext.candidates import Candidate
from publish.importers.plaintext.divisions import ARTICLE, SECTION, appendix_names, ranks
from publish.importers.plaintext.markers import MarkerReading
from publish.importers.plaintext.numerals import UNIT, follows
from publish.importers.plaintext.states import LevelState, Move, OpenSection, SearchState
from publish.importers.plaintext.weights import WEIGHTS

DEEPEST = 6
_MAY_CONTAIN = ((ARTICLE, SECTION),)  # in by-laws


def possible_moves(state: SearchState, candidate: Candidate, least: float) -> Iterator[Move]:
    """The readings of a candidate in `state` that gain at least `least`."""
    return (move for move in _moves(state, candidate, least) if move.gain >= least)


def _moves(state: SearchState, candidate: Candidate, least: float) -> Iterator[Move]:
    depths = range(1, min(len(state.open) + 1, DEEPEST) + 1)
    for reading in candidate.readings:
        for depth in depths:
            if move := _numbered(state, candidate, reading, depth, least):
                yield move
        if not candidate.is_listed:
            yield _list_item(state, candidate, reading)
    if candidate.is_listed:
        plain = SearchState(state.open, state.levels, state.last)
        yield Move(candidate.score + WEIGHTS.drop_listed, plain, 0)
    elif not candidate.readings:
        yield Move(0.0, SearchState(state.open, state.levels, state.last), 0)
    if not candidate.readings:
        for depth in depths:
            yield from _unnumbered(state, candidate, depth)


def _numbered(
    state: SearchState, candidate: Candidate, reading: MarkerReading, depth: int, least: float
) -> Move | None:
    gain = candidate.score - WEIGHTS.depth * depth
    gain -= barren_cost(state, depth) + _empty_cost(state, candidate, depth)
    level = state.level(depth)
    runs_on = level.runs_on if level else None
    if _is_appendix(reading, state, depth):
        cost = _lone_children(state, depth) + (WEIGHTS.appendix_deep if depth > 1 else 0.0)
    elif depth > len(state.open):
        cost, runs_on = _opening_cost(state, reading.value, depth)
        cost += WEIGHTS.below_name if state.open and state.open[-1].named else 0.0
    else:
        cost = _sibling_cost(state, reading.value, depth, runs_on=runs_on)
    gain -= cost + _word_cost(state, reading, depth) + _path_cost(state, reading, depth)
    # States are expensive to create: stop as soon as the reading cannot win.
    if gain < least:
        return None
    style_cost, after = _style_cost(state, candidate, reading, depth)
    if _is_appendix(reading, state, depth) and (level := state.level(depth)):
        style_cost, after = 0.0, level
    gain -= style_cost
    if gain < least:
        return None
    section = OpenSection(reading.value, reading.style, first=depth > len(state.open))
    if after.runs_on is not runs_on:
        after = after._replace(runs_on=runs_on)
    return Move(gain, state.enter(depth, section, after), depth)


def _is_appendix(reading: MarkerReading, state: SearchState, depth: int) -> bool:
    """Whether it begins or continues the appendices, which have a count of their own."""
    if reading.style not in appendix_names() or depth > len(state.open):
        return False
    before = state.open[depth - 1]
    if before.style == reading.style:
        return before.value is not None and follows(before.value, reading.value)
    return reading.value == UNIT


def barren_cost(state: SearchState, depth: int) -> float:
    """The cost of a section without subsections on a level where others have them."""
    level = state.barren(depth)
    if level is None or not level.parents:
        return 0.0
    if level.leaves:
        return WEIGHTS.barren_again
    return WEIGHTS.barren if len(state.open) == 1 else WEIGHTS.barren_deep


def _empty_cost(state: SearchState, candidate: Candidate, depth: int) -> float:
    """The cost of a heading directly after one of its own level or deeper, without text between."""
    if not candidate.adjacent or candidate.is_listed or state.item or depth > len(state.open):
        return 0.0
    return WEIGHTS.empty


def _gap_cost(distance: float) -> float:
    return WEIGHTS.skip + min(WEIGHTS.skip_most, WEIGHTS.skip_more * distance)


def _opening_cost(state: SearchState, value: int, depth: int) -> tuple[float, bool | None]:
    """The cost of the first number under a parent, and whether the level runs on from here."""
    level = state.level(depth)
    cost = 0.0 if level else WEIGHTS.new_level[depth - 1]
    runs_on = level.runs_on if level else None
    last = state.last_of(depth)
    if last is not None and runs_on:
        if follows(last, value):
            return cost, True
        if value == UNIT:
            return cost + WEIGHTS.restart, True
        return cost + _gap_cost(abs(value - last) / UNIT), True
    if value == UNIT:
        return cost, False if last is not None else runs_on
    if last is not None and follows(last, value):
        return cost + WEIGHTS.runs_on + (WEIGHTS.runs_on_late if runs_on is False else 0.0), True
    if depth == 1:
        return cost + (WEIGHTS.from_zero if value == 0 else WEIGHTS.first_not_one), runs_on
    return cost + _gap_cost(abs(value - UNIT) / UNIT), runs_on


def _sibling_cost(state: SearchState, value: int, depth: int, *, runs_on: bool | None) -> float:
    cost = _lone_children(state, depth)
    last = state.open[depth - 1].value
    if last is None:
        last = (state.last_of(depth) if runs_on else None) or 0
    if follows(last, value):
        return cost
    if value == last:
        return cost + WEIGHTS.repeat
    if value > last:
        return cost + _gap_cost((value - last) / UNIT - 1)
    return cost + WEIGHTS.back


def _lone_children(state: SearchState, depth: int) -> float:
    """The cost of sections below `depth` that are closed as the only child of their parent."""
    only_children = sum(section.first and section.value == UNIT for section in state.open[depth:])
    return WEIGHTS.only_child * only_children


def _style_cost(
    state: SearchState, candidate: Candidate, reading: MarkerReading, depth: int
) -> tuple[float, LevelState]:
    level = state.level(depth)
    setting = candidate.setting
    if level is None:
        cost = 0.0
        if any(other.style == reading.style for other in state.levels):
            cost += WEIGHTS.collide
        if setting is not None and any(other.setting == setting for other in state.levels):
            cost += WEIGHTS.setting
        return cost, LevelState(reading.style, setting=setting)
    cost, after = _style_in_level(state, level, reading.style, depth)
    if setting is not None and level.setting is not None and setting != level.setting:
        cost += WEIGHTS.setting
    return cost, _with_setting(after, setting)


def _style_in_level(
    state: SearchState, level: LevelState, style: str, depth: int
) -> tuple[float, LevelState]:
    if level.style is None:
        return 0.0, level._replace(style=style)
    if style == level.style:
        return 0.0, level
    if style == level.second:
        return WEIGHTS.second_style, level
    cost = WEIGHTS.style + (WEIGHTS.style_deep if depth > 1 else 0.0)
    others = (other.style for i, other in enumerate(state.levels) if i != depth - 1)
    after = level._replace(second=style)
    return cost + (WEIGHTS.foreign if style in others else 0.0), after


def _with_setting(level: LevelState, setting: int | None) -> LevelState:
    """A level with the setting of its lines, unless it has one."""
    if setting is None or level.setting is not None:
        return level
    return level._replace(setting=setting)


def _word_cost(state: SearchState, reading: MarkerReading, depth: int) -> float:
    if reading.rank is None:
        return 0.0
    wrong = 0
    for section in state.open[: depth - 1]:
        rank = ranks().get(section.style or "", -1)
        is_below = rank > reading.rank and (rank, reading.rank) not in _MAY_CONTAIN
        wrong += is_below or section.style == reading.style or section.named
    return WEIGHTS.rank * wrong


def _path_cost(state: SearchState, reading: MarkerReading, depth: int) -> float:
    path = reading.path
    if len(path) < 2:
        return 0.0
    above = [section.value for section in state.open[: depth - 1]][-(len(path) - 1) :]
    named = [part * UNIT for part in path[:-1]][len(path) - 1 - len(above) :]
    wrong = sum(a != b for a, b in zip(above, named, strict=True) if a is not None)
    short = len(above) < len(path) - 1 and depth != len(path)
    return WEIGHTS.path * wrong + (WEIGHTS.path_short if short else 0.0)


def _list_item(state: SearchState, candidate: Candidate, reading: MarkerReading) -> Move:
    style, value, item = reading.style, reading.value, state.item
    goes_on = item and candidate.adjacent and item[0] == style and follows(item[1], value)
    proper = value == UNIT or bool(goes_on and item and item[2])
    if goes_on:
        gain = WEIGHTS.list_next if proper else WEIGHTS.list_stray
    elif value == UNIT:
        gain = WEIGHTS.list_colon if candidate.after_colon else WEIGHTS.list_first
        gain += WEIGHTS.list_chain if candidate.chained else 0.0
    else:
        gain = WEIGHTS.list_lone if style != reading.script else WEIGHTS.list_amount
    if reading.word or reading.script == "I":
        gain += WEIGHTS.list_word
    if candidate.is_list_like:
        gain += WEIGHTS.list_tail
    after = SearchState(state.open, state.levels, state.last, (style, value, proper))
    return Move(gain, after, 0)


def _unnumbered(state: SearchState, candidate: Candidate, depth: int) -> Iterator[Move]:
    opening = depth > len(state.open)
    level = state.level(depth)
    gain = candidate.score - WEIGHTS.depth * depth
    gain -= _bare_cost(candidate, depth, opens=level is None) + barren_cost(state, depth)
    if not opening:
        gain -= _lone_children(state, depth)
    setting_cost, after = _bare_level(state, candidate, depth)
    gain -= setting_cost
    if candidate.is_unplaced and state.open and depth != state.next_depth:
        gain -= WEIGHTS.unplaced
    named = candidate.is_name
    among = level is not None and level.style is not None and not named
    if among and candidate.in_series:
        gain -= WEIGHTS.series_among
    if among and any(below.style is None for below in state.levels[depth:]):
        gain -= WEIGHTS.bare_below
    sibling = state.open[depth - 1] if not opening else None
    if sibling is not None:
        section = OpenSection(sibling.value, sibling.style, first=False, bare=True, named=named)
        last = sibling.value
    else:
        section = OpenSection(None, None, bare=True, named=named)
        last = (state.last_of(depth) if level and level.runs_on else None) or 0
    yield Move(
        gain - (WEIGHTS.bare_among if among else 0.0), state.enter(depth, section, after), depth
    )
    if among and last is not None and not candidate.in_series:
        placed = section._replace(value=(last // UNIT + 1) * UNIT)
        yield Move(gain - WEIGHTS.lost, state.enter(depth, placed, after), depth)


def _bare_cost(candidate: Candidate, depth: int, *, opens: bool) -> float:
    cost = 0.0
    if opens:
        cost += WEIGHTS.new_level[depth - 1] + (WEIGHTS.bare_opens if depth > 1 else 0.0)
    if candidate.is_name:
        return cost + (WEIGHTS.named_deep if depth > 1 else 0.0)
    shallow = depth == 1 or candidate.is_unplaced or candidate.in_series
    return cost + (WEIGHTS.bare_top if shallow else WEIGHTS.bare_deep)


def _bare_level(state: SearchState, candidate: Candidate, depth: int) -> tuple[float, LevelState]:
    level, setting = state.level(depth), candidate.setting
    if level is None:
        return 0.0, LevelState(None, setting=setting)
    if setting is None or level.setting is None:
        return 0.0, _with_setting(level, setting)
    return (WEIGHTS.setting if setting != level.setting else 0.0), level
