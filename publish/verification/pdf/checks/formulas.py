"""Every formula of the book is drawn, with its notation as the alternative text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from publish.verification.difference import Code, Difference, quoted, section_name
from publish.verification.markup import MATH
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.own_text import own_elements
from publish.verification.pdf.reader.structure_tree import StructureElement


def check_formulas(finished: FinishedPdf) -> Iterator[Difference]:
    """The formulas of each section and its notes, in any order: the pages move the notes."""
    for section, element in finished.elements_to_check():
        right = sorted(math.get("alttext", "") for math in section.body.iter(MATH))
        formulas = (each for each in own_elements(finished, element) if each.role == "Formula")
        drawn = sorted(map(_visible_alternative, formulas))
        for formula in _without(right, drawn):
            missing = quoted(formula), quoted(None)
            yield Difference(Code.WORDS, "formulas", section_name(section), "formula", *missing)
        for formula in _without(drawn, right):
            extra = quoted(None), quoted(formula)
            yield Difference(Code.WORDS, "formulas", section_name(section), "formula", *extra)


def _without(some: list[str], others: list[str]) -> list[str]:
    """What is left of some when others are removed, one for one."""
    return list((Counter(some) - Counter(others)).elements())


def _visible_alternative(formula: StructureElement) -> str:
    """The alternative text; "" where nothing is drawn, and so nobody can see the formula."""
    return formula.alternative if any(True for _ in formula.content()) else ""
