"""The `@font-face` rules for the fonts of a theme."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from publish.outputs.pdf.exchange.job_folder import font_url
from publish.render.theme import Font


class FontFace(TypedDict):
    """The descriptors of one `@font-face` rule."""

    family: str
    url: str
    style: str
    weight: str


def font_faces(fonts: Iterable[Font]) -> list[FontFace]:
    """The `@font-face` rules of a theme, with URLs relative to the base of the job."""
    return [
        FontFace(family=f.family, url=font_url(f), style=f.style, weight=f.weight) for f in fonts
    ]
