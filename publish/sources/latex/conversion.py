"""The conversion of LaTeX to MathML."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from latex2mathml import exceptions
from latex2mathml.converter import convert_to_element
from lxml import etree

from publish.model.markup import MATHML
from publish.model.xhtml import local_name
from publish.sources.latex.errors import FormulaError, TooLarge
from publish.sources.latex.grammar import check_formula
from publish.sources.latex.mathml_core import adapt_to_core

_DEEPEST = 60  # elements inside each other; each level of the grammar gives about two
# The renderer lays each row out twice, to find the height of its brackets, so rows in it four
# times. This number of elements takes three seconds; formulas in print have hundreds.
_MOST_ELEMENTS = 40_000
_ROWS = frozenset("math merror mpadded mphantom mrow mstyle mtd".split())
_ROWS_OF_SEVERAL = frozenset({"menclose", "msqrt"})
_ENTITY = re.compile(r"&#x([0-9A-Fa-f]+);")
# MathML 3, 3.1.3.2: elements with a fixed number of children.
_CHILDREN = {
    "mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "mover": 2, "munder": 2,
    "msubsup": 3, "munderover": 3,
}  # fmt: skip
_MESSAGES = {
    exceptions.DoubleSubscriptsError: "two subscripts on one character",
    exceptions.DoubleSuperscriptsError: "two superscripts on one character",
    exceptions.LimitsMustFollowMathOperatorError: "`\\limits` does not follow an operator",
    exceptions.MissingSuperScriptOrSubscriptError: "a `^` or `_` without anything after it",
    exceptions.NumeratorNotFoundError: "a fraction without a numerator",
    exceptions.DenominatorNotFoundError: "a fraction without a denominator",
}


def convert_formula(latex: str, *, display: bool) -> etree._Element:
    """The `math` element of a formula, with the LaTeX as its `alttext`.

    Raises `FormulaError` when the LaTeX is wrong.
    """
    check_formula(latex)
    kind = "block" if display else "inline"
    try:
        converted = convert_to_element(_prepared(latex), display=kind)
    except RecursionError:
        raise TooLarge("nested too deeply to be converted") from None
    # The library looks ahead without a check: a formula that ends too early raises anything.
    except Exception as error:
        message = _MESSAGES.get(type(error), "a macro or character lacks what should follow it")
        raise FormulaError(message) from None
    math = _copy_as_lxml(converted, 0)
    _check_arguments(math)
    if _elements_laid_out(math, 1) > _MOST_ELEMENTS:
        raise TooLarge("nested too deeply to be drawn", "split it, and name its parts")
    adapt_to_core(math)
    math.set("alttext", " ".join(latex.split()))
    return math


def _prepared(latex: str) -> str:
    """LaTeX under names that the library has; its own `align` would number the lines."""
    for name, known in (("align", "align*"), ("aligned", "split"), ("gathered", "matrix")):
        latex = re.sub(rf"\\(begin|end)\s*{{{name}}}", rf"\\\1{{{known}}}", latex)
    # It makes an italic d of `\mathrm{d}`, unless there is a space.
    return latex.replace("\\mathrm{", "\\mathrm {").replace("\\not=", "\\neq ")


def _copy_as_lxml(source: Element, depth: int) -> etree._Element:
    if depth > _DEEPEST:
        raise TooLarge("nested too deeply to be drawn")
    copy = etree.Element(f"{{{MATHML}}}{source.tag}", nsmap={None: MATHML})
    for name, value in source.items():
        if name != "xmlns":
            copy.set(name, value)
    copy.text = _ENTITY.sub(lambda match: chr(int(match[1], 16)), source.text or "") or None
    for child in source:
        copy.append(_copy_as_lxml(child, depth + 1))
    return copy


def _elements_laid_out(node: etree._Element, times: int) -> int:
    """The number of elements laid out for a node that is laid out `times` times itself."""
    name = local_name(str(node.tag))
    is_row = name in _ROWS or (name in _ROWS_OF_SEVERAL and len(node) > 1)
    inside = 2 * times if is_row else times
    return times + sum(_elements_laid_out(child, inside) for child in node)


def _check_arguments(math: etree._Element) -> None:
    for node in math.iter():
        name = local_name(str(node.tag))
        wanted = _CHILDREN.get(name, len(node))
        empty = name == "mtable" and not len(node)
        # A change of style is not an argument, though it takes the place of one.
        is_restyled = name in _CHILDREN and any(_is_bare_style(child) for child in node)
        if len(node) != wanted or empty or is_restyled:
            raise FormulaError("a macro lacks an argument")
        if node.get("columnlines"):
            hint = "write `{lcr}` without bars"  # MathML Core has no lines in tables
            raise FormulaError("vertical lines in an `array` cannot be shown", hint)
        if (node.text or "").startswith("\\"):
            raise FormulaError(f"`{node.text}` is not allowed here")


def _is_bare_style(node: etree._Element) -> bool:
    """Whether a node is a change of style without anything that it applies to."""
    is_style = local_name(str(node.tag)) == "mstyle"
    return is_style and (len(node) != 1 or _is_bare_style(node[0]))
