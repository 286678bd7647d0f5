"""A formula as one line of plain characters, for surfaces that show no more: x², (a+b)/2, L^p."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from copy import deepcopy

from lxml import etree

from publish.model.markup import MATH
from publish.model.xhtml import element, local_name, replace_with

_RAISED = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")
_PRIMES = frozenset("′″‴⁗")
# Mathematical symbols that stand before their operand, or around it.
_NOT_INFIX = frozenset("∀∃∂∇∆√∑∏∐∫∬∭∮¬∞|‖/")
_PUNCTUATION = frozenset(",;:")
_APPLIED = "\u2061"  # an invisible operator between a function and its argument
_INVISIBLE = re.compile("[\u2061-\u2064\u200b]")
_STYLED = re.compile("[\U0001d400-\U0001d7ff]")
# Operators for which fonts of text have another character.
_COMMON = str.maketrans("∣⋅∗", "|·*")
_SPACES = re.compile(r"\s+")
# A mark over a letter, as a formula has it and as a text has it.
_ACCENTS = {"ˆ": "\u0302", "^": "\u0302", "˜": "\u0303", "~": "\u0303", "¯": "\u0304"}
_ACCENTS |= {"‾": "\u0304", "\u0332": "\u0304", "˙": "\u0307", "¨": "\u0308", "ˇ": "\u030c"}


def linear_text(math: etree._Element) -> str:
    """The plain form of a formula in MathML."""
    text = _STYLED.sub(lambda letter: unicodedata.normalize("NFKC", letter[0]), _write(math))
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text).translate(_COMMON))
    return _SPACES.sub(" ", text).strip()


def with_linear_formulas(text: etree._Element) -> etree._Element:
    """A text with the plain form of each formula in its place; the text itself without any."""
    if next(text.iter(MATH), None) is None:
        return text
    copy = deepcopy(text)
    for math in list(copy.iter(MATH)):
        replace_with(math, [element("span", linear_text(math))])
    return copy


def _write(node: etree._Element) -> str:
    kind = local_name(str(node.tag))
    if kind in _WRITERS:
        return _WRITERS[kind](node)
    return _row(node) if len(node) else node.text or ""


def _row(nodes: Iterable[etree._Element]) -> str:
    """Consecutive parts, with spaces around what joins two of them."""
    text = ""
    for node in nodes:
        part = _write(node)
        if text and _is_infix(node, part):
            text += f" {part} "
        elif part in _PUNCTUATION or _is_large_operator(node):
            text += f"{part} "
        elif part == _APPLIED:
            text += " "
        else:
            text = text.removesuffix(" ") + part if part.startswith("(") else text + part
    return text


def _is_infix(node: etree._Element, text: str) -> bool:
    is_tight = node.get("lspace") == node.get("rspace") == "0"
    if local_name(str(node.tag)) == "mi" or is_tight or not text or text[0] in _NOT_INFIX:
        return False
    return text[0] == "∣" or unicodedata.category(text[0]) == "Sm"


def _is_large_operator(node: etree._Element) -> bool:
    """Whether a part is a sum or the like with its limits."""
    is_row = local_name(str(node.tag)) == "mrow"
    return not is_row and len(node) > 1 and local_name(str(node[0].tag)) == "mo"


def _space(node: etree._Element) -> str:
    width = node.get("width", "")
    return " " if width and not width.startswith("-") else ""


def _scripts(node: etree._Element) -> str:
    """A base with what is below and above it."""
    base, *others = map(_write, node)
    base = _grouped(base) if " " in base else base
    kinds = {"msub": "_", "msup": "^", "munder": "_", "mover": "^"}
    places = kinds.get(local_name(str(node.tag)), "_^")
    return base + "".join(map(_script, places, others))


def _script(place: str, text: str) -> str:
    bare = text.replace(" ", "")
    small = bare.translate(_RAISED if place == "^" else _LOWERED)
    if not bare or set(bare) <= _PRIMES:
        return bare
    if not set(small) & set(bare):
        return small
    return f"{place}{_grouped(bare)}"


def _limits(node: etree._Element) -> str:
    """What is over or under a base: an accent, a brace, or limits."""
    if len(node) != 2 or local_name(str(node[1].tag)) != "mo":
        return _scripts(node)
    base, mark = _write(node[0]), (node[1].text or "").strip()
    return base + _ACCENTS.get(mark, "") if len(base) == 1 else base


def _grouped(text: str) -> str:
    """A text in brackets, unless it is one character or number."""
    is_one = len(text) == 1 or re.fullmatch(r"\d+([.,]\d+)?", text)
    return text if is_one else f"({text})"


def _fraction(node: etree._Element) -> str:
    above, below = map(_write, node)
    if node.get("linethickness") == "0":
        return f"{above}, {below}"
    return f"{_grouped(above)}/{_grouped(below)}"


def _root(node: etree._Element) -> str:
    return f"√{_grouped(_row(node))}"


def _higher_root(node: etree._Element) -> str:
    radicand, index = map(_write, node)
    return f"{_script('^', index)}√{_grouped(radicand)}"


def _table(node: etree._Element) -> str:
    return "; ".join(", ".join(map(_write, row)) for row in node)


_WRITERS: dict[str, Callable[[etree._Element], str]] = {
    "mspace": _space,
    "mphantom": lambda _: "",
    "msub": _scripts,
    "msup": _scripts,
    "msubsup": _scripts,
    "munder": _limits,
    "mover": _limits,
    "munderover": _limits,
    "mfrac": _fraction,
    "msqrt": _root,
    "mroot": _higher_root,
    "mtable": _table,
}
