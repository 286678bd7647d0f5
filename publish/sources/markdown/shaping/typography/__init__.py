"""Sets signs and spaces as the language of each passage does, before any output is made.

The words stay as they are written: quotation marks, dashes and ellipses get their shape, and spaces
that must not break or be wide are exchanged. Code, formulas and bare addresses are left alone, and
so is every space that the author already made unbreakable. Doing it twice changes nothing.
"""

from __future__ import annotations

from lxml import etree

from publish.sources.markdown.shaping.typography.punctuation import set_marks
from publish.sources.markdown.shaping.typography.runs import runs
from publish.sources.markdown.shaping.typography.spaces import typeset, typeset_run


def set_signs(root: etree._Element, language: str) -> None:
    """Quotation marks, dashes and ellipses in the place of the marks that the parser left."""
    for run in runs(root, language):
        set_marks(run)


def set_spaces(root: etree._Element, language: str) -> None:
    """The spaces of every run of text in an element."""
    for run in runs(root, language):
        typeset_run(run)


__all__ = ["set_signs", "set_spaces", "typeset"]
