"""Lets the glyphs of a line read as the characters that they show.

A font has one text for each glyph (ToUnicode), and the first one on the pages stays. A raised 2 may
be the call of a note there and `²` here; the glyphs of an Indic syllable are in the order of the
eye; a tab has no glyph. So a tab becomes a space, and words whose glyphs read differently get their
characters as an ActualText (ISO 32000-1, 14.9.4), as do words with combining marks, in which
programs see spaces where a mark is not at the end of its letter. It is whole words with their
spaces, since PDFium heeds an ActualText only if the font has one of its characters, and loses
spaces and the order of words beside tall or wide letters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, islice, pairwise
from typing import Any, NamedTuple

import pydyf
from weasyprint.text.ffi import ffi, pango

from publish.outputs.pdf.exchange.glyph_reading import has_marks, reads_as
from publish.outputs.pdf.layout.compose.word_line import WordLine
from publish.outputs.pdf.layout.tagging.line_tokens import (
    Glyph,
    Shift,
    Token,
    line_tokens,
    operations_of,
    shown_codes,
)
from publish.outputs.pdf.layout.tagging.nominal_glyphs import nominal_glyph, space_glyph

_PART = "\ufffd"  # the text of a glyph that is a part of characters


class _Cluster(NamedTuple):
    """Characters that are shown together, how many glyphs show them, and their font."""

    text: str
    glyphs: int
    pango_font: Any


def known_glyphs(stream: Any) -> dict[str, int]:
    """How many glyphs of each font have a text."""
    return {font.hash: len(font.to_unicode) for font in stream._fonts.values()}


def name_new_glyphs(stream: Any, layout: Any, known: Mapping[str, int]) -> None:
    """Give glyphs that a line has added to the `known` ones a text of their own.

    Of a cluster of several glyphs, the engine gives all characters to the last, and none to others.
    """
    for font in stream._fonts.values():
        added = len(font.to_unicode) - known.get(font.hash, 0)
        if not added:
            continue
        for glyph, text in list(islice(reversed(font.to_unicode.items()), added)):
            if len(text) != 1:
                font.to_unicode[glyph] = _nominal_text(font, glyph, layout.text) or text or _PART


def _nominal_text(font: Any, glyph: int, text: str) -> str | None:
    """The character of a text, or the part of one, that has a glyph by itself."""
    characters = dict.fromkeys(text + unicodedata.normalize("NFD", text))
    return next((each for each in characters if nominal_glyph(font, each) == glyph), None)


def correct_texts(
    stream: Any, layout: Any, before: int, font: str, *, is_hyphenated: bool = False
) -> None:
    """Let the operations of a line, those from `before` on, read as its text.

    They begin in a font. The hyphen that ends a hyphenated line is left as it is.
    """
    operations = stream.stream[before:]
    fonts = {each.hash: each for each in stream._fonts.values()}
    shown = "".join(_decode(codes, fonts[name]) for codes, name in shown_codes(operations, font))
    text = _text_of_line(layout)
    is_right = reads_as(shown, text) and not has_marks(text)
    if is_right or not operations or any(each.bitmap for each in fonts.values()):
        return
    clusters = list(_clusters(layout))
    tokens = list(line_tokens(operations, font))
    if is_hyphenated:
        del clusters[-1]
    pieces = _Pieces(stream, fonts, tokens).of(clusters)
    stream.stream[before:] = _written(pieces)


def _decode(codes: bytes, font: Any) -> str:
    glyphs = bytes.fromhex(codes.decode()).decode("utf-16-be", "surrogatepass")
    return glyphs.translate(font.to_unicode)


# What the layout shows


def runs_of(layout: Any) -> Iterator[Any]:
    """The runs of the first line of a layout, in the order in which they are shown."""
    entry = layout.get_first_line()[0].runs[0]
    while entry != ffi.NULL:
        yield entry.data
        entry = entry.next


def _text_of_line(layout: Any) -> str:
    if isinstance(layout, WordLine):  # which Pango does not have to shape for this
        return layout.text
    length: int = layout.get_first_line()[0].length
    text: str = layout.text
    return text[:length] if text.isascii() else text.encode()[:length].decode()


def _text_of(layout: Any, run: Any) -> bytes:
    text: bytes = layout.text.encode()[run.item.offset :][: run.item.length]
    return text


def _clusters(layout: Any) -> Iterator[_Cluster]:
    """The clusters of a line, in the order in which they are shown."""
    for run in runs_of(layout):
        glyphs, text = run.glyphs, _text_of(layout, run)
        starts = [glyphs.log_clusters[index] for index in range(glyphs.num_glyphs)]
        ends = dict(pairwise([*sorted(set(starts)), len(text)]))
        for start, indices in groupby(range(len(starts)), starts.__getitem__):
            drawn = (glyphs.glyphs[index].glyph != pango.PANGO_GLYPH_EMPTY for index in indices)
            own = text[start : ends[start]].decode()
            yield _Cluster(own, sum(drawn), run.item.analysis.font)


class _Piece(NamedTuple):
    """Some tokens, what they show, and whether that must be given as a text of its own."""

    needs_text: bool
    text: str
    tokens: Sequence[Token]


class _Pieces:
    """Divides the tokens of a line among its clusters."""

    def __init__(self, stream: Any, fonts: Mapping[str, Any], tokens: Sequence[Token]) -> None:
        self._stream, self._fonts, self._tokens = stream, fonts, tokens
        self._at = 0

    def of(self, clusters: Iterable[_Cluster]) -> Iterator[_Piece]:
        """The tokens of each word and of the spaces after it, and those that are left."""
        needs_text = False
        for is_space, group in groupby(clusters, lambda cluster: cluster.text.isspace()):
            own = list(group)
            text = "".join(cluster.text for cluster in own)
            if is_space:
                yield _Piece(needs_text, text, list(chain.from_iterable(map(self._space, own))))
                continue
            tokens = self._take(sum(cluster.glyphs for cluster in own))
            needs_text = has_marks(text) or not reads_as("".join(map(self._read, tokens)), text)
            yield _Piece(needs_text, text, tokens)
        yield _Piece(False, "", self._tokens[self._at :])

    def _space(self, cluster: _Cluster) -> Iterator[Token]:
        """A space; for one without a glyph, a plain one that takes no room."""
        yield from self._take(cluster.glyphs)
        if not cluster.glyphs:
            yield from self._narrow_space(cluster.pango_font)

    def _take(self, glyphs: int) -> Sequence[Token]:
        """The tokens to the last of the next glyphs; without any, the operations before it."""
        start = self._at
        while glyphs:
            glyphs -= isinstance(self._tokens[self._at], Glyph)
            self._at += 1
        if start == self._at:
            while self._at < len(self._tokens) and isinstance(self._tokens[self._at], bytes):
                self._at += 1
        return self._tokens[start : self._at]

    def _read(self, token: Token) -> str:
        return _decode(token.code, self._fonts[token.font]) if isinstance(token, Glyph) else ""

    def _narrow_space(self, pango_font: Any) -> Iterator[Token]:
        """A space and a step back by its width."""
        font, size = self._stream.add_font(pango_font)
        if glyph := space_glyph(self._stream, pango_font, font, size):
            yield Glyph(b"%04x" % glyph, font.hash)
            yield Shift(b"%d" % font.widths[glyph])


def _written(pieces: Iterable[_Piece]) -> Iterator[Any]:
    """The operations of some pieces, with one ActualText for neighbours."""
    for needs_text, group in groupby(pieces, lambda piece: piece.needs_text):
        own = list(group)
        text = "".join(piece.text for piece in own)
        if needs_text:
            yield from ("/Span", pydyf.Dictionary({"ActualText": pydyf.String(text)}), b"BDC")
        yield from operations_of(token for piece in own for token in piece.tokens)
        if needs_text:
            yield b"EMC"
