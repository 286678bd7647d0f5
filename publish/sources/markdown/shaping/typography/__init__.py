"""Punctuation and spaces as the language of each passage has them, before any output is made.

The words stay as they are written: quotation marks, dashes and ellipses get their form, and spaces
that must not break or be wide are replaced. Code, formulas and bare addresses are left alone, and
so is every space that the author already made unbreakable. Doing it twice changes nothing.

runs.py         runs of text across inline elements
punctuation.py  quotation marks, dashes and ellipses
rules.py        the rules for spaces of a language
spaces.py       how they are applied
"""

from __future__ import annotations

from lxml import etree

from publish.sources.markdown.shaping.typography.punctuation import replace_placeholders
from publish.sources.markdown.shaping.typography.runs import text_runs
from publish.sources.markdown.shaping.typography.spaces import typeset_run, typeset_text


def typeset_punctuation(root: etree._Element, language: str) -> None:
    """Replace the placeholders of the parser by quotation marks, dashes and ellipses."""
    for run in text_runs(root, language):
        replace_placeholders(run)


def typeset_spaces(root: etree._Element, language: str) -> None:
    """Set the spaces of every run of text in an element."""
    for run in text_runs(root, language):
        typeset_run(run)


__all__ = ["typeset_punctuation", "typeset_spaces", "typeset_text"]
