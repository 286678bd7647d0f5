"""Every formula of the book is drawn, with its notation as the alternative text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set

from publish.verify.difference import Code, Difference, quoted, section_name
from publish.verify.markup import MATH
from publish.verify.pdf.finished import FinishedPdf
from publish.verify.pdf.reader.structure_tree import StructureElement


def check_formulas(finished: FinishedPdf) -> Iterator[Difference]:
    """The formulas of each section and its notes, in any order: the pages move the notes."""
    for section in finished.sections_to_check:
        element = finished.section_elements.get(section.id)
        if element is None:
            continue
        right = sorted(math.get("alttext", "") for math in section.body.iter(MATH))
        drawn = sorted(_alternatives(element, finished.section_element_ids))
        for formula in _without(right, drawn):
            missing = quoted(formula), quoted(None)
            yield Difference(Code.WORDS, "formulas", section_name(section), "formula", *missing)
        for formula in _without(drawn, right):
            extra = quoted(None), quoted(formula)
            yield Difference(Code.WORDS, "formulas", section_name(section), "formula", *extra)


def _without(some: list[str], others: list[str]) -> list[str]:
    """What is left of some when others are removed, one for one."""
    return list((Counter(some) - Counter(others)).elements())


def _alternatives(node: StructureElement, others: Set[int]) -> Iterator[str]:
    for kid in node.elements():
        if kid.role == "Formula":
            # Nobody can see a formula of which nothing is drawn, whatever its alternative.
            yield kid.alternative if any(True for _ in kid.content()) else ""
        elif id(kid) not in others:
            yield from _alternatives(kid, others)
