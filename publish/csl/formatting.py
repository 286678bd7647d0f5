"""The attributes that any element of a style may carry: case, font, quotation marks, affixes."""

from __future__ import annotations

from dataclasses import replace

from publish.csl.context import Scope
from publish.csl.letter_case import cased
from publish.csl.runs import (
    BOLD,
    ITALIC,
    SMALL,
    SUB,
    SUP,
    UNDERLINE,
    UPRIGHT,
    Runs,
    affixed,
    marked,
    quoted,
)
from publish.csl.style import Node

_FONTS = {
    ("font-style", "italic"): ITALIC,
    ("font-style", "oblique"): ITALIC,
    ("font-style", "normal"): UPRIGHT,
    ("font-weight", "bold"): BOLD,
    ("font-variant", "small-caps"): SMALL,
    ("text-decoration", "underline"): UNDERLINE,
    ("vertical-align", "sup"): SUP,
    ("vertical-align", "sub"): SUB,
}


def formatted(node: Node, runs: Runs, scope: Scope) -> Runs:
    """The runs as the element's attributes want them; affixes stand outside of font and quotes."""
    if not runs:
        return ()
    if node.get("strip-periods") == "true":
        runs = tuple(replace(run, text=run.text.replace(".", "")) for run in runs)
    if case := node.get("text-case"):
        runs = cased(runs, case, english=scope.english)
    runs = with_fonts(node, runs)
    if node.get("quotes") == "true":
        runs = quoted(runs, scope.locale.quotes, scope.locale.inner_quotes)
    return affixed(runs, node.get("prefix"), node.get("suffix"))


def with_fonts(node: Node, runs: Runs) -> Runs:
    """The runs in the fonts that the element asks for."""
    for (name, value), mark in _FONTS.items():
        if node.get(name) == value:
            runs = marked(runs, mark)
    return runs
