"""What the text and the boxes on a page take from a font, glyph by glyph.

A book has one subset of each font, so that a glyph which one chapter uses first changes the font
for all pages. Of what PDFium reads, a page depends on its own glyphs only: what each says (the
ToUnicode map), how wide it is (W), and its outline in the embedded program, whose extremes make
the box. The font's own settings count whole, but for the tag of the subset and the width of the
font's box, which is that of the widest glyph in it and stands for none that has an outline.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b

import pikepdf
import uharfbuzz

from publish.cache import digest
from publish.verify.pdf.reader.objects import plain, whole

_BLOCK = re.compile(rb"\d+\s+beginbf(char|range)(.*?)endbf\1", re.S)
_CHAR = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")
_TAG = re.compile(r"/[A-Z]{6}\+")
_PROGRAMS = ("/FontFile2", "/FontFile3")
# Told of elsewhere, and the list of the glyphs in the subset, which nobody reads.
_APART = {"/W", "/ToUnicode", "/DescendantFonts", "/FontDescriptor", "/CIDSet", *_PROGRAMS}


class Glyphs:
    """The glyphs of one composite font with codes of two bytes and an embedded program.

    Raises `Unknown` for a font of any other kind.
    """

    def __init__(self, font: pikepdf.Object) -> None:
        program = _program(font)
        below = font.DescendantFonts[0]
        self._face = uharfbuzz.Face(program.read_bytes())
        self._font = uharfbuzz.Font(self._face)
        table = font.ToUnicode.read_bytes()
        self._texts = dict(_texts(table))
        self._widths = dict(_widths(plain(below.W)))
        self._known = _Known(self._read)
        self.settings = digest(
            *_settings(font, below), _BLOCK.sub(b"", table), str(self._face.upem)
        )

    def key(self, codes: Sequence[int] | None) -> str:
        """A digest of some glyphs, or of all, and of the font's settings."""
        if codes is None:
            codes = sorted({*self._texts, *self._widths})
        return digest(self.settings, b"".join(map(self._known.__getitem__, codes)))

    def _read(self, code: int) -> bytes:
        outline: list[object] = []
        self._font.draw_glyph(code, _PEN, outline)
        parts = code, self._texts.get(code), self._widths.get(code), outline
        return blake2b(repr(parts).encode(), digest_size=16).digest()


class _Known(dict[int, bytes]):
    """The digest of each glyph by its code, taken when it is first asked for."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, code: int) -> bytes:
        self[code] = self._read(code)
        return self[code]


class Unknown(Exception):
    """A font that is told from others only as a whole."""


def _program(font: pikepdf.Object) -> pikepdf.Object:
    """The embedded program of a font whose codes are the numbers of its glyphs."""
    below = font["/DescendantFonts"][0] if "/DescendantFonts" in font else None
    if below is None or font.get("/Encoding") != pikepdf.Name("/Identity-H"):
        raise Unknown
    numbered = below.get("/CIDToGIDMap", pikepdf.Name.Identity) == pikepdf.Name.Identity
    found = [below.FontDescriptor[name] for name in _PROGRAMS if name in below.FontDescriptor]
    if not (numbered and found and "/ToUnicode" in font and "/W" in below):
        raise Unknown
    return found[0]


def _settings(font: pikepdf.Object, below: pikepdf.Object) -> Iterator[str]:
    for holder in (font, below, below.FontDescriptor):
        for name in sorted(holder.keys()):
            if name == "/FontBBox":
                yield repr(plain(holder[name])[1::2])
            elif name in ("/BaseFont", "/FontName"):
                yield _TAG.sub("/", str(holder[name]))
            elif name not in _APART:
                yield f"{name} {whole(holder[name])}"


def _texts(table: bytes) -> Iterator[tuple[int, bytes]]:
    """What each code says (ISO 32000-1, 9.10.3)."""
    for kind, block in _BLOCK.findall(table):
        if kind == b"char":
            yield from ((int(code, 16), text) for code, text in _CHAR.findall(block))
            continue
        if b"[" in block:
            raise Unknown
        for first, last, text in _RANGE.findall(block):
            for code in range(int(first, 16), int(last, 16) + 1):
                yield code, b"%s+%d" % (text, code - int(first, 16))


def _widths(table: list[object]) -> Iterator[tuple[int, object]]:
    """The advance of each glyph that has its own (9.7.4.3): `c [w …]` or `first last w`."""
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
            raise Unknown


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
