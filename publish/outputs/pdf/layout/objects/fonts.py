"""Fonts of the whole book: which glyphs each piece shows, and their union as an embedded font.

The engine names a font by the hash of its description and keeps its glyph numbers when it cuts a
subset, so that pages of different pieces can share one. The cutting is uharfbuzz's, which is
pinned; what the engine links may be of any age.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import pydyf
import uharfbuzz
from weasyprint import DEFAULT_OPTIONS
from weasyprint.pdf.fonts import Font, build_fonts_dictionary

from publish.errors import LayoutError
from publish.outputs.pdf.exchange.cid_fonts import with_glyph_cids
from publish.outputs.pdf.exchange.object_file import EmbeddedFont, FontUse
from publish.outputs.pdf.layout.objects.relocations import Symbols, Text, groups, stream

_ATTRIBUTES = (
    "hash", "family", "style", "variations", "weight", "name", "ascent", "descent", "tables",
    "italic_angle", "upem", "glyph_count", "stemv", "stemh", "flags", "index", "font_size",
)  # fmt: skip
_DROPPED = "BASE DSIG EBDT EBLC EBSC GPOS GSUB JSTF LTSH PCLT SVG".split()


def uses(fonts: Iterable[Font]) -> list[FontUse]:
    """What a painted document shows of its fonts."""
    made: dict[str, FontUse] = {}
    for font in fonts:
        if font.bitmap or font.png or font.svg or font.colr:
            message = f"the font “{font.family}” draws its signs in colours or pixels"
            raise LayoutError(message, hint="choose one with outlines, or build with --no-link")
        program = hashlib.sha256(font.file_content).hexdigest()
        known = made.get(font.hash)
        if known is None:
            attributes = {name: getattr(font, name) for name in _ATTRIBUTES}
            attributes["name"] = attributes["name"].decode()
            made[font.hash] = FontUse(font.hash, program, attributes, {}, {})
            known = made[font.hash]
        known.to_unicode.update({**font.to_unicode, **known.to_unicode})
        known.widths.update({**font.widths, **known.widths})
    return list(made.values())


def make(use: FontUse, program: bytes) -> EmbeddedFont:
    """A font with the glyphs of the whole book, as objects of a PDF."""
    pdf = pydyf.PDF()
    font = _Shared(use, program)
    options = {**DEFAULT_OPTIONS, "hinting": False}
    dictionary = build_fonts_dictionary(pdf, {0: font}, True, True, options)
    ours = pdf.objects[3:]  # behind none, page tree, catalog
    plain = [made for made in ours if not isinstance(made, pydyf.Stream)]
    streams = [made for made in ours if isinstance(made, pydyf.Stream)]
    own = {made.number: local for local, made in enumerate([*plain, *streams])}
    symbols = Symbols(own, {}, len(own))
    written = [stream(own[made.number], made, symbols) for made in streams]
    texts = [Text(symbols, made) for made in plain]
    reference = dictionary[use.name]
    return EmbeddedFont(len(own), list(groups(0, texts)), written, own[int(reference.split()[0])])


class _Shared(Font):  # type: ignore[misc]
    """The engine's font, made from what pieces tell of it."""

    def __init__(self, use: FontUse, program: bytes) -> None:
        for name, value in use.attributes.items():
            setattr(self, name, value)
        self.name = str(use.attributes["name"]).encode()
        self.file_content = program
        self._index = int(str(use.attributes["index"]))
        self.to_unicode = dict(sorted(use.to_unicode.items()))
        self.widths = use.widths
        self.bitmap = self.png = self.svg = self.colr = self.used_in_forms = False
        self.missing: dict[int, int] = {}

    def subset(self, to_unicode: dict[int, str], hinting: bool) -> None:
        """Keep the outlines of these glyphs at their numbers, and nothing behind the last."""
        face = uharfbuzz.Face(self.file_content, self._index)
        face = _cut(face, to_unicode, retain=True)
        face = _cut(face, range(max(to_unicode) + 1), retain=False)
        self.file_content = with_glyph_cids(bytes(face.blob.data))
        self.index = 0


def _cut(face: Any, glyphs: Iterable[int], *, retain: bool) -> Any:
    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.GLYPH_INDEX).update(glyphs)
    flags = uharfbuzz.SubsetFlags
    wanted.flags = flags.PASSTHROUGH_UNRECOGNIZED | flags.DESUBROUTINIZE | flags.NO_HINTING
    if retain:
        wanted.flags |= flags.RETAIN_GIDS
        dropped = {int.from_bytes(name.ljust(4).encode(), "big") for name in _DROPPED}
        wanted.sets(uharfbuzz.SubsetInputSets.DROP_TABLE_TAG).update(dropped)
    return uharfbuzz.subset(face, wanted)
