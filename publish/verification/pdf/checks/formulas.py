"""Every formula of the book is drawn, with its notation as the alternative text, and is copied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from lxml import etree

from publish.verification.difference import Code, Difference, quoted, section_name
from publish.verification.markup import MATH
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.own_text import own_elements


def check_formulas(finished: FinishedPdf) -> Iterator[Difference]:
    """The formulas of each section and its notes, in any order: the pages move the notes."""
    for section, element in finished.elements_to_check():
        formulas_of_book = chain(section.title_markup.iter(MATH), section.body.iter(MATH))
        maths = list(formulas_of_book)
        right = sorted(math.get("alttext", "") for math in maths)
        formulas = [each for each in own_elements(finished, element) if each.role == "Formula"]
        drawn = sorted(each.visible_alternative for each in formulas)
        for formula in _without(right, drawn):
            missing = quoted(formula), quoted(None)
            yield Difference(Code.WORDS, "formulas", section_name(section), "formula", *missing)
        for formula in _without(drawn, right):
            extra = quoted(None), quoted(formula)
            yield Difference(Code.WORDS, "formulas", section_name(section), "formula", *extra)
        lettered = {math.get("alttext", "") for math in maths if _has_letters(math)}
        for each in formulas:
            if each.alternative in lettered and not any(part.text for part in each.content()):
                values = quoted(each.alternative), quoted(None)
                yield Difference(Code.WORDS, "formulas", section_name(section), "copy", *values)


def _has_letters(math: etree._Element) -> bool:
    """Whether a formula shows a letter or digit that each font has."""
    names = math.iter(*(f"{{*}}{kind}" for kind in ("mi", "mn")))
    shown = (
        each.text or "" for each in names if next(each.iterancestors("{*}mphantom"), None) is None
    )
    return any(letter.isascii() and letter.isalnum() for text in shown for letter in text)


def _without(some: list[str], others: list[str]) -> list[str]:
    """What is left of some when others are removed, one for one."""
    return list((Counter(some) - Counter(others)).elements())
