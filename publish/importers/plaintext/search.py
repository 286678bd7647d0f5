"""The global reading: the best path through all candidates, and how sure each step is.

The states reachable after each candidate form a lattice; the best of them are kept (a beam), with
every edge between them. One pass forward finds the best path, one backward the best path that gives
a candidate another depth. The difference of the two is the margin of that candidate: by how much
the text speaks for the reading chosen (its max-marginal in the pruned lattice).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from publish.importers.plaintext.candidates import Candidate
from publish.importers.plaintext.moves import barren_cost, moves
from publish.importers.plaintext.states import Open, State
from publish.importers.plaintext.weights import WEIGHTS

CERTAIN = 99.0  # the margin where no other reading is left


@dataclass(slots=True)
class _Node:
    """A state after some candidates: how it is best reached, and how it is best left."""

    state: State
    score: float
    before: _Node | None = None
    depth: int = 0
    edges: list[tuple[_Node, int, float]] = field(default_factory=list)
    after: _Node | None = None
    after_depth: int = 0
    rest: float = float("-inf")


@dataclass(frozen=True, slots=True)
class Solution:
    """The depth of each candidate (0: no heading), its number and style (None for no heading), its
    margin, and the whole reading that comes next best if this candidate is read otherwise."""

    depths: tuple[int, ...]
    sections: tuple[Open | None, ...]
    margins: tuple[float, ...]
    others: tuple[tuple[int, ...] | None, ...]


def solve(
    candidates: Sequence[Candidate], pins: Mapping[int, int] | None = None
) -> Solution | None:
    """The best reading of the sequence; None if the pins (index → depth) admit no reading."""
    pins = pins or {}
    layers = [[_Node(State(), 0.0)]]
    for i, candidate in enumerate(candidates):
        layer = _advance(layers[-1], candidate, pins.get(i))
        if not layer:
            return None
        layers.append(layer)
    _mark_rest(layers)
    best = max(layers[-1], key=lambda node: node.score + node.rest)
    top = best.score + best.rest
    depths = _path_before(best)
    margins: list[float] = []
    others: list[tuple[int, ...] | None] = []
    for i, depth in enumerate(depths):
        total, path = _best_otherwise(layers[i + 1], depth)
        margins.append(CERTAIN if path is None else max(0.0, top - total))
        others.append(path)
    return Solution(depths, _sections(best), tuple(margins), tuple(others))


def _advance(layer: Sequence[_Node], candidate: Candidate, pin: int | None) -> list[_Node]:
    reached: dict[State, _Node] = {}
    best = float("-inf")
    for node in layer:
        least = best - WEIGHTS.window - node.score
        for gain, state, depth in moves(node.state, candidate, least):
            if pin is not None and depth != pin:
                continue
            score = node.score + gain
            best = max(best, score)
            found = reached.get(state)
            if found is None:
                reached[state] = found = _Node(state, score, node, depth)
            elif score > found.score:
                found.score, found.before, found.depth = score, node, depth
            found.edges.append((node, depth, gain))
    # The sort is stable and the states come in a fixed order: equal scores never change the result.
    ranked = sorted(reached.values(), key=attrgetter("score"), reverse=True)[: WEIGHTS.beam]
    floor = ranked[0].score - WEIGHTS.window if ranked else 0.0
    return [node for node in ranked if node.score >= floor]


def _mark_rest(layers: Sequence[Sequence[_Node]]) -> None:
    """Give every node the best gain from it to the end; dead ends keep minus infinity."""
    for node in layers[-1]:
        node.rest = -barren_cost(node.state, 0)
    for layer in reversed(layers[1:]):
        for node in layer:
            for before, depth, gain in node.edges:
                if gain + node.rest > before.rest:
                    before.rest, before.after, before.after_depth = gain + node.rest, node, depth


def _path_before(node: _Node) -> tuple[int, ...]:
    depths: list[int] = []
    while node.before is not None:
        depths.append(node.depth)
        node = node.before
    return tuple(reversed(depths))


def _sections(node: _Node) -> tuple[Open | None, ...]:
    sections: list[Open | None] = []
    while node.before is not None:
        sections.append(node.state.open[-1] if node.depth else None)
        node = node.before
    return tuple(reversed(sections))


def _path_after(node: _Node) -> tuple[int, ...]:
    depths: list[int] = []
    while node.after is not None:
        depths.append(node.after_depth)
        node = node.after
    return tuple(depths)


def _best_otherwise(layer: Sequence[_Node], chosen: int) -> tuple[float, tuple[int, ...] | None]:
    """The best whole path that gives this candidate another depth than the chosen one."""
    total, found = float("-inf"), None
    for node in layer:
        for before, depth, gain in node.edges:
            if depth != chosen and before.score + gain + node.rest > total:
                total, found = before.score + gain + node.rest, (before, depth, node)
    if found is None:
        return total, None
    before, depth, node = found
    return total, (*_path_before(before), depth, *_path_after(node))
