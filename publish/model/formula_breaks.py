"""Where a formula may break: before a relation, or else before an operator of two terms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from publish.model.markup import MATHML

RELATION, OPERATOR, IN_BRACKETS = 0, 1, 2  # ranks of places; those in brackets have 2 and more

_MO = f"{{{MATHML}}}mo"
_RELATIONS = frozenset("=≠<>≤≥≈∼≃≅≡∝∈∉∋⊂⊃⊆⊇→←↔⇒⇐⇔↦≔∣⊢⊨")
_OPERATORS = frozenset("+−-±∓·×⋅∗∘⊕⊗∪∩∧∨÷/")
_OPENING, _CLOSING = frozenset("([{⟨⌊⌈"), frozenset(")]}⟩⌋⌉")


def break_places(parts: Sequence[Any]) -> dict[int, int]:
    """The parts of a row before which a line may break, with a rank: the lowest is the best.

    They are elements of lxml or of the standard library.
    """
    places: dict[int, int] = {}
    depth = 0
    for index, part in enumerate(parts):
        text = (part.text or "").strip() if part.tag == _MO else ""
        depth += (text in _OPENING) - (text in _CLOSING)
        within = IN_BRACKETS * min(depth, 1)
        if index and text and text in _RELATIONS:
            places[index] = RELATION + within
        elif index and text and text in _OPERATORS and _ends_term(parts[index - 1]):
            places[index] = OPERATOR + within
    return places


def _ends_term(part: Any) -> bool:
    """Whether an operator after a part has two terms, and is not a sign."""
    text = (part.text or "").strip() if part.tag == _MO else ""
    return not text or text in _CLOSING or text == "!"
