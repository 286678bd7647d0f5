"""Formatting attributes of all elements: case, font, quotation marks, affixes."""

from __future__ import annotations

from dataclasses import replace

from publish.csl.context import RenderContext
from publish.csl.letter_case import apply_case
from publish.csl.runs import (
    BOLD,
    ITALIC,
    SMALL,
    SUB,
    SUP,
    UNDERLINE,
    UPRIGHT,
    Runs,
    add_affixes,
    add_mark,
    add_quotes,
)
from publish.csl.style import StyleNode

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


def apply_formatting(node: StyleNode, runs: Runs, context: RenderContext) -> Runs:
    """The runs with the formatting of an element; affixes are outside its font and quotes."""
    if not runs:
        return ()
    if node.get("strip-periods") == "true":
        runs = tuple(replace(run, text=run.text.replace(".", "")) for run in runs)
    if case := node.get("text-case"):
        runs = apply_case(runs, case, english=context.english)
    runs = apply_fonts(node, runs)
    if node.get("quotes") == "true":
        runs = add_quotes(runs, context.locale.quotes, context.locale.inner_quotes)
    return add_affixes(runs, node.get("prefix"), node.get("suffix"))


def apply_fonts(node: StyleNode, runs: Runs) -> Runs:
    """The runs in the fonts of an element."""
    for (name, value), mark in _FONTS.items():
        if node.get(name) == value:
            runs = add_mark(runs, mark)
    return runs
