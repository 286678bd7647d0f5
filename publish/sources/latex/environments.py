"""Environments and line breaks in the forms that the library knows."""

from __future__ import annotations

import re

# Those that number their lines or lay out a page: a formula is a block of its own, whose number
# comes from the book. `None` leaves the content without an environment.
_INSTEAD = {
    "align": "aligned",
    "align*": "aligned",
    "alignat": "aligned",
    "alignat*": "aligned",
    "alignedat": "aligned",
    "flalign": "aligned",
    "flalign*": "aligned",
    "split": "aligned",
    "gather": "gathered",
    "gather*": "gathered",
    "multline": "gathered",
    "multline*": "gathered",
    "multlined": "gathered",
    "equation": None,
    "equation*": None,
    "displaymath": None,
    "math": None,
}
_EDGE = re.compile(
    r"\\(?P<edge>begin|end)\s*\{(?P<name>[A-Za-z]+\*?)\}(?P<columns>\s*\{\d+\})?"
    r"(?P<place>\s*\[[tcb]\])?"
)
_COLUMNS = "{" + 12 * "c" + "}"
_FENCES = {
    "": ("", ""), "p": (r"\left(", r"\right)"), "b": (r"\left[", r"\right]"),
    "B": (r"\left\{", r"\right\}"), "v": (r"\left|", r"\right|"), "V": (r"\left\|", r"\right\|"),
}  # fmt: skip
_SMALL = re.compile(r"([pbBvV]?)smallmatrix")
_ROW_END = re.compile(r"(?<!\\)\\(?:cr|tabularnewline)(?![A-Za-z])")
_SEPARATOR = re.compile(
    r"\\(?P<edge>begin|end|left|right)(?![A-Za-z])|\\\\|\\newline|\\.|[{}&]", re.S
)


def with_known_environments(latex: str) -> str:
    """A formula in which only environments of the library are left of those that we know."""
    known = _EDGE.sub(_known, _ROW_END.sub(r"\\\\", latex))
    return _with_lines(known)


def _known(edge: re.Match[str]) -> str:
    name, begins = edge["name"], edge["edge"] == "begin"
    if small := _SMALL.fullmatch(name):
        opening, closing = _FENCES[small[1]]
        if begins:
            return rf"{opening}\begin{{subarray}}{_COLUMNS}"
        return rf"\end{{subarray}}{closing}"
    if name in ("eqnarray", "eqnarray*"):
        return r"\begin{array}{rcl}" if begins else r"\end{array}"
    if name not in _INSTEAD:
        return edge[0]
    instead = _INSTEAD[name]
    return rf"\{edge['edge']}{{{instead}}}" if instead else ""


def _with_lines(latex: str) -> str:
    """A formula whose lines are broken outside any environment, in one."""
    depth, breaks, aligned = 0, [], False
    for token in _SEPARATOR.finditer(latex):
        if token[0] == "{" or token["edge"] in ("begin", "left"):
            depth += 1
        elif token[0] == "}" or token["edge"] in ("end", "right"):
            depth -= 1
        elif depth == 0 and token[0] in ("\\\\", "\\newline"):
            breaks.append(token.span())
        aligned |= depth == 0 and token[0] == "&"
    if not breaks:
        return latex
    name = "aligned" if aligned else "gathered"
    lines = re.sub(r"\\newline(?![A-Za-z])", r"\\\\", latex)
    return rf"\begin{{{name}}}{lines}\end{{{name}}}"
