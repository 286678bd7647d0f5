"""Numbering settings by rank; `structure.counting` does the counting."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from publish.model.caption import CaptionKind
from publish.model.numerals import Numeral
from publish.model.roles import Rank


class Scheme(msgspec.Struct, frozen=True):
    """Numbering of one rank.

    `label` is a pattern with `{}` for the number ("Part {}"), "" for a bare number. With `compose`
    the number of the parent is prefixed ("1.2"). With `restart` the count restarts under each
    parent, without it continues across parents. `start` is the first number of a count.
    """

    numeral: Numeral = Numeral.ARABIC
    label: str = ""
    compose: bool = True
    restart: bool = True
    start: int = 1


class CaptionScheme(msgspec.Struct, frozen=True):
    """Numbering of a kind of caption: a pattern with `{n}` and perhaps `{chapter}`.

    With `by_chapter` the count restarts in each chapter.
    """

    pattern: str = "{n}"
    by_chapter: bool = False

    def number(self, count: int, chapter: str) -> str:
        """The number of a caption; `chapter` is the number of its chapter, "" for none."""
        is_outside = "{chapter}" in self.pattern and not chapter
        pattern = "{n}" if is_outside else self.pattern
        return pattern.replace("{chapter}", chapter).replace("{n}", str(count))


class Numbering(msgspec.Struct, frozen=True):
    """Numbering of a book: schemes by rank, and the depth of numbers and of the printed contents.

    Depths count levels of nesting from 1 at the top of the spine. `captions` has the schemes of the
    kinds of captions by name; with `theorems_together` the kinds of a family have one count. The
    labels of captions are in the language of their text, or else in that of the book.
    """

    schemes: Mapping[Rank, Scheme] = msgspec.field(default_factory=dict)
    depth: int = 3
    contents_depth: int = 2
    captions: Mapping[str, CaptionScheme] = msgspec.field(default_factory=dict)
    theorems_together: bool = False
    labels_in_text_language: bool = True

    def scheme_for(self, rank: Rank) -> Scheme:
        """The scheme of a rank; the default is Arabic numerals that compose."""
        return self.schemes.get(rank, Scheme())

    def caption_scheme(self, kind: str) -> CaptionScheme:
        """The scheme of a kind of caption; the default counts through the book."""
        return self.captions.get(kind, CaptionScheme())

    def caption_counter(self, kind: CaptionKind) -> str:
        """The name of the count of a kind, which kinds of its family may share."""
        return kind.family if kind.family and self.theorems_together else kind.name
