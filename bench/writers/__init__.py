"""A composition as files: our own manuscript, and what pandoc and Typst read.

The vocabulary has no sign that means anything in a markup, so that nothing is escaped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bench.pieces import Inline, Mark, Note


def line(inlines: Iterable[Inline], write: Callable[[Inline], str]) -> str:
    """The pieces of a paragraph in one line, parted by spaces where words are."""
    text, glued = "", True
    for inline in inlines:
        edge = inline.edge if isinstance(inline, Mark) else ""
        clings = glued or edge == "end" or isinstance(inline, Note)
        text += ("" if clings else " ") + write(inline)
        glued = edge == "start"
    return text
