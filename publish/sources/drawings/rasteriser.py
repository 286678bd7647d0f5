"""Draws an SVG as a PNG; as a program, `python -m publish.sources.drawings.rasteriser WIDTH HEIGHT
FONT...` reads the drawing and writes the picture, so that its time and memory can be limited.

Letters are in the fonts that are given, whatever else is installed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import resvg_py

from publish.external import die_with_parent

_SCREEN = 96.0  # pixels of style sheets in an inch


class RasteriserPanic(RuntimeError):
    """The library failed, as it does for numbers that no picture can have."""


def rasterise(drawing: bytes, width: int, height: int, fonts: Sequence[str] = ()) -> bytes:
    """A PNG of at most those sides, with letters from the files of fonts.

    Raises `ValueError` for a drawing without an area, and `RasteriserPanic`.
    """
    try:
        picture = resvg_py.svg_to_bytes(
            svg_string=drawing.decode(),
            width=width,
            height=height,
            dpi=_SCREEN,
            skip_system_fonts=True,
            font_files=list(fonts),
        )
    except BaseException as error:  # a panic of the library is not an Exception
        if type(error).__module__ == "pyo3_runtime":
            raise RasteriserPanic(str(error)) from None
        raise
    return bytes(picture)


if __name__ == "__main__":
    die_with_parent()
    width, height, *fonts = sys.argv[1:]
    sys.stdout.buffer.write(rasterise(sys.stdin.buffer.read(), int(width), int(height), fonts))
