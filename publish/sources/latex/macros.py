r"""Macros that formulas may use beyond those of the library: of other packages, and of the author.

A definition is LaTeX with `#1` to `#9` for its arguments.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from publish.sources.latex.arguments import Expansion, expand
from publish.sources.latex.chemistry import chemical_formula
from publish.sources.latex.numbers import DASH, number, numbers
from publish.sources.latex.units import (
    angle,
    physical_quantity,
    quantities,
    quantity,
    quantity_range,
    unit,
)

# Of LaTeX and amsmath, then of the packages physics and dsfont, then names of sets.
DEFINITIONS = {
    "dotsb": r"\cdots",
    "dotsc": r"\ldots",
    "dotsi": r"\cdots",
    "dotsm": r"\cdots",
    "dotso": r"\ldots",
    "TeX": r"\text{TeX}",
    "LaTeX": r"\text{LaTeX}",
    "mbox": r"\text{#1}",
    "hbox": r"\text{#1}",
    "mathnormal": "#1",
    "mathup": r"\mathrm{#1}",
    "pmb": r"\boldsymbol{#1}",
    "smash": "{#1}",
    "substack": r"\begin{subarray}{c}#1\end{subarray}",
    "varlimsup": r"\mathop{\overline{\mathrm{lim}}}",
    "varliminf": r"\mathop{\underline{\mathrm{lim}}}",
    "qed": r"\square",
    "strut": r"\vphantom{(}",
    "null": "{}",
    "allowbreak": "",
    "nobreak": "",
    "textdegree": "{}^\\circ",
    "degree": "{}^\\circ",
    "texteuro": r"\text{€}",
    "euro": r"\text{€}",
    "abs": r"\left\lvert#1\right\rvert",
    "norm": r"\left\lVert#1\right\rVert",
    "dd": r"\mathrm{d}#1",
    "dv": r"\frac{\mathrm{d}#1}{\mathrm{d}#2}",
    "pdv": r"\frac{\partial#1}{\partial#2}",
    "mathbbm": r"\mathbb{#1}",
    "mathds": r"\mathbb{#1}",
    "N": r"\mathbb{N}",
    "Z": r"\mathbb{Z}",
    "Q": r"\mathbb{Q}",
    "R": r"\mathbb{R}",
    "C": r"\mathbb{C}",
}
_EXPANSIONS: dict[str, tuple[int, Expansion]] = {
    r"\ce": (1, lambda arguments: chemical_formula(expand(arguments[0], _EXPANSIONS))),
    r"\pu": (1, lambda arguments: physical_quantity(arguments[0])),
    r"\ang": (1, lambda arguments: angle(arguments[0])),
    **dict.fromkeys(
        (r"\num", r"\tablenum", r"\numproduct", r"\complexnum"),
        (1, lambda arguments: number(arguments[0])),
    ),
    r"\numrange": (2, lambda arguments: DASH.join(map(number, arguments))),
    r"\numlist": (1, lambda arguments: ", ".join(numbers(arguments[0]))),
    **dict.fromkeys((r"\unit", r"\si"), (1, lambda arguments: unit(arguments[0]))),
    **dict.fromkeys(
        (r"\qty", r"\SI", r"\complexqty"),
        (2, lambda arguments: quantity(*arguments)),
    ),
    **dict.fromkeys((r"\qtyrange", r"\SIrange"), (3, lambda arguments: quantity_range(*arguments))),
    **dict.fromkeys(
        (r"\qtylist", r"\SIlist", r"\qtyproduct"), (2, lambda arguments: quantities(*arguments))
    ),
}
_OPERATOR = re.compile(r"\\DeclareMathOperator(\*?)\s*\{?\s*(\\[A-Za-z]+)\s*\}?\s*\{([^{}]*)\}")
# Packages that are loaded on request elsewhere are all here.
_REQUIRE = re.compile(r"\\require\s*\{[A-Za-z]*\}")
# A space after an escaped character is one, which the library takes for the end of a macro.
_SPACE = re.compile(r"(\\[%&#$_]) ")
# A backslash before the end of a line is a space in TeX, as before a space.
_BROKEN = re.compile(r"(?<!\\)((?:\\\\)*)\\\n")
_KERN = re.compile(r"\\(?:kern|mkern|mskip)\s*(-?[\d.]+)\s*mu")


def with_macros_expanded(latex: str) -> str:
    """A formula in which the macros with a notation of their own are written out."""
    spaced = _SPACE.sub(r"\1{} ", _BROKEN.sub(r"\1\\ ", latex))
    plain = _REQUIRE.sub("", _KERN.sub(r"\\mspace{\1mu}", spaced))
    operators = _OPERATOR.sub(r"\\newcommand{\2}{\\operatorname\1{\3}}", plain)
    worded = expand(operators, _WORDS) if "$" in operators else operators
    return expand(worded, _EXPANSIONS)


def _with_formulas(arguments: list[str]) -> str:
    """Words with formulas between them, which the library does not read in words."""
    parts = _DOLLAR.split(arguments[0])
    if len(parts) % 2 == 0:
        return rf"\text{{{arguments[0]}}}"
    return "".join(part if i % 2 else rf"\text{{{part}}}" for i, part in enumerate(parts) if part)


_DOLLAR = re.compile(r"(?<!\\)\$")
_WORDS: dict[str, tuple[int, Expansion]] = dict.fromkeys(
    (r"\text", r"\textrm", r"\textnormal", r"\mbox", r"\hbox"), (1, _with_formulas)
)


def all_definitions(own: Mapping[str, str]) -> dict[str, str]:
    """The definitions of the author and ours, of which those of the author apply first."""
    return {**DEFINITIONS, **own}
