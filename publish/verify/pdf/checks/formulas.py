"""Every formula of the book is drawn, and the notation that it was written in stands for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set

from publish.verify.difference import Code, Difference, name, quoted
from publish.verify.pdf.finished import Finished
from publish.verify.pdf.reader.structure_tree import Node

MATH = "{http://www.w3.org/1998/Math/MathML}math"


def formulas(finished: Finished) -> Iterator[Difference]:
    """The formulas of each section's own text and notes (which the pages have in another order)."""
    others = finished.claimed
    for section in finished.fresh:
        element = finished.elements.get(section.id)
        if element is None:
            continue
        right = sorted(math.get("alttext", "") for math in section.body.iter(MATH))
        shown = sorted(_drawn(element, others))
        for expected in _without(right, shown):
            missing = quoted(expected), quoted(None)
            yield Difference(Code.WORDS, "formulas", name(section), "formula", *missing)
        for found in _without(shown, right):
            extra = quoted(None), quoted(found)
            yield Difference(Code.WORDS, "formulas", name(section), "formula", *extra)


def _without(some: list[str], others: list[str]) -> list[str]:
    """What is left of some when others are taken away, one for one."""
    return list((Counter(some) - Counter(others)).elements())


def _drawn(node: Node, others: Set[int]) -> Iterator[str]:
    for kid in node.nodes():
        if kid.role == "Formula":
            # One of which nothing is drawn has its words for nobody.
            yield kid.alternative if any(True for _ in kid.marks()) else ""
        elif id(kid) not in others:
            yield from _drawn(kid, others)
