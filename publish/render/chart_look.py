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
_LOWEST_ON_PAPER, _LOWEST_ON_SCREENS = 150, 200
_ENDLESS = float("inf")
_FLAT = 200 / 420
_BESIDE = 1.1  # what is beside a plot is a little wider where the plot is narrow
_SMALLER = 0.8  # of the size of captions, as the widest tables have it


class ChartLook(NamedTuple):
    """Width and least height of the plot, the most width of all that is drawn, and colours.

    A plot is half as high as wide, or as the least height, and never higher than wide.
    """

    plot: float
    lowest: float
    widest: float
    face: str
    ink: str
    grid: str
    grid_opacity: float
    series: Sequence[str]

    @property
    def height(self) -> float:
        """The height of the plot."""
        return max(self.plot * _FLAT, min(self.plot, self.lowest))


def look_of(theme: Theme, *, on_screens: bool, page_width: float = _ENDLESS) -> ChartLook:
    """How charts look on screens, or on pages of that width in points."""
    face, series = theme.variables["sans"], theme.variables["chart-colours"]
    if on_screens:
        sizes = _PLOT_ON_SCREENS, _LOWEST_ON_SCREENS, _WIDTH_ON_PHONES
        return ChartLook(*sizes, face, _READERS_INK, _READERS_INK, 0.2, series)
    ink, widest = theme.variables["chart-ink"], _widest_on_paper(theme, page_width)
    return ChartLook(_PLOT_ON_PAPER, _LOWEST_ON_PAPER, widest, face, ink, "#dddddd", 1, series)


def _widest_on_paper(theme: Theme, page_width: float) -> float:
    """The width at which the words of a drawing as wide as the text are as large as they should be.

    It is two steps below captions, and never below the theme's least size.
    """
    page = theme.page
    ems: float = min(page["measure"], (page_width - page["least-margins"]) / page["smallest"])
    least: float = page["least-type"] / page["smallest"] * _BESIDE
    words: float = max(page["labels"] * _SMALLER, least)
    return LABEL_SIZE * ems / words
