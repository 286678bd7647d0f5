"""Every formula of the book is drawn, with its notation as the alternative text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from publish.verification.difference import Code, Difference, quoted, section_name
from publish.verification.markup import MATH
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.own_text import own_elements


def check_formulas(finished: FinishedPdf) -> Iterator[Difference]:
    """The formulas of each section and its notes, in any order: the pages move the notes."""
    for section, element in finished.elements_to_check():
        formulas_of_book = chain(section.title_markup.iter(MATH), section.body.iter(MATH))
        right = sorted(math.get("alttext", "") for math in formulas_of_book)
        formulas = (each for each in own_elements(finished, element) if each.role == "Formula")
        drawn = sorted(each.visible_alternative for each in formulas)
        for formula in _without(right, drawn):
            missing = quoted(formula), quoted(None)
            yield Difference(Code.WORDS, "formulas", section_name(section), "formula", *missing)
        for formula in _without(drawn, right):
            extra = quoted(None), quoted(formula)
            yield Difference(Code.WORDS, "formulas", section_name(section), "formula", *extra)


def _without(some: list[str], others: list[str]) -> list[str]:
    """What is left of some when others are removed, one for one."""
    return list((Counter(some) - Counter(others)).elements())
