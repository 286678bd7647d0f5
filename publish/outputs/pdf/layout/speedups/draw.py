"""Speed-up `draw`: the glyphs of a line, as they are written to the page.

The original reads five fields of each glyph through cffi, formats its hexadecimal number and its
kerning, and joins the line glyph by glyph; a justified line has a run for each word and each space.
Here the fields of a run are read at once, and the text of a run is cached by these bytes, its font
and its size, on which alone it depends once the font has the widths of the glyphs. A run that is
not cached is composed glyph by glyph, and the text of a glyph is cached too; a new one is processed
by the same steps as before, in the same order, so that fonts get the same widths and the same
letters. A line with anything else goes to the original: an ellipsis, raised glyphs, glyphs that no
font has, and fonts of bitmaps or colours.
"""

from __future__ import annotations

from struct import Struct
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from weasyprint.draw import text as draw_text
from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.line_break import Layout

from publish.outputs.pdf.layout.patch import Patch, Replacement

_slow = draw_text.draw_first_line

_INVISIBLE_SIZE = 1e-6  # of a font, pydyf's precision
_RIGHT_SIZES = 14802  # the version of Pango since which fonts know their sizes
_glyph = Struct("=5i")  # a PangoGlyphInfo: glyph, width, two offsets, flags
_GLYPH = _glyph.size
_EMPTY = pango.PANGO_GLYPH_EMPTY

_MOST = 32768  # runs, and glyphs, remembered of one font and size

Glyph = tuple[int, int, int, int, int]


class _Known(NamedTuple):
    """What the runs and the glyphs of a font at a size write, by their fields."""

    runs: dict[bytes, str]
    glyphs: dict[Glyph, str]


# By font and then by size.
_pieces: WeakKeyDictionary[Any, dict[float, _Known]] = WeakKeyDictionary()


class _Face(NamedTuple):
    """A font at a size, as Pango and as the file know it, and what is known of its writing."""

    pango_font: Any
    font: Any
    size: float
    known: _Known


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
    runs = _runs(stream, layout, first_line)
    if runs is None:
        return _slow(stream, textbox, text_overflow, block_ellipsis, matrix)
    stream.set_text_matrix(*matrix.values)
    string = ""
    previous = None
    for face, piece in runs:
        if face is not previous:
            previous = face
            if string:
                stream.show_text(string)
            string = ""
            stream.set_font_size(face.font.hash, face.size)
        string = f"{string}<{piece}"
        string = string[:-1] if string[-1] == "<" else f"{string}>"
    stream.show_text(string)
    return []


def _runs(stream: Any, layout: Any, line: Any) -> list[tuple[_Face, str]] | None:
    """The runs of a line with what they write; None where one is to be drawn the old way."""
    runs = []
    found = line.runs[0]
    face = None
    while found != ffi.NULL:
        run = found.data
        found = found.next
        pango_font = run.item.analysis.font
        if face is None or pango_font != face.pango_font:
            face = _face(stream, pango_font)
            if face is None:
                return None
        glyphs = run.glyphs
        fields = bytes(ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * _GLYPH))
        piece = face.known.runs.get(fields)
        if piece is None:
            piece = _piece(stream, layout, face, run, fields)
            if piece is None:
                return None
            _remember(face.known.runs, fields, piece)
        runs.append((face, piece))
    return runs


def _face(stream: Any, pango_font: Any) -> _Face | None:
    """The face of a Pango font; None where its glyphs are pictures."""
    font, size = stream.add_font(pango_font)
    if font.bitmap or font.png or font.svg or font.colr:
        return None
    known = _pieces.setdefault(font, {}).setdefault(size, _Known({}, {}))
    return _Face(pango_font, font, size, known)


def _remember(known: dict[Any, str], fields: Any, written: str) -> None:
    if len(known) >= _MOST:
        known.clear()
    known[fields] = written


def _piece(stream: Any, layout: Any, face: _Face, run: Any, fields: bytes) -> str | None:
    """What a run writes between the brackets; None where it has odd glyphs."""
    known = face.known.glyphs
    written = []
    for index, glyph in enumerate(_glyph.iter_unpack(fields)):
        mark = known.get(glyph)
        if mark is None:
            mark = _mark(stream, layout, face, run, index, glyph)
            if mark is None:
                return None
            _remember(known, glyph, mark)
        written.append(mark)
    return "".join(written)


def _mark(stream: Any, layout: Any, face: _Face, run: Any, index: int, fields: Glyph) -> str | None:
    """What one glyph of a run writes; None for an odd one."""
    glyph, width, offset, rise, _ = fields
    if rise or not 0 < glyph <= _EMPTY:
        return None
    if glyph == _EMPTY:
        return f">{-width / face.size}<"
    if glyph not in face.font.to_unicode:
        face.font.to_unicode[glyph] = _letters(layout, run, index)
    shift = offset / face.size
    before = f">{-shift}<" if shift else ""
    kerning = _width(stream, face, glyph) + shift - width * 1000 * FROM_UNITS / face.size
    behind = f">{int(kerning)}<" if kerning else ""
    return f"{before}{glyph:04x}{behind}"


def _width(stream: Any, face: _Face, glyph: int) -> Any:
    """The width of a glyph in thousandths of its size; its font learns it."""
    widths = face.font.widths
    if glyph not in widths:
        pango.pango_font_get_glyph_extents(
            face.pango_font, glyph, stream.ink_rect, stream.logical_rect
        )
        widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / face.size)
    return widths[glyph]


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
    lies_so = ffi.offsetof("PangoGlyphInfo", "attr") == _GLYPH - ffi.sizeof("int")
    is_so_long = ffi.sizeof("PangoGlyphInfo") == _GLYPH
    return bool(lies_so and is_so_long and pango.pango_version() >= _RIGHT_SIZES)


PATCH = Patch(
    name="draw",
    is_speedup=True,
    reason="caches the operators of runs and glyphs",
    replacements=(Replacement(draw_text, "draw_first_line", draw_first_line),),
    leans_on=(Layout.get_first_line,),
    digest="a4ae0a170e4f53104ea488b800c4d08e1a89c3fdc16ce9305f69ba1d73024ddf",
    fits=_knows_glyphs,
)
