"""Words in formulas that the font of formulas lacks: drawn from the fonts of the text.

The library draws a text character by character from one font, and reads no CJK fonts. HarfBuzz
shapes a run of characters and draws its outlines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import uharfbuzz as hb
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen

from publish.render.mathfont import math_font


class TextFonts:
    """The font of formulas and then those of the text, as HarfBuzz reads them."""

    def __init__(self, paths: Iterable[Path]) -> None:
        blobs = (hb.Blob.from_file_path(str(path)) for path in (math_font().path, *paths))
        faces = [hb.Face(blob) for blob in blobs]
        self._fonts = [hb.Font(face) for face in faces]
        self._characters = [set(face.unicodes) for face in faces]

    def are_needed(self, text: str) -> bool:
        """Whether the font of formulas lacks a character."""
        return not set(map(ord, text)) <= self._characters[0] | {0x20, 0xA0}

    def outlines(self, text: str, size: float) -> tuple[str, float, float, float]:
        """A text of that size as an SVG path, with its advance and its lowest and highest point."""
        pen, x, low, high = SVGPathPen(None), 0.0, 0.0, 0.0
        for font, run in self._runs(text):
            scale = size / font.face.upem
            for glyph, left, raised, advance in _shaped(font, run):
                at = (scale, 0, 0, -scale, x + left * scale, -raised * scale)
                font.draw_glyph_with_pen(glyph, TransformPen(pen, at))
                if extents := font.get_glyph_extents(glyph):
                    top = extents.y_bearing + raised
                    high, low = max(high, top * scale), min(low, (top + extents.height) * scale)
                x += advance * scale
        return pen.getCommands(), x, low, high

    def _runs(self, text: str) -> Iterator[tuple[hb.Font, str]]:
        for index, run in groupby(text, self._index):
            yield self._fonts[index], "".join(run)

    def _index(self, character: str) -> int:
        numbers = enumerate(self._characters)
        return next((index for index, has in numbers if ord(character) in has), 0)


def _shaped(font: hb.Font, text: str) -> Iterator[tuple[int, int, int, int]]:
    """The glyphs of a text with their offsets and advance, in units of the font."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    places: Sequence[Any] = buffer.glyph_positions or ()
    for info, place in zip(buffer.glyph_infos, places, strict=True):
        yield info.codepoint, place.x_offset, place.y_offset, place.x_advance


def draw_words(fonts: TextFonts) -> None:
    """Let the library draw the words of formulas from these fonts, where it has to."""
    from ziafont.fonttypes import BBox  # these load a font, which no other formula waits for
    from ziamath.drawable import Drawable
    from ziamath.nodes.mnumber import Mtext

    class Outlines(Drawable):
        """A text as one path."""

        def __init__(self, text: str, size: float) -> None:
            super().__init__()  # type: ignore[no-untyped-call]
            self._path, advance, low, high = fonts.outlines(text, size)
            self.bbox = BBox(0, advance, low, high)

        def draw(self, x: float, y: float, svg: Element) -> tuple[float, float]:
            """Add the path to a drawing; the point after it."""
            place = f"translate({x:.2f} {y:.2f})"
            SubElement(svg, "path", {"d": self._path, "transform": place})
            return x + self.bbox.xmax, y

    class Words(Mtext, tag="mtext"):
        """The words of a formula, in place of the library's own class."""

        def _setup(self, **kwargs: Any) -> None:
            if not fonts.are_needed(self.string):
                super()._setup(**kwargs)
                return
            words = Outlines(self.string, self.glyphsize)
            self.nodes.append(words)
            self.nodexy.append((0, 0))
            self.bbox = words.bbox
