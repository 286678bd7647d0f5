"""The line of a text in the manuscript, for messages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from publish.diagnostics import Location

# Reads the lines of a file of the book by its path in locations; none where it cannot be read.
ManuscriptLines = Callable[[str], Sequence[str]]


def line_of(text: str, opening: Location, lines: ManuscriptLines) -> int:
    """The first line with a text, from the line on which its section opens.

    0 where there is none, as when the text was included from another file.
    """
    numbered = enumerate(lines(opening.path), 1)
    return next((n for n, line in numbered if n >= opening.line and text in line), 0)
