"""The parts of a font that the text and the boxes on a page depend on, glyph by glyph.

A book has one subset of each font, so a glyph that is new in one chapter changes the font for all
pages. Of what PDFium reads, a page depends on its own glyphs only: the text of each (ToUnicode),
its advance width (W), and its outline in the embedded program, whose extremes make the box. The
font's own settings count as a whole, except for the tag of the subset and the width of the font's
box, which is that of the widest glyph in it and is used for none that has an outline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import blake2b

import msgspec
import pikepdf
import uharfbuzz

from publish.cache import Cache, Memo, digest
from publish.verification.pdf.reader.objects import digest_object, to_plain

_BLOCK = re.compile(rb"\d+\s+beginbf(char|range)(.*?)endbf\1", re.S)
_CHAR = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")
_TAG = re.compile(r"/[A-Z]{6}\+")
_PROGRAMS = ("/FontFile2", "/FontFile3")
# Entries that are read glyph by glyph, and the list of glyphs in the subset, which nobody reads.
_SEPARATE = {"/W", "/ToUnicode", "/DescendantFonts", "/FontDescriptor", "/CIDSet", *_PROGRAMS}


class UnsupportedFont(Exception):
    """A font that can be compared only as a whole."""


class FontGlyphs(msgspec.Struct, frozen=True, array_like=True):
    """One composite font with codes of two bytes and an embedded program.

    Digests of the `whole` font, of its `settings`, and of the glyph of each code that has a text or
    a width.
    """

    whole: str
    settings: str
    glyphs: dict[int, bytes]

    def key(self, codes: Sequence[int] | None) -> str:
        """A digest of some glyphs, or of all, and of the font's settings."""
        if codes is None or not self.glyphs.keys() >= set(codes):
            return self.whole
        return digest(self.settings, b"".join([self.glyphs[code] for code in codes]))


class _FontInputs(msgspec.Struct, frozen=True):
    """`font` is a digest of all that it refers to."""

    font: str


_FONTS = Memo("pdf-glyphs", _FontInputs, FontGlyphs)


def font_glyphs(font: pikepdf.Object, cache: Cache) -> FontGlyphs:
    """The glyphs of a font; raises `UnsupportedFont` if it is of another kind."""
    whole = digest_object(font)
    return _FONTS.get(cache, _FontInputs(whole), lambda: _glyphs(font, whole))


def _glyphs(font: pikepdf.Object, whole: str) -> FontGlyphs:
    face = uharfbuzz.Face(_program(font).read_bytes())
    descendant, table = font.DescendantFonts[0], font.ToUnicode.read_bytes()
    settings = digest(*_settings(font, descendant), _BLOCK.sub(b"", table), str(face.upem))
    texts, widths = dict(_texts(table)), dict(_widths(to_plain(descendant.W)))
    drawn = uharfbuzz.Font(face)
    glyphs = {}
    for code in sorted({*texts, *widths}):
        outline: list[object] = []
        drawn.draw_glyph(code, _PEN, outline)
        parts = code, texts.get(code), widths.get(code), outline
        glyphs[code] = blake2b(repr(parts).encode(), digest_size=16).digest()
    return FontGlyphs(whole, settings, glyphs)


def _program(font: pikepdf.Object) -> pikepdf.Object:
    """The embedded program of a font whose codes are the numbers of its glyphs."""
    descendant = font["/DescendantFonts"][0] if "/DescendantFonts" in font else None
    if descendant is None or font.get("/Encoding") != pikepdf.Name("/Identity-H"):
        raise UnsupportedFont
    identity = descendant.get("/CIDToGIDMap", pikepdf.Name.Identity) == pikepdf.Name.Identity
    descriptor = descendant.FontDescriptor
    programs = [descriptor[name] for name in _PROGRAMS if name in descriptor]
    if not (identity and programs and "/ToUnicode" in font and "/W" in descendant):
        raise UnsupportedFont
    return programs[0]


def _settings(font: pikepdf.Object, descendant: pikepdf.Object) -> Iterator[str]:
    for dictionary in (font, descendant, descendant.FontDescriptor):
        for name in sorted(dictionary.keys()):
            if name == "/FontBBox":
                yield repr(to_plain(dictionary[name])[1::2])
            elif name in ("/BaseFont", "/FontName"):
                yield _TAG.sub("/", str(dictionary[name]))
            elif name not in _SEPARATE:
                yield f"{name} {digest_object(dictionary[name])}"


def _texts(table: bytes) -> Iterator[tuple[int, bytes]]:
    """The text of each code (ISO 32000-1, 9.10.3)."""
    for kind, block in _BLOCK.findall(table):
        if kind == b"char":
            yield from ((int(code, 16), text) for code, text in _CHAR.findall(block))
            continue
        if b"[" in block:
            raise UnsupportedFont
        for first, last, text in _RANGE.findall(block):
            for code in range(int(first, 16), int(last, 16) + 1):
                yield code, b"%s+%d" % (text, code - int(first, 16))


def _widths(table: list[object]) -> Iterator[tuple[int, object]]:
    """The advance width of each glyph that has its own (9.7.4.3): `c [w …]` or `first last w`."""
    at = 0
    while at + 1 < len(table):
        first, second = table[at], table[at + 1]
        if isinstance(first, int) and isinstance(second, list):
            yield from enumerate(second, start=first)
            at += 2
        elif isinstance(first, int) and isinstance(second, int) and at + 2 < len(table):
            yield from dict.fromkeys(range(first, second + 1), table[at + 2]).items()
            at += 3
        else:
            raise UnsupportedFont


def _pen() -> uharfbuzz.DrawFuncs:
    """Writes the steps of an outline into a list."""
    pen = uharfbuzz.DrawFuncs()
    pen.set_move_to_func(lambda x, y, steps: steps.append((x, y)))
    pen.set_line_to_func(lambda x, y, steps: steps.append(("l", x, y)))
    pen.set_quadratic_to_func(lambda *step: step[-1].append(step[:-1]))
    pen.set_cubic_to_func(lambda *step: step[-1].append(step[:-1]))
    pen.set_close_path_func(lambda steps: steps.append(None))
    return pen


_PEN = _pen()
