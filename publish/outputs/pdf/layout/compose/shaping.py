"""Words as Pango shapes them: widths and glyphs, many words by one layout.

A justified line is drawn with some space more or less at each space, which makes Pango shape each
word by itself. Here words are shaped in the same way, with next to no such space, so that what is
measured is what a line draws. Pango gives digits and marks the script of what is before them; so
that they do not depend on that, words of one script are shaped together, after a letter of it, and
words of several scripts alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from struct import Struct
from typing import Any, NamedTuple

from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

_glyph = Struct("=4i4x")  # a PangoGlyphInfo, but for its flags, which are not all set
_APART = 0.01  # pixels, between words
_COMMON = r"\u0021-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b9\u00bb-\u00bf\u2010-\u205e"

Glyph = tuple[int, int, int, int]  # its number, width and two offsets, in Pango's units
Cuts = list[tuple[int, float]]  # byte offsets in a word, and the width of what is before them


class Word:
    """A word in a style, in pixels. It is plain if it has one run of the style's own font."""

    __slots__ = (
        "breaks", "clusters", "glyphs", "hanging", "hyphens", "is_plain", "of_runs", "size", "text",
        "width",
    )  # fmt: skip

    def __init__(self, text: str) -> None:
        self.text = text
        self.size = len(text.encode())
        self.width = 0.0
        self.is_plain = False
        self.glyphs: list[Glyph] = []  # of a plain word
        self.clusters: list[int] = []  # the bytes at which their characters begin
        self.of_runs: Cuts = []  # the clusters of a word that is not plain
        self.breaks: Any = None  # found on demand
        self.hyphens: Any = None
        self.hanging: tuple[float, float] | None = None

    def add(self, run: Any, font: Any, start: int) -> None:
        """Add a run that begins at a byte of the word, its only one if the word is plain."""
        glyphs, analysis, before = run.glyphs, run.item.analysis, self.width
        fields = ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * _glyph.size)[:]
        shown = list(_glyph.iter_unpack(fields))
        self.width += sum([width for _, width, _, _ in shown]) * FROM_UNITS
        is_whole = run.item.length == self.size
        self.is_plain = is_whole and analysis.font == font and not analysis.level % 2
        if self.is_plain:
            self.glyphs = shown
            self.clusters = ffi.unpack(glyphs.log_clusters, glyphs.num_glyphs)
        elif not analysis.level % 2:
            clusters = ffi.unpack(glyphs.log_clusters, glyphs.num_glyphs)
            cuts = _cuts(clusters, shown)
            self.of_runs += [(start + at, before + x) for at, x in cuts]

    def glyph_width(self, number: int) -> float:
        """The width of a glyph of a plain word."""
        return float(self.glyphs[number][1] * FROM_UNITS)

    def cuts(self) -> Cuts:
        """The clusters of the word, but for those of its runs from right to left."""
        return _cuts(self.clusters, self.glyphs) if self.is_plain else self.of_runs


def _cuts(clusters: Sequence[int], glyphs: Sequence[Glyph]) -> Cuts:
    starts = accumulate([width for _, width, _, _ in glyphs], initial=0)
    return [(at, x * FROM_UNITS) for at, x in zip(clusters, starts, strict=False)]


class StyleFont:
    """The font of a style: its space, its height and its baseline."""

    def __init__(self, style: Any) -> None:
        self._held = line_break.Layout(style)  # which keeps the font alive
        self._held.set_text(" ")
        line, _ = self._held.get_first_line()
        self.width, self.height = line_break.line_size(line, style)
        self.baseline = pango.pango_layout_get_baseline(self._held.layout) * FROM_UNITS
        run = line.runs[0].data
        self.pango_font = run.item.analysis.font
        self.glyph: Glyph = _glyph.unpack(ffi.buffer(run.glyphs.glyphs, _glyph.size)[:])


class _Script(NamedTuple):
    """A letter of a script, and the words that have no letters of others."""

    letter: str
    words: re.Pattern[str]


def _script(letter: str, letters: str) -> _Script:
    return _Script(letter, re.compile(f"[{_COMMON}{letters}]*"))


_LATIN = _script("a", r"A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff\u00ad")
_CYRILLIC = _script("\u0430", r"\u0400-\u052f\u00ad")
_GREEK = _script("\u03b1", r"\u0370-\u03ff\u1f00-\u1fff\u00ad")
_SCRIPTS = {**dict.fromkeys(("be", "bg", "mk", "ru", "sr", "uk"), _CYRILLIC), "el": _GREEK}


def shape(style: Any, font: StyleFont, texts: Iterable[str]) -> Iterator[Word]:
    """The words of some texts without spaces, in a style."""
    own = _SCRIPTS.get((style["lang"] or "")[:2], _LATIN)
    batches: dict[_Script, list[str]] = {}
    for text in texts:
        for script in (own, _LATIN, _CYRILLIC, _GREEK):
            if script.words.fullmatch(text):
                batches.setdefault(script, []).append(text)
                break
        else:
            yield from _shape_after(own.letter, style, font, (text,))
    for script, batch in batches.items():
        yield from _shape_after(script.letter, style, font, batch)


def _shape_after(letter: str, style: Any, font: StyleFont, texts: Sequence[str]) -> list[Word]:
    layout = line_break.Layout(style, _APART)
    layout.set_text(" ".join([letter, *texts]), justify=True)
    words = [Word(text) for text in texts]
    sizes = (word.size + 1 for word in words)
    starts = list(accumulate(sizes, initial=len(letter.encode()) + 1))
    for run in _runs(layout):
        place = bisect_right(starts, run.item.offset) - 1
        if place >= 0 and run.item.offset < starts[place + 1] - 1:
            words[place].add(run, font.pango_font, run.item.offset - starts[place])
    return words


def _runs(layout: Any) -> Iterator[Any]:
    entry = layout.get_first_line()[0].runs[0]
    while entry != ffi.NULL:
        yield entry.data
        entry = entry.next
