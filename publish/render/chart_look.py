"""How charts look: on paper in the colours of the theme, on screens in the reader's.

A reader changes ground and ink, so that on screens words and axes have the colour of the text, and
the grid the same at a fifth. The style sheet gives the series other colours by night.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from publish.render.theme import Theme

_READERS_INK = "currentColor"
# On a phone of 342 pixels, words of 11 pixels in a chart of that width have 10.
_WIDTH_ON_PHONES = 370
_PLOT_ON_PAPER, _PLOT_ON_SCREENS = 420, 330


class ChartLook(NamedTuple):
    """The width of the plot, the most that a chart may have with all around it, and colours."""

    plot: float
    widest: float
    face: str
    ink: str
    grid: str
    grid_opacity: float
    series: Sequence[str]


def look_of(theme: Theme, *, on_screens: bool) -> ChartLook:
    """How charts look in an edition with pages, or on screens."""
    face, series = theme.variables["sans"], theme.variables["chart-colours"]
    if on_screens:
        sizes = _PLOT_ON_SCREENS, _WIDTH_ON_PHONES
        return ChartLook(*sizes, face, _READERS_INK, _READERS_INK, 0.2, series)
    ink, endless = theme.variables["chart-ink"], float("inf")
    return ChartLook(_PLOT_ON_PAPER, endless, face, ink, "#dddddd", 1, series)
