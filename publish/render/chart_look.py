"""How charts look: on paper in the colours of the theme, on screens in the reader's.

A reader changes ground and ink, so that on screens words and axes have the colour of the text, and
the grid the same at a fifth. The style sheet gives the series other colours by night.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from publish.render.chart_labels import LABEL_SIZE
from publish.render.theme import Theme

_READERS_INK = "currentColor"
# On a phone of 342 pixels, words of 11 pixels in a chart of that width have 10.
_WIDTH_ON_PHONES = 370
_PLOT_ON_PAPER, _PLOT_ON_SCREENS = 420, 330
_ENDLESS = float("inf")
_BESIDE = 1.1  # what is beside a plot is a little wider where the plot is narrow


class ChartLook(NamedTuple):
    """The width of the plot, the most that a chart may have with all around it, and colours."""

    plot: float
    widest: float
    face: str
    ink: str
    grid: str
    grid_opacity: float
    series: Sequence[str]


def look_of(theme: Theme, *, on_screens: bool, page_width: float = _ENDLESS) -> ChartLook:
    """How charts look on screens, or on pages of that width in points."""
    face, series = theme.variables["sans"], theme.variables["chart-colours"]
    if on_screens:
        sizes = _PLOT_ON_SCREENS, _WIDTH_ON_PHONES
        return ChartLook(*sizes, face, _READERS_INK, _READERS_INK, 0.2, series)
    ink, widest = theme.variables["chart-ink"], _widest_on_paper(theme, page_width)
    return ChartLook(_PLOT_ON_PAPER, widest, face, ink, "#dddddd", 1, series)


def _widest_on_paper(theme: Theme, page_width: float) -> float:
    """The width at which a drawing as wide as the text has words of the theme's least size."""
    least: float = theme.page["least-type"] * _BESIDE
    room: float = page_width - theme.page["least-margins"]
    return LABEL_SIZE * room / least if least else _ENDLESS
