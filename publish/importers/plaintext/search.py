"""The search: the best path through all candidates, and the certainty of each step.

The states reachable after each candidate form a lattice; the best ones remain (beam search), with
all edges between them. A forward pass finds the best path, a backward pass the best path that gives
a candidate another depth. The difference of their scores is the margin of that candidate: the
evidence for the selected reading (its max-marginal in the pruned lattice).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from publish.importers.plaintext.candidates import Candidate
from publish.importers.plaintext.moves import barren_cost, possible_moves
from publish.importers.plaintext.states import OpenSection, SearchState
from publish.importers.plaintext.weights import WEIGHTS

CERTAIN = 99.0  # the margin where no other reading remains


@dataclass(slots=True)
class _LatticeNode:
    """A state after some candidates, with the best path to it and the best path from it."""

    state: SearchState
    score: float
    before: _LatticeNode | None = None
    depth: int = 0
    edges: list[tuple[_LatticeNode, int, float]] = field(default_factory=list)
    after: _LatticeNode | None = None
    after_depth: int = 0
    rest: float = float("-inf")


class Alternative(NamedTuple):
    """Another reading of the sequence: how much worse it is, and the depths of all candidates."""

    margin: float
    depths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Solution:
    """The depth of each candidate (0: no heading), its number and style (None for no heading), its
    margin, and, if that is small, the best reading for each other depth that it might have."""

    depths: tuple[int, ...]
    sections: tuple[OpenSection | None, ...]
    margins: tuple[float, ...]
    others: tuple[tuple[Alternative, ...], ...]


def solve(
    candidates: Sequence[Candidate], pins: Mapping[int, int] | None = None
) -> Solution | None:
    """The best reading of the sequence; None if no reading satisfies the pins (index → depth)."""
    pins = pins or {}
    layers = [[_LatticeNode(SearchState(), 0.0)]]
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
    others: list[tuple[Alternative, ...]] = []
    for i, depth in enumerate(depths):
        margin, alternatives = _alternatives(layers[i + 1], depth, top)
        margins.append(margin)
        others.append(alternatives)
    return Solution(depths, _sections(best), tuple(margins), tuple(others))


def _advance(
    layer: Sequence[_LatticeNode], candidate: Candidate, pin: int | None
) -> list[_LatticeNode]:
    reached: dict[SearchState, _LatticeNode] = {}
    best = float("-inf")
    for node in layer:
        least = best - WEIGHTS.window - node.score
        for gain, state, depth in possible_moves(node.state, candidate, least):
            if pin is not None and depth != pin:
                continue
            score = node.score + gain
            best = max(best, score)
            target = reached.get(state)
            if target is None:
                reached[state] = target = _LatticeNode(state, score, node, depth)
            elif score > target.score:
                target.score, target.before, target.depth = score, node, depth
            target.edges.append((node, depth, gain))
    # The sort is stable and the order of states fixed, so that equal scores are deterministic.
    ranked = sorted(reached.values(), key=attrgetter("score"), reverse=True)[: WEIGHTS.beam]
    floor = ranked[0].score - WEIGHTS.window if ranked else 0.0
    return [node for node in ranked if node.score >= floor]


def _mark_rest(layers: Sequence[Sequence[_LatticeNode]]) -> None:
    """Set the best gain from every node to the end; minus infinity for dead ends."""
    for node in layers[-1]:
        node.rest = -barren_cost(node.state, 0)
    for layer in reversed(layers[1:]):
        for node in layer:
            for before, depth, gain in node.edges:
                if gain + node.rest > before.rest:
                    before.rest, before.after, before.after_depth = gain + node.rest, node, depth


def _path_before(node: _LatticeNode) -> tuple[int, ...]:
    depths: list[int] = []
    while node.before is not None:
        depths.append(node.depth)
        node = node.before
    return tuple(reversed(depths))


def _sections(node: _LatticeNode) -> tuple[OpenSection | None, ...]:
    sections: list[OpenSection | None] = []
    while node.before is not None:
        sections.append(node.state.open[-1] if node.depth else None)
        node = node.before
    return tuple(reversed(sections))


def _path_after(node: _LatticeNode) -> tuple[int, ...]:
    depths: list[int] = []
    while node.after is not None:
        depths.append(node.after_depth)
        node = node.after
    return tuple(depths)


def _alternatives(
    layer: Sequence[_LatticeNode], chosen: int, top: float
) -> tuple[float, tuple[Alternative, ...]]:
    """The margin of a candidate's depth, and, if that is doubtful, the readings that are nearly as
    good and give it another depth, the best one first."""
    best: dict[int, tuple[float, _LatticeNode, _LatticeNode]] = {}
    for node in layer:
        for before, depth, gain in node.edges:
            total = before.score + gain + node.rest
            if depth != chosen and (depth not in best or total > best[depth][0]):
                best[depth] = (total, before, node)
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
    if not ranked or ranked[0][1][0] == float("-inf"):
        return CERTAIN, ()
    margin = max(0.0, top - ranked[0][1][0])
    if margin >= WEIGHTS.doubt:
        return margin, ()
    return margin, tuple(
        Alternative(top - total, (*_path_before(before), depth, *_path_after(node)))
        for depth, (total, before, node) in ranked
        if top - total < WEIGHTS.far_doubt
    )
