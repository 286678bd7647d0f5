"""Fonts of the whole book: which glyphs each piece shows, and their union as an embedded font.

The engine names a font by the hash of its description and keeps the glyph numbers in a subset, so
that pages of different pieces can share one. The subset is made by uharfbuzz, which is pinned; the
HarfBuzz that the engine links may be of any age.
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
from publish.outputs.pdf.layout.objects.relocations import (
    ObjectText,
    Symbols,
    groups,
    stream_object,
)

_ATTRIBUTES = (
    "hash", "family", "style", "variations", "weight", "name", "ascent", "descent", "tables",
    "italic_angle", "upem", "glyph_count", "stemv", "stemh", "flags", "index", "font_size",
)  # fmt: skip
_DROPPED = "BASE DSIG EBDT EBLC EBSC GPOS GSUB JSTF LTSH PCLT SVG".split()


def font_uses(fonts: Iterable[Font]) -> list[FontUse]:
    """The fonts of a painted document, each with the glyphs that it shows."""
    uses: dict[str, FontUse] = {}
    for font in fonts:
        if font.bitmap or font.png or font.svg or font.colr:
            message = f"the font “{font.family}” draws its glyphs in colours or pixels"
            raise LayoutError(message, hint="choose one with outlines, or build with --no-link")
        program = hashlib.sha256(font.file_content).hexdigest()
        use = uses.get(font.hash)
        if use is None:
            attributes = {name: getattr(font, name) for name in _ATTRIBUTES}
            attributes["name"] = attributes["name"].decode()
            use = uses[font.hash] = FontUse(font.hash, program, attributes, {}, {})
        use.to_unicode.update({**font.to_unicode, **use.to_unicode})
        use.widths.update({**font.widths, **use.widths})
    return list(uses.values())


def embed_font(use: FontUse, program: bytes) -> EmbeddedFont:
    """A font with the glyphs of the whole book, as objects of a PDF."""
    pdf = pydyf.PDF()
    font = _BookFont(use, program)
    options = {**DEFAULT_OPTIONS, "hinting": False}
    dictionary = build_fonts_dictionary(pdf, {0: font}, True, True, options)
    ours = pdf.objects[3:]  # after the free object, page tree and catalog
    plain = [each for each in ours if not isinstance(each, pydyf.Stream)]
    streams = [each for each in ours if isinstance(each, pydyf.Stream)]
    own = {each.number: local for local, each in enumerate([*plain, *streams])}
    symbols = Symbols(own, {}, len(own))
    written = [stream_object(own[each.number], each, symbols) for each in streams]
    texts = [ObjectText(symbols, each) for each in plain]
    reference = dictionary[use.name]
    return EmbeddedFont(len(own), list(groups(0, texts)), written, own[int(reference.split()[0])])


class _BookFont(Font):  # type: ignore[misc]
    """The engine's font, with the glyphs of all pieces."""

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
        """Keep the outlines of these glyphs at their numbers, and nothing after the last."""
        face = uharfbuzz.Face(self.file_content, self._index)
        face = _subset(face, to_unicode, retain=True)
        face = _subset(face, range(max(to_unicode) + 1), retain=False)
        self.file_content = with_glyph_cids(bytes(face.blob.data))
        self.index = 0


def _subset(face: Any, glyphs: Iterable[int], *, retain: bool) -> Any:
    choice = uharfbuzz.SubsetInput()
    choice.sets(uharfbuzz.SubsetInputSets.GLYPH_INDEX).update(glyphs)
    flags = uharfbuzz.SubsetFlags
    choice.flags = flags.PASSTHROUGH_UNRECOGNIZED | flags.DESUBROUTINIZE | flags.NO_HINTING
    if retain:
        choice.flags |= flags.RETAIN_GIDS
        dropped = {int.from_bytes(name.ljust(4).encode(), "big") for name in _DROPPED}
        choice.sets(uharfbuzz.SubsetInputSets.DROP_TABLE_TAG).update(dropped)
    return uharfbuzz.subset(face, choice)
