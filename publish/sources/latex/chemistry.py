r"""Chemical formulas and reactions: `\ce{…}`, in the notation of the LaTeX package mhchem.

Elements are upright, numbers after them subscripts, charges superscripts; arrows, bonds, amounts
and states of matter are those of its manual, section 3. Isotopes are written `^{14}C`.
"""

from __future__ import annotations

import re

from publish.sources.latex.errors import FormulaError

_ARROWS = {
    "<=>>": r"\underset{\leftarrow}{\longrightarrow}",
    "<<=>": r"\overset{\rightarrow}{\longleftarrow}",
    "<-->": "⇄",
    "<=>": r"\rightleftharpoons",
    "<->": r"\leftrightarrow",
    "->": r"\longrightarrow",
    "<-": r"\longleftarrow",
}
_TOKEN = re.compile(
    rf"(?P<arrow>{'|'.join(_ARROWS)})(?:[TC]?\[(?P<above>[^\]]*)\])?(?:[TC]?\[(?P<below>[^\]]*)\])?"
    r"|(?P<math>\$[^$]*\$)"
    r"|(?P<gas>(?:(?<=\s)|(?<=\())\^(?=[\s)]|$))"
    r"|(?P<solid>(?:(?<=\s)|(?<=\())v(?=[\s)]|$))"
    r"|(?P<raised>\^(?:\{[^{}]*\}|\$[^$]*\$|\d+[+-]?|[^\s^_\d][^\s^_]*))"
    r"|(?P<lowered>_(?:\{[^{}]*\}|\w+))"
    r"|(?P<plus>(?:(?<=\s)|^)\+(?=\s))"
    r"|(?P<charge>[+-](?=[\s,\])}]|$))"
    r"|(?P<state>\((?:aq|s|l|g)\))"
    r"|(?P<amount>(?:(?<=\s)|^)(?:\d+/\d+|\d+(?:\.\d+)?|[a-z](?=\s))\s*(?=[A-Z(\[]|e[-^]))"
    r"|(?P<count>(?<=[A-Za-z\])}])\d+)"
    r"|(?P<words>[A-Za-z]+)"
    r"|(?P<bond>[-=#](?=[A-Z])|\\bond\{[^{}]*\})"
    r"|(?P<dot>[.*](?=\s*[\dn]*\s*[A-Z(]))"
    r"|(?P<space>\s+)"
    r"|(?P<other>\\[A-Za-z]+|.)",
    re.S,
)
_BONDS = {
    "-": "-", "=": "=", "#": r"\equiv ", "1": "-", "2": "=", "3": r"\equiv ", "->": r"\rightarrow ",
    "<-": r"\leftarrow ", "...": r"\cdots ", "....": r"\cdots ",
}  # fmt: skip


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
    "gas": r"\mathord{{\uparrow}}",
    "solid": r"\mathord{{\downarrow}}",
    "space": " ",
}


def _latex(token: re.Match[str]) -> str:
    text = token[0]
    if token["arrow"]:
        return _arrow(_ARROWS[token["arrow"]], token["above"], token["below"])
    if token["math"]:
        return text[1:-1]
    if token["raised"] or token["lowered"]:
        return f"{text[0]}{{{_upright(text[1:].strip('{}$'))}}}"
    if token["bond"]:
        return rf"\mathord{{{_bond(text.removeprefix(chr(92) + 'bond').strip('{}'))}}}"
    return _LATEX.get(token.lastgroup or "", "{}").format(text.strip())


def _bond(mark: str) -> str:
    if mark not in _BONDS:
        raise FormulaError(f"unknown bond `{mark}`", f"available: `{'`, `'.join(_BONDS)}`")
    return _BONDS[mark]


def _arrow(arrow: str, above: str | None, below: str | None) -> str:
    if above:
        arrow = rf"\overset{{{chemical_formula(above)}}}{{{arrow}}}"
    if below:
        arrow = rf"\underset{{{chemical_formula(below)}}}{{{arrow}}}"
    return rf"\mathrel{{{arrow}}}"


def _upright(script: str) -> str:
    """A script with upright letters, in which a full stop is the electron of a radical."""
    letters = re.sub(r"(?<!\\)\b[A-Za-z]+", lambda match: rf"\mathrm{{{match[0]}}}", script)
    return re.sub(r"(?<!\d)\.|\.(?!\d)", r"\\bullet ", letters)
