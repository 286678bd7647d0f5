"""The conversion of LaTeX to MathML."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from functools import cache

import math_core
from lxml import etree

from publish.model.xhtml import local_name
from publish.model.xmlsafe import parse_own
from publish.sources.latex.arguments import MACRO
from publish.sources.latex.decimals import restore, with_full_stops
from publish.sources.latex.environments import with_known_environments
from publish.sources.latex.errors import FormulaError, TooLarge
from publish.sources.latex.macros import all_definitions, with_macros_expanded
from publish.sources.latex.mathml import adapt
from publish.sources.latex.messages import NOT_SHOWN, in_our_words, not_shown

LONGEST = 4_000  # characters of a formula; the widest page has room for a few hundred
DEEPEST = 24  # braces, fences and environments inside each other
_DEEPEST_ELEMENT = 60
# The renderer lays each row out twice, to find the height of its brackets, so rows in it four
# times. This number of elements takes three seconds; formulas in print have hundreds.
_MOST_ELEMENTS = 40_000
_ROWS = frozenset("math merror mpadded mphantom mrow mstyle mtd".split())
_ROWS_OF_SEVERAL = frozenset({"menclose", "msqrt"})
_ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|apos);)\w+;")
_NESTING = re.compile(r"\\(?:(begin|left)|(end|right))(?![A-Za-z])|\\.|([{])|([}])", re.S)
_BARS = re.compile(r"\\begin\s*\{array\}\s*\{[^{}]*\|")


def convert_formula(
    latex: str,
    *,
    display: bool,
    macros: Mapping[str, str] | None = None,
    decimal_comma: bool = False,
) -> etree._Element:
    """The `math` element of a formula, with the LaTeX as its `alttext`.

    `macros` are those of the author, by name; `decimal_comma` is the mark of the text's language.
    Raises `FormulaError` when the LaTeX is wrong.
    """
    _check(latex)
    expanded = with_known_environments(with_macros_expanded(latex))
    expanded, numbers = with_full_stops(expanded, decimal_comma=decimal_comma)
    converter = _converter(tuple(sorted((macros or {}).items())))
    try:
        markup = converter.convert_with_local_state(expanded, displaystyle=display)
    except math_core.LatexError as error:
        raise in_our_words(error) from None
    math = parse_own(_ENTITY.sub(lambda entity: html.unescape(entity[0]), markup).encode())
    _check_size(math)
    math.set("display", "block" if display else "inline")
    adapt(math)
    restore(math, numbers)
    math.set("alttext", " ".join(latex.split()))
    return math


def check_macros(macros: Mapping[str, str]) -> dict[str, FormulaError]:
    """What is wrong with macros of the author, by name, for those that cannot be used."""
    hint = "use letters from a to z, and no backslash"
    wrong = {
        name: FormulaError("its name is not made of letters", hint)
        for name in macros
        if not re.fullmatch("[A-Za-z]+", name)
    }
    while (fault := _unknown_in(macros, wrong)) is not None:
        wrong.update([fault])
    usable = {name: text for name, text in macros.items() if name not in wrong}
    for name, text in usable.items():
        arguments = "{x}" * max(map(int, re.findall(r"#([1-9])", text)), default=0)
        try:
            convert_formula(f"\\{name}{arguments}", display=True, macros=usable)
        except FormulaError as error:
            wrong[name] = error
    return wrong


def _unknown_in(
    macros: Mapping[str, str], wrong: Mapping[str, FormulaError]
) -> tuple[str, FormulaError] | None:
    """The first macro that the library refuses when it is defined, since it uses an unknown one."""
    rest = {name: text for name, text in macros.items() if name not in wrong}
    try:
        _converter(tuple(sorted(rest.items())))
    except math_core.LatexError as error:
        number = re.match(r"macro(\d+)", str(error))
        if number is None:
            raise
        return list(all_definitions(dict(sorted(rest.items()))))[int(number[1])], in_our_words(
            error
        )
    return None


@cache
def _converter(macros: tuple[tuple[str, str], ...]) -> math_core.LatexToMathML:
    definitions = all_definitions(dict(macros))
    known = {name: with_known_environments(text) for name, text in definitions.items()}
    return math_core.LatexToMathML(
        macros=known, xml_namespace=True, fancy_error=False, allow_unreliable_rendering=True
    )


def _check(latex: str) -> None:
    """Raise `FormulaError` for what the library accepts, but no product could show."""
    if len(latex) > LONGEST:
        raise TooLarge(f"{len(latex):,} characters, more than {LONGEST:,}")
    if not latex.strip():
        raise FormulaError("it is empty")
    for match in MACRO.finditer(latex):
        if match[0][1:] in NOT_SHOWN:
            raise not_shown(match[0][1:])
    if re.search(r"(?<!\\)%", latex):
        raise FormulaError("an unescaped `%`", "write `\\%`")
    if _BARS.search(latex):
        hint = "write `{lcr}` without bars"  # MathML Core has no lines in tables
        raise FormulaError("vertical lines in an `array` cannot be shown", hint)
    _check_nesting(latex)


def _check_nesting(latex: str) -> None:
    depth = 0
    for match in _NESTING.finditer(latex):
        depth += bool(match[1] or match[3]) - bool(match[2] or match[4])
        if depth > DEEPEST:
            raise TooLarge(f"nested more than {DEEPEST} deep")


def _check_size(math: etree._Element) -> None:
    if _depth(math) > _DEEPEST_ELEMENT:
        raise TooLarge("nested too deeply to be drawn")
    if _elements_laid_out(math, 1) > _MOST_ELEMENTS:
        raise TooLarge("nested too deeply to be drawn", "split it, and name its parts")


def _depth(math: etree._Element) -> int:
    depth, deepest = 0, 0
    for event, _ in etree.iterwalk(math, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _elements_laid_out(node: etree._Element, times: int) -> int:
    """The number of elements laid out for a node that is laid out `times` times itself."""
    name = local_name(str(node.tag))
    is_row = name in _ROWS or (name in _ROWS_OF_SEVERAL and len(node) > 1)
    inside = 2 * times if is_row else times
    return times + sum(_elements_laid_out(child, inside) for child in node)
