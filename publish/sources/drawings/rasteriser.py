"""Draws an SVG as a PNG; as a program, `python -m publish.sources.drawings.rasteriser WIDTH HEIGHT`
reads the drawing and writes the picture, so that its time and memory can be limited.

Letters are in our own fonts, whatever else is installed.
"""

from __future__ import annotations

import sys
from functools import cache

import resvg_py

from publish.external import die_with_parent
from publish.render.drawing_fonts import with_fonts_of
from publish.render.theme import Theme, load_theme
from publish.sources.safety.svg import SVG_TYPE

_SCREEN = 96.0  # pixels of style sheets in an inch


class RasteriserPanic(RuntimeError):
    """The library failed, as it does for numbers that no picture can have."""


def rasterise(drawing: bytes, width: int, height: int) -> bytes:
    """A PNG of at most those sides.

    Raises `ValueError` for a drawing without an area, and `RasteriserPanic`.
    """
    try:
        picture = resvg_py.svg_to_bytes(
            svg_string=with_fonts_of(theme(), SVG_TYPE, drawing).decode(),
            width=width,
            height=height,
            dpi=_SCREEN,
            skip_system_fonts=True,
            font_files=[str(font.path) for font in theme().fonts],
        )
    except BaseException as error:  # a panic of the library is no Exception
        if type(error).__module__ == "pyo3_runtime":
            raise RasteriserPanic(str(error)) from None
        raise
    return bytes(picture)


@cache
def theme() -> Theme:
    """The theme whose fonts drawings have, since that of the book is not known when it is read."""
    return load_theme("classic")


if __name__ == "__main__":
    die_with_parent()
    sides = map(int, sys.argv[1:])
    sys.stdout.buffer.write(rasterise(sys.stdin.buffer.read(), *sides))
