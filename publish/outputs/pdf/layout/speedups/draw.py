"""Speed-up `draw`: the glyphs of a line, as they are written to the page.

The original reads five fields of each glyph through cffi, formats its hexadecimal number and its
kerning, and joins the line glyph by glyph; a justified line has a run for each word and each space.
Here the fields of a run are read at once, and the text of a run is cached by these fields, its font
and its size, on which alone it depends once the font has the widths of the glyphs. A run that is
not cached is composed glyph by glyph, and the text of a glyph is cached too; a new one is processed
by the same steps as before, in the same order, so that fonts get the same widths and the same
letters. A line with anything else goes to the original: an ellipsis, raised glyphs, glyphs that no
font has, and fonts of bitmaps or colours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from struct import Struct
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from weasyprint.draw import text as draw_text
from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.line_break import Layout

from publish.outputs.pdf.layout.patch import Patch, Replacement

_original = draw_text.draw_first_line

_INVISIBLE_SIZE = 1e-6  # of a font, pydyf's precision
_SIZED_FONTS = 14802  # the version of Pango since which fonts have their sizes
_glyph = Struct("=4i4x")  # a PangoGlyphInfo: glyph, width, two offsets; not all flags are set
_GLYPH = _glyph.size
_EMPTY = pango.PANGO_GLYPH_EMPTY

_CACHED = 32768  # runs, and glyphs, of one font and size

Glyph = tuple[int, int, int, int]


class Operands(NamedTuple):
    """How the runs and the glyphs of a font at a size are written, by their fields.

    A run that is a word of the composer is found by that.
    """

    runs: dict[Any, str]
    glyphs: dict[Glyph, str]

    def remember(self, run: Any, operand: str) -> None:
        """Keep the operand of a run."""
        _remember(self.runs, run, operand)


# By font and then by size.
_cache: WeakKeyDictionary[Any, dict[float, Operands]] = WeakKeyDictionary()


class SizedFont(NamedTuple):
    """A font at a size, of Pango and of the file, with the text of its runs and glyphs."""

    pango_font: Any
    font: Any
    size: float
    operands: Operands


def draw_first_line(
    stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any
) -> Any:
    """Draw a line of text into a stream; returns the emojis, which are painted afterwards."""
    if text_overflow == "ellipsis" or block_ellipsis != "none":
        return _original(stream, textbox, text_overflow, block_ellipsis, matrix)
    if not textbox.text.strip() or textbox.style["font_size"] < _INVISIBLE_SIZE:
        return []
    layout = textbox.pango_layout
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    first_line, _ = layout.get_first_line()
    runs = _runs(stream, layout, first_line)
    if runs is None:
        return _original(stream, textbox, text_overflow, block_ellipsis, matrix)
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
        string += piece
    stream.show_text(string)
    return []


def _runs(stream: Any, layout: Any, line: Any) -> list[tuple[SizedFont, str]] | None:
    """The runs of a line with their text; None where the original must draw one."""
    runs = []
    entry = line.runs[0]
    face = None
    while entry != ffi.NULL:
        run = entry.data
        entry = entry.next
        pango_font = run.item.analysis.font
        if face is None or pango_font != face.pango_font:
            face = sized_font(stream, pango_font)
            if face is None:
                return None
        glyphs = run.glyphs
        buffer = ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * _GLYPH)
        fields: tuple[Glyph, ...] = tuple(_glyph.iter_unpack(buffer))
        piece = face.operands.runs.get(fields)
        if piece is None:
            piece = operand_of(stream, face, fields, partial(_letters, layout, run))
            if piece is None:
                return None
            face.operands.remember(fields, piece)
        runs.append((face, piece))
    return runs


def sized_font(stream: Any, pango_font: Any) -> SizedFont | None:
    """The font of a Pango font; None where its glyphs are images."""
    font, size = stream.add_font(pango_font)
    if font.bitmap or font.png or font.svg or font.colr:
        return None
    operands = _cache.setdefault(font, {}).setdefault(size, Operands({}, {}))
    return SizedFont(pango_font, font, size, operands)


def _remember(cache: dict[Any, str], fields: Any, text: str) -> None:
    if len(cache) >= _CACHED:
        cache.clear()
    cache[fields] = text


def operand_of(
    stream: Any, face: SizedFont, glyphs: Sequence[Glyph], letters: Callable[[int], str]
) -> str | None:
    """How a run is written, in brackets; None where it has unusual glyphs.

    `letters` are those that a glyph shows, for one that has none in its font.
    """
    texts = face.operands.glyphs
    parts = []
    for index, glyph in enumerate(glyphs):
        text = texts.get(glyph)
        if text is None:
            text = _glyph_text(stream, face, glyph, partial(letters, index))
            if text is None:
                return None
            _remember(texts, glyph, text)
        parts.append(text)
    operand = "<" + "".join(parts)
    return operand[:-1] if operand[-1] == "<" else f"{operand}>"


def _glyph_text(
    stream: Any, face: SizedFont, fields: Glyph, letters: Callable[[], str]
) -> str | None:
    """The text of one glyph of a run; None for an unusual one."""
    glyph, width, offset, rise = fields
    if rise or not 0 < glyph <= _EMPTY:
        return None
    if glyph == _EMPTY:
        return f">{-width / face.size}<"
    if glyph not in face.font.to_unicode:
        face.font.to_unicode[glyph] = letters()
    shift = offset / face.size
    before = f">{-shift}<" if shift else ""
    kerning = _width(stream, face, glyph) + shift - width * 1000 * FROM_UNITS / face.size
    after = f">{int(kerning)}<" if kerning else ""
    return f"{before}{glyph:04x}{after}"


def _width(stream: Any, face: SizedFont, glyph: int) -> Any:
    """The width of a glyph in thousandths of its size, which is added to its font."""
    widths = face.font.widths
    if glyph not in widths:
        pango.pango_font_get_glyph_extents(
            face.pango_font, glyph, stream.ink_rect, stream.logical_rect
        )
        widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / face.size)
    return widths[glyph]


def _letters(layout: Any, item: Any, index: int) -> str:
    """The text of a glyph: from its cluster to that of its neighbour."""
    clusters = item.glyphs.log_clusters
    if item.item.analysis.level % 2:  # from right to left
        end = item.item.length if index == 0 else clusters[index - 1]
    else:
        last = index == item.glyphs.num_glyphs - 1
        end = item.item.length if last else clusters[index + 1]
    start = item.item.offset
    letters: bytes = layout.text.encode()[start + clusters[index] : start + end]
    return letters.decode()


def is_layout_known() -> bool:
    """Whether glyphs have the memory layout that is read here, in fonts with their sizes."""
    has_offset = ffi.offsetof("PangoGlyphInfo", "attr") == _GLYPH - ffi.sizeof("int")
    has_size = ffi.sizeof("PangoGlyphInfo") == _GLYPH
    return bool(has_offset and has_size and pango.pango_version() >= _SIZED_FONTS)


PATCH = Patch(
    name="draw",
    is_speedup=True,
    reason="caches the operators of runs and glyphs",
    replacements=(Replacement(draw_text, "draw_first_line", draw_first_line),),
    leans_on=(Layout.get_first_line,),
    digest="a4ae0a170e4f53104ea488b800c4d08e1a89c3fdc16ce9305f69ba1d73024ddf",
    fits=is_layout_known,
)
