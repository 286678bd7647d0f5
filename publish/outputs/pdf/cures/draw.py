"""Cure `draw`: the glyphs of a line, as they are written into the page.

The original read five fields of each glyph through cffi, formed its hexadecimal number and its
kerning, and joined the line sign by sign. Here the fields of a run are read in one go, and what a
glyph of a font writes is remembered by its number, width and offset, from which alone it follows
once the font knows the glyph's own width. A glyph that is not remembered is treated by the same
steps as before, in the same order, so that fonts learn the same widths and the same letters.
Whatever else may occur goes the old way with the whole line: an ellipsis, raised glyphs, glyphs
that no font has, and fonts of bitmaps or colours.
"""

from __future__ import annotations

from struct import Struct, calcsize
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from weasyprint.draw import text as draw_text
from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.line_break import Layout

from publish.outputs.pdf.cures.cure import Cure, Patch

_slow = draw_text.draw_first_line

_INVISIBLE_SIZE = 1e-6  # of a font, pydyf's precision
_RIGHT_SIZES = 14802  # the version of Pango since which fonts know their sizes
_FIELDS = 5  # of a PangoGlyphInfo, each of four bytes: glyph, width, two offsets, flags
_field = Struct("=i")

# What glyphs write, by font and then by size: {(glyph, width, offset): piece}.
_pieces: WeakKeyDictionary[Any, dict[float, dict[tuple[int, int, int], str]]] = WeakKeyDictionary()


class _Run(NamedTuple):
    """A run of glyphs of one font, with the Pango object that it comes from."""

    origin: Any
    pango_font: Any
    font: Any
    font_size: float
    keys: list[tuple[int, int, int]]


def draw_first_line(
    stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any
) -> Any:
    """Draw a line of text into a stream; gives the emojis, which are painted afterwards."""
    if text_overflow == "ellipsis" or block_ellipsis != "none":
        return _slow(stream, textbox, text_overflow, block_ellipsis, matrix)
    if not textbox.text.strip() or textbox.style["font_size"] < _INVISIBLE_SIZE:
        return []
    layout = textbox.pango_layout
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    first_line, _ = layout.get_first_line()
    runs = _runs(stream, first_line)
    if runs is None:
        return _slow(stream, textbox, text_overflow, block_ellipsis, matrix)
    stream.set_text_matrix(*matrix.values)
    string = ""
    previous = None
    for run in runs:
        if run.pango_font != previous:
            previous = run.pango_font
            if string:
                stream.show_text(string)
            string = ""
            stream.set_font_size(run.font.hash, run.font_size)
        string += f"<{_written(stream, layout, run)}"
        string = string[:-1] if string[-1] == "<" else f"{string}>"
    stream.show_text(string)
    return []


def _runs(stream: Any, line: Any) -> list[_Run] | None:
    """The runs of a line; None where one of them is to be drawn the old way."""
    runs = []
    found = line.runs[0]
    previous = font = None
    font_size = 0.0
    while found != ffi.NULL:
        item = found.data
        found = found.next
        pango_font = item.item.analysis.font
        if pango_font != previous:
            previous = pango_font
            font, font_size = stream.add_font(pango_font)
            if font.bitmap or font.png or font.svg or font.colr:
                return None
        keys = _keys(item.glyphs)
        if keys is None:
            return None
        runs.append(_Run(item, pango_font, font, font_size, keys))
    return runs


def _keys(glyphs: Any) -> list[tuple[int, int, int]] | None:
    """Number, width and horizontal offset of each glyph; None where a line has odd ones."""
    count = glyphs.num_glyphs
    if not count:
        return []
    fields = memoryview(ffi.buffer(glyphs.glyphs, count * _FIELDS * _field.size)).cast("i").tolist()
    numbers = fields[0::_FIELDS]
    if any(fields[3::_FIELDS]) or min(numbers) <= 0 or max(numbers) > pango.PANGO_GLYPH_EMPTY:
        return None
    return list(zip(numbers, fields[1::_FIELDS], fields[2::_FIELDS], strict=True))


def _written(stream: Any, layout: Any, run: _Run) -> str:
    """What the glyphs of a run write between the brackets."""
    known = _pieces.setdefault(run.font, {}).setdefault(run.font_size, {})
    pieces = list(map(known.get, run.keys))
    if None in pieces:
        for index, key in enumerate(run.keys):
            if pieces[index] is None:
                pieces[index] = known[key] = _piece(stream, layout, run, index)
    return "".join(pieces)  # type: ignore[arg-type]


def _piece(stream: Any, layout: Any, run: _Run, index: int) -> str:
    """What one glyph writes; its font learns what it stands for, and how wide it is."""
    glyph, width, offset_units = run.keys[index]
    font, font_size = run.font, run.font_size
    if glyph == pango.PANGO_GLYPH_EMPTY:
        return f">{-width / font_size}<"
    if glyph not in font.to_unicode:
        font.to_unicode[glyph] = _letters(layout, run.origin, index)
    offset = offset_units / font_size
    if glyph not in font.widths:
        pango.pango_font_get_glyph_extents(
            run.pango_font, glyph, stream.ink_rect, stream.logical_rect
        )
        font.widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / font_size)
    kerning = font.widths[glyph] + offset - width * 1000 * FROM_UNITS / font_size
    shift = f">{-offset}<" if offset else ""
    return f"{shift}{glyph:04x}" + (f">{int(kerning)}<" if kerning else "")


def _letters(layout: Any, item: Any, index: int) -> str:
    """The text that a glyph stands for: from its cluster to that of its neighbour."""
    clusters = item.glyphs.log_clusters
    if item.item.analysis.level % 2:  # from right to left
        end = item.item.length if index == 0 else clusters[index - 1]
    else:
        last = index == item.glyphs.num_glyphs - 1
        end = item.item.length if last else clusters[index + 1]
    start = item.item.offset
    letters: bytes = layout.text.encode()[start + clusters[index] : start + end]
    return letters.decode()


def _knows_glyphs() -> bool:
    """Whether glyphs lie in memory as they are read here, in fonts that know their sizes."""
    return (
        ffi.sizeof("PangoGlyphInfo") == _FIELDS * _field.size
        and calcsize("i") == _field.size
        and pango.pango_version() >= _RIGHT_SIZES
    )


CURE = Cure(
    name="draw",
    patches=(Patch(draw_text, "draw_first_line", draw_first_line),),
    leans_on=(Layout.get_first_line,),
    digest="a4ae0a170e4f53104ea488b800c4d08e1a89c3fdc16ce9305f69ba1d73024ddf",
    fits=_knows_glyphs,
)
