"""Each theme has one picture, which the handbook shows."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from publish.api.themes import listed

HANDBOOK = Path(__file__).parents[2] / "corpus" / "handbook" / "images"
PICTURES = {row.name: row.picture for row in listed()}
FEWEST_PIXELS = 1300  # across: 300 an inch where it is as wide as the text of the handbook


@pytest.mark.parametrize("name", PICTURES)
def test_the_handbook_shows_the_picture_of_a_theme(name: str) -> None:
    picture = PICTURES[name]
    assert picture is not None
    content = picture.read_bytes()
    assert (HANDBOOK / f"theme-{name}.png").read_bytes() == content
    with Image.open(BytesIO(content)) as image:
        assert image.width >= FEWEST_PIXELS
