"""LaTeX → MathML."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from latex2mathml import exceptions
from latex2mathml.converter import convert_to_element
from lxml import etree

from publish.model.xhtml import local_name
from publish.sources.latex.errors import FormulaError, TooLarge
from publish.sources.latex.grammar import check
from publish.sources.latex.mathml_core import mend

MATHML = "http://www.w3.org/1998/Math/MathML"
_DEEPEST = 60  # elements inside each other; the grammar's depth makes about two of one
# What draws a formula lays each row out twice, to see how high its brackets must be, so the rows in
# it four times. So many elements laid out take three seconds; formulas of print come to hundreds.
_MOST = 40_000
_ROWS = frozenset("math merror mpadded mphantom mrow mstyle mtd".split())
_ROWS_OF_SEVERAL = frozenset({"menclose", "msqrt"})
_ENTITY = re.compile(r"&#x([0-9A-Fa-f]+);")
# MathML 3, 3.1.3.2: elements with a fixed number of children.
_CHILDREN = {
    "mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "mover": 2, "munder": 2,
    "msubsup": 3, "munderover": 3,
}  # fmt: skip
_FAULTS = {
    exceptions.DoubleSubscriptsError: "two subscripts on one sign",
    exceptions.DoubleSuperscriptsError: "two superscripts on one sign",
    exceptions.LimitsMustFollowMathOperatorError: "`\\limits` does not follow an operator",
    exceptions.MissingSuperScriptOrSubscriptError: "a `^` or `_` without anything behind it",
    exceptions.NumeratorNotFoundError: "a fraction without a numerator",
    exceptions.DenominatorNotFoundError: "a fraction without a denominator",
}


def formula(latex: str, *, display: bool) -> etree._Element:
    """The `math` element of a formula, with the notation itself as its `alttext`.

    Raises `FormulaError` when the notation is wrong.
    """
    check(latex)
    kind = "block" if display else "inline"
    try:
        converted = convert_to_element(_prepared(latex), display=kind)
    except RecursionError:
        raise TooLarge("a formula nested too deep to be read") from None
    # The library looks ahead without a guard: what ends too early is whatever Python raises.
    except Exception as error:
        message = _FAULTS.get(type(error), "a macro or sign lacks what should follow it")
        raise FormulaError(message) from None
    math = _copied(converted, 0)
    _check_parts(math)
    if _elements_laid_out(math, 1) > _MOST:
        raise TooLarge("a formula nested too deep to be drawn", "part it, and name its parts")
    mend(math)
    math.set("alttext", " ".join(latex.split()))
    return math


def _prepared(latex: str) -> str:
    """Under names that the library has; its own `align` would number the lines."""
    for name, known in (("align", "align*"), ("aligned", "split"), ("gathered", "matrix")):
        latex = re.sub(rf"\\(begin|end)\s*{{{name}}}", rf"\\\1{{{known}}}", latex)
    # Of `\mathrm{d}` it would make an italic d, unless there is a space.
    return latex.replace("\\mathrm{", "\\mathrm {").replace("\\not=", "\\neq ")


def _copied(source: Element, depth: int) -> etree._Element:
    if depth > _DEEPEST:
        raise TooLarge("a formula nested too deep to be drawn")
    made = etree.Element(f"{{{MATHML}}}{source.tag}", nsmap={None: MATHML})
    for name, value in source.items():
        if name != "xmlns":
            made.set(name, value)
    made.text = _ENTITY.sub(lambda found: chr(int(found[1], 16)), source.text or "") or None
    for child in source:
        made.append(_copied(child, depth + 1))
    return made


def _elements_laid_out(node: etree._Element, times: int) -> int:
    """How many elements are laid out for a formula, of which `node` is `times` times."""
    name = local_name(str(node.tag))
    is_row = name in _ROWS or (name in _ROWS_OF_SEVERAL and len(node) > 1)
    inside = 2 * times if is_row else times
    return times + sum(_elements_laid_out(child, inside) for child in node)


def _check_parts(math: etree._Element) -> None:
    for node in math.iter():
        name = local_name(str(node.tag))
        wanted = _CHILDREN.get(name, len(node))
        empty = name == "mtable" and not len(node)
        # A change of style is no argument, though it takes the place of one.
        restyled = name in _CHILDREN and any(_is_bare_style(child) for child in node)
        if len(node) != wanted or empty or restyled:
            raise FormulaError("a macro lacks an argument")
        if node.get("columnlines"):
            hint = "write `{lcr}` without bars"  # MathML Core has no lines in tables
            raise FormulaError("lines between the columns of an `array` cannot be shown", hint)
        if (node.text or "").startswith("\\"):
            raise FormulaError(f"`{node.text}` does not fit where it stands")


def _is_bare_style(node: etree._Element) -> bool:
    return local_name(str(node.tag)) == "mstyle" and len(node) != 1
