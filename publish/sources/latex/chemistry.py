r"""Chemical formulas and reactions: `\ce{…}`, in the notation of the LaTeX package mhchem.

Elements are upright, numbers after them subscripts, charges superscripts; arrows, bonds, amounts
and states of matter are those of its manual, section 3. Isotopes are written `^{14}C`.
"""

from __future__ import annotations

import re

_ARROWS = {
    "<=>": r"\rightleftharpoons",
    "<->": r"\leftrightarrow",
    "->": r"\longrightarrow",
    "<-": r"\longleftarrow",
}
_TOKEN = re.compile(
    r"(?P<arrow><=>|<->|->|<-)(?:\[(?P<above>[^\]]*)\])?"
    r"|(?P<math>\$[^$]*\$)"
    r"|(?P<raised>\^(?:\{[^{}]*\}|[^\s^_]+))"
    r"|(?P<lowered>_(?:\{[^{}]*\}|\w+))"
    r"|(?P<plus>(?<=\s)\+(?=\s))"
    r"|(?P<charge>[+-](?=[\s\])}]|$))"
    r"|(?P<state>\((?:aq|s|l|g)\))"
    r"|(?P<amount>(?:(?<=\s)|^)(?:\d+/\d+|\d+(?:\.\d+)?)\s*(?=[A-Z(\[]))"
    r"|(?P<count>(?<=[A-Za-z\])}])\d+)"
    r"|(?P<words>[A-Za-z]+)"
    r"|(?P<bond>[-=#](?=[A-Z]))"
    r"|(?P<dot>[.*](?=\s*\d*[A-Z]))"
    r"|(?P<gas>\^(?=\s|$))"
    r"|(?P<space>\s+)"
    r"|(?P<other>\\[A-Za-z]+|.)",
    re.S,
)
_BONDS = {"-": "-", "=": "=", "#": r"\equiv "}


def chemical_formula(notation: str) -> str:
    """The LaTeX of a chemical formula."""
    return "".join(map(_latex, _TOKEN.finditer(notation.strip())))


# The LaTeX of a token by its kind; `{}` is its text.
_LATEX = {
    "words": r"\mathrm{{{}}}",
    "count": "_{{{}}}",
    "charge": "^{{{}}}",
    "amount": r"{}\,",
    "state": r"\mathrm{{{}}}",
    "dot": r"\cdot ",
    "space": " ",
}


def _latex(token: re.Match[str]) -> str:
    text = token[0]
    if token["arrow"]:
        return _arrow(_ARROWS[token["arrow"]], token["above"])
    if token["math"]:
        return text[1:-1]
    if token["raised"] or token["lowered"]:
        return f"{text[0]}{{{_upright(text[1:].strip('{}'))}}}"
    if token["bond"]:
        return rf"\mathord{{{_BONDS[text]}}}"
    return _LATEX.get(token.lastgroup or "", "{}").format(text.strip())


def _arrow(arrow: str, above: str | None) -> str:
    return rf"\mathrel{{\overset{{{chemical_formula(above)}}}{{{arrow}}}}}" if above else arrow


def _upright(script: str) -> str:
    return re.sub(r"[A-Za-z]+", lambda match: rf"\mathrm{{{match[0]}}}", script)
