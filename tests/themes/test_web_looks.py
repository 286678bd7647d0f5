"""The web edition of each theme can be read in its three looks."""

from __future__ import annotations

import pytest

from publish.render.contrast import Colour, contrast
from publish.render.theme import load_theme
from publish.render.theme_folders import themes

LOOKS = ["web-day", "web-sepia", "web-night"]
NAMES = {"paper", "ink", "faint", "rule", "accent", "wash"}


def colour(text: str) -> Colour:
    red, green, blue = bytes.fromhex(text.removeprefix("#"))
    return red, green, blue, 1


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", themes())
def test_text_has_contrast(name: str, look: str) -> None:
    colours = {key: colour(value) for key, value in load_theme(name).variables[look].items()}
    assert colours.keys() == NAMES
    for ground in (colours["paper"], colours["wash"]):
        ratios = {key: contrast(colours[key], ground) for key in ("ink", "faint", "accent")}
        assert ratios["ink"] >= 7
        assert min(ratios.values()) >= 4.5
