"""The page that all programs are given: that of a finished PDF."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bench.pages.in_lines import LineMeasures
from bench.pages.layout import Layout
from publish.render.theme import Font, load_theme

MARGIN = 50  # points around the text, on the pages of others
_BEGINS = 0.5  # points by which the first letter of a line may stand elsewhere


@dataclass(frozen=True, slots=True)
class TextPage:
    """Lengths in points, and how many lines it has; `font` is that of its text."""

    font: Font
    size: float
    leading: float
    measure: float
    lines: int

    @property
    def height(self) -> float:
        """From the first line to the last."""
        return self.lines * self.leading

    def copy_font(self, folder: Path) -> Path:
        """The file of the font in a folder of its own, under a plain name."""
        fonts = folder / "fonts"
        fonts.mkdir()
        return Path(shutil.copy(self.font.path, fonts / f"text{self.font.path.suffix}"))


def page_of(layout: Layout) -> TextPage:
    """The page of a layout in the default theme."""
    setting = layout.setting
    return TextPage(
        font=load_theme("classic").fonts[0],
        size=setting.size,
        leading=setting.leading,
        measure=_measure(layout),
        lines=round((setting.foot - setting.head) / setting.leading) + 1,
    )


def _measure(layout: Layout) -> float:
    """How wide most lines are that are not indented."""
    widths = Counter(
        round(line.right - line.left, 1)
        for line in LineMeasures(layout).justified
        if abs(line.left - layout.setting.frame(line.page)[0]) < _BEGINS
    )
    return widths.most_common(1)[0][0]
