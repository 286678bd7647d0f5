"""Formulas of a text, from LaTeX to MathML."""

from __future__ import annotations

from lxml import etree

from publish.model.caption import PRINTED_NUMBER
from publish.model.markup import DATA_FORMULA, EQUATION, X, add_classes
from publish.model.typographic_conventions import typographic_conventions
from publish.model.xhtml import element, replace_with, source_location
from publish.sources.latex.errors import FormulaError, TooLarge, UnknownMacro
from publish.sources.markdown.context.source_file import SourceFile


def convert_formulas(root: etree._Element, source: SourceFile) -> None:
    """Replace each formula by a `math` element; a block with an id or a number is an equation.

    An equation is a `figure` with an empty caption, which its number goes into; another
    block is a `div`. Both have the class `equation`.
    """
    for node in list(root.iter(f"{X}span", f"{X}div")):
        kind = node.attrib.pop(DATA_FORMULA, None)
        if kind is not None:
            _convert(node, source, display=kind == "block")


def _convert(node: etree._Element, source: SourceFile, *, display: bool) -> None:
    try:
        math = source.context.fragments.formula(
            node.text or "",
            display=display,
            macros=source.context.macros,
            decimal_comma=typographic_conventions(source.language).decimal_comma,
        )
    except FormulaError as error:
        place = source_location(node, source.path)
        source.report.add(_code(error), f"formula: {error.message}", place, hint=error.hint)
        return
    if not display:
        replace_with(node, [math])
        return
    node.text = None
    node.append(math)
    add_classes(node, EQUATION)
    if node.get("id") or node.get(PRINTED_NUMBER):
        node.tag = f"{X}figure"
        node.append(element("figcaption"))


def _code(error: FormulaError) -> str:
    if isinstance(error, UnknownMacro):
        return "TXT-010"
    return "TXT-012" if isinstance(error, TooLarge) else "TXT-011"
