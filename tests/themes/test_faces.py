"""What a theme says of its face is what the file of the face says."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from publish.render.theme import load_theme
from publish.render.theme_folders import themes

NAMES = [*themes(), "classic+large-print"]
X_HEIGHT_OF_STIX = 0.473


@pytest.mark.parametrize("name", NAMES)
def test_letters_of_formulas_are_as_high_as_those_of_the_text(name: str) -> None:
    theme = load_theme(name)
    serif = theme.variables["serif"]
    face = next(each for each in theme.fonts if each.family == serif and each.style == "normal")
    with TTFont(face.path, lazy=True) as font:
        height = font["OS/2"].sxHeight / font["head"].unitsPerEm
    assert theme.page["x-height"] == pytest.approx(height, abs=0.0005)


def test_formulas_in_large_print_are_no_smaller_than_its_least_type() -> None:
    page = load_theme("classic+large-print").page
    assert page["x-height"] >= X_HEIGHT_OF_STIX
