"""The fonts of a book: the glyphs of all its pieces, in as many readings as these need.

A font has one text for each glyph. Where pieces disagree (a raised 2 is `²` in one, and the call of
a note in another), the font is in the book once more with other texts, and the same program.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from publish.outputs.pdf.exchange.glyph_reading import reads_as
from publish.outputs.pdf.exchange.object_file import FontUse


@dataclass(frozen=True, slots=True)
class BookFonts:
    """The fonts by a key of their own, and for each piece the keys of those that it reads otherwise
    than as the first reading, by the name of the font."""

    uses: Mapping[str, FontUse]
    other_readings: Sequence[Mapping[str, str]]


@dataclass(slots=True)
class _Font:
    """A font, with the advances of its glyphs and its readings."""

    first: FontUse
    widths: dict[int, int] = field(default_factory=dict)
    readings: list[dict[int, str]] = field(default_factory=list)

    def add(self, use: FontUse) -> int:
        """Add the glyphs of a piece to a reading that agrees with it; its number."""
        self.widths |= {**use.widths, **self.widths}
        agreeing = (n for n, each in enumerate(self.readings) if _agree(each, use.to_unicode))
        number = next(agreeing, len(self.readings))
        if number == len(self.readings):
            self.readings.append({})
        self.readings[number] |= {**use.to_unicode, **self.readings[number]}
        return number

    def uses(self) -> Iterator[tuple[str, FontUse]]:
        """Each reading with the glyphs of all, so that their programs are the same."""
        every = {glyph: text for each in reversed(self.readings) for glyph, text in each.items()}
        widths = dict(sorted(self.widths.items()))
        for number, reading in enumerate(self.readings):
            texts = dict(sorted((every | reading).items()))
            key = _key(self.first.name, number)
            yield key, replace(self.first, to_unicode=texts, widths=widths)


def _agree(some: Mapping[int, str], others: Mapping[int, str]) -> bool:
    return all(reads_as(some.get(glyph, text), text) for glyph, text in others.items())


def _key(name: str, reading: int) -> str:
    return f"{name}.{reading}" if reading else name


def merge_fonts(pieces: Iterable[Iterable[FontUse]]) -> BookFonts:
    """The fonts of a book from those of its pieces."""
    fonts: dict[str, _Font] = {}
    others: list[dict[str, str]] = []
    for uses in pieces:
        numbers = {u.name: fonts.setdefault(u.name, _Font(u)).add(u) for u in uses}
        others.append({name: _key(name, n) for name, n in numbers.items() if n})
    return BookFonts({key: use for _, f in sorted(fonts.items()) for key, use in f.uses()}, others)
