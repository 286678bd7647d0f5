"""The LaTeX of BibTeX fields as text, with the markup of CSL-JSON.

Braces keep the case of what they hold; `{\\"o}` and its like are single letters and keep nothing.
"""

from __future__ import annotations

import re
from typing import Any

from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexwalker import (
    LatexWalker,
    LatexWalkerParseError,
    get_default_latex_context_db,
)
from pylatexenc.macrospec import std_macro

_MARKUP = {
    "textit": "i",
    "emph": "i",
    "textsl": "i",
    "textbf": "b",
    "textsuperscript": "sup",
    "textsubscript": "sub",
    "textsc": "sc",
}
_CONTEXT = get_default_latex_context_db()
_CONTEXT.add_context_category(
    "markup", prepend=True, macros=[std_macro(name, "{") for name in _MARKUP]
)
# Names with macros of their own, for which the library prints nothing.
_NAMES = frozenset({"TeX", "LaTeX", "BibTeX", "AMS", "METAFONT", "XeTeX", "LuaTeX"})
_PLAIN = LatexNodes2Text(math_mode="text")


def plain_text(value: str) -> str:
    """The value of a field as text; one that is not LaTeX is unchanged."""
    try:
        nodes, _, _ = LatexWalker(value, _CONTEXT, tolerant_parsing=True).get_latex_nodes()
    except LatexWalkerParseError:
        return " ".join(value.split())
    return " ".join("".join(map(_text, nodes)).split(" ")).strip()


def _text(node: Any) -> str:
    if node is None:
        return ""
    kind = type(node).__name__
    if kind == "LatexCharsNode":
        return " ".join(node.chars.split("\n"))
    if kind == "LatexGroupNode":
        return _group(node.nodelist)
    if kind == "LatexMacroNode" and node.macroname in _MARKUP:
        tag = _MARKUP[node.macroname]
        inside = "".join(_inside(argument) for argument in node.nodeargd.argnlist)
        return f"<{tag}>{inside}</{tag}>"
    if kind == "LatexMacroNode" and node.macroname in _NAMES:
        return str(node.macroname)  # the space after a macro ends its name
    if kind == "LatexSpecialsNode" and node.specials_chars == "&":
        return "&"  # LaTeX separates columns with it; people write an ampersand
    return str(_PLAIN.node_to_text(node))


def _inside(argument: Any) -> str:
    if type(argument).__name__ == "LatexGroupNode":
        return "".join(map(_text, argument.nodelist))
    return _text(argument)


def _group(nodes: list[Any]) -> str:
    inside = "".join(map(_text, nodes))
    first = type(nodes[0]).__name__ if nodes else ""
    if first == "LatexMacroNode" or not any(character.isalpha() for character in inside):
        return inside
    return f'<span class="nocase">{inside}</span>'


def bare_text(value: str) -> str:
    """A value other than a title (a name, place or number), in which braces have no meaning."""
    text = plain_text(value)
    return text.replace('<span class="nocase">', "").replace("</span>", "")


def verbatim_text(value: str) -> str:
    """An address or identifier, in which only the escapes of LaTeX are resolved."""
    bare = re.sub(r"\\url\s*\{(.*)\}", r"\1", "".join(value.split()))
    return re.sub(r"\\([%#&_~$])|[{}]", r"\1", bare)
