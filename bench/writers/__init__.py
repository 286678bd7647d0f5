"""Writers of a composition: our own manuscript, and the inputs of pandoc, Typst and Sphinx.

The vocabulary has no characters with a meaning in any markup, so nothing is escaped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bench.blocks import IndexMark, Inline, Note


def line(inlines: Iterable[Inline], write: Callable[[Inline], str]) -> str:
    """The inline elements of a paragraph in one line, with spaces between words."""
    text, glued = "", True
    for inline in inlines:
        edge = inline.edge if isinstance(inline, IndexMark) else ""
        clings = glued or edge == "end" or isinstance(inline, Note)
        text += ("" if clings else " ") + write(inline)
        glued = edge == "start"
    return text
