"""The formulas of a book as MathML for a page, with their LaTeX for other programs."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from publish.model.book import Book
from publish.model.markup import MATH, MATHML

_M = f"{{{MATHML}}}"


def mathml_by_latex(book: Book) -> dict[tuple[str, bool], str]:
    """The MathML of each formula, by its LaTeX and whether it stands on a line of its own."""
    found: dict[tuple[str, bool], str] = {}
    for section in book.walk():
        for part in (section.title_markup, section.body):
            for formula in part.iter(MATH):
                tex = formula.get("alttext", "")
                found.setdefault((tex, formula.get("display") == "block"), _written(formula, tex))
    return found


def _written(formula: etree._Element, tex: str) -> str:
    """A formula with its LaTeX as an annotation (MathML Core, 4.2)."""
    own = etree.Element(f"{_M}math", {"display": formula.get("display", "inline")}, {None: MATHML})
    semantics = etree.SubElement(own, f"{_M}semantics")
    row = etree.SubElement(semantics, f"{_M}mrow")
    row.text = formula.text
    row.extend(deepcopy(list(formula)))
    note = etree.SubElement(semantics, f"{_M}annotation", encoding="application/x-tex")
    note.text = tex
    etree.cleanup_namespaces(own)
    return etree.tostring(own, encoding="unicode")
