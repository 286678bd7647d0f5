"""Keeps a text on its line where all of it fits but the space at its end.

WeasyPrint 70 measures that space too: it then takes the text for a word that cannot be broken, and
breaks it at its first chance, so that a line before a link or an emphasis has one word.
"""

from __future__ import annotations

from typing import Any

from weasyprint.text import line_break

from publish.outputs.pdf.layout.patch import Patch, Replacement
from publish.outputs.pdf.layout.recompiled import recompiled

_FITS = "    if resume_index is None and first_line_width <= max_width:\n"
_FITS_WITHOUT = (
    "    if resume_index is None and (\n"
    "            first_line_width <= max_width or\n"
    "            space_collapse and fits_without_space(text, style, context, max_width)):\n"
)


def _fits_without_space(text: str, style: Any, context: Any, measure: float) -> bool:
    """Whether a text that is too wide would fit without the spaces at its end."""
    shown = text.rstrip(" ")
    if not shown or shown == text:
        return False
    layout = line_break.create_layout(shown, style, context, None, 0)
    width, _ = line_break.line_size(layout.get_first_line()[0], style)
    return bool(width <= measure)


PATCH = Patch(
    name="trailing_space",
    reason="keeps a text on its line where all of it fits but the space at its end",
    replacements=(
        Replacement(
            line_break,
            "split_first_line",
            recompiled(
                line_break.split_first_line,
                {_FITS: _FITS_WITHOUT},
                fits_without_space=_fits_without_space,
            ),
        ),
    ),
    leans_on=(line_break.create_layout, line_break.line_size),
    digest="178a18fd4320e39ba5ecaec864f5dea619fce559d49c40925eea78899a8ee81b",
)
