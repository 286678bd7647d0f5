"""Numbering settings by rank; `structure.counting` does the counting."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

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


class Numbering(msgspec.Struct, frozen=True):
    """Numbering of a book: schemes by rank, and the depth of numbers and of the printed contents.

    Depths count levels of nesting from 1 at the top of the spine. `caption_scope` is "book" or
    "chapter": where the numbers of figures, tables, listings and equations restart.
    """

    schemes: Mapping[Rank, Scheme] = msgspec.field(default_factory=dict)
    depth: int = 3
    contents_depth: int = 2
    caption_scope: str = "book"

    def scheme_for(self, rank: Rank) -> Scheme:
        """The scheme of a rank; the default is Arabic numerals that compose."""
        return self.schemes.get(rank, Scheme())
