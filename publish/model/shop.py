"""What a shop, a device or an aggregator asks of an EPUB, as rules with their sources.

A rule measures one thing of a finished file and limits it. What can be measured is a `Measure`;
`publish/shops/` has the rules that are shipped, and a user writes more of them in the same form.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from enum import StrEnum
from typing import Literal

import msgspec


class Measure(StrEnum):
    """What a rule can limit: a number, or words of which some are allowed, needed or refused."""

    FILE_BYTES = "file-bytes"
    DOCUMENT_BYTES = "document-bytes"
    DOCUMENTS = "documents"
    COVER_SHORT_SIDE = "cover-short-side"
    COVER_LONG_SIDE = "cover-long-side"
    COVER_RATIO = "cover-ratio"
    COVER_BYTES = "cover-bytes"
    COVER_TYPE = "cover-type"
    IMAGE_BYTES = "image-bytes"
    IMAGE_PIXELS = "image-pixels"
    IMAGE_SIDE = "image-side"
    IMAGE_TYPE = "image-type"
    IMAGE_TRAIT = "image-trait"
    DRAWINGS = "drawings"
    DRAWING_ELEMENT = "drawing-element"
    ELEMENT = "element"
    STYLE_PROPERTY = "style-property"
    STYLE_VALUE = "style-value"
    STYLE_FUNCTION = "style-function"
    INLINE_STYLES = "inline-styles"
    REMOTE_FILES = "remote-files"
    TABLE_COLUMNS = "table-columns"
    ALT_CHARACTERS = "alt-characters"
    PART = "part"
    FONT_TYPE = "font-type"
    FILE_NAME = "file-name"
    CONTENTS_DEPTH = "contents-depth"
    CONTENTS_ENTRIES = "contents-entries"

    @property
    def is_number(self) -> bool:
        """Whether a rule limits it by numbers, not by words."""
        return self not in _OF_WORDS


_OF_WORDS = frozenset(
    {
        Measure.COVER_TYPE, Measure.IMAGE_TYPE, Measure.IMAGE_TRAIT, Measure.DRAWING_ELEMENT,
        Measure.ELEMENT, Measure.STYLE_PROPERTY, Measure.STYLE_VALUE, Measure.STYLE_FUNCTION,
        Measure.PART, Measure.FONT_TYPE, Measure.FILE_NAME,
    }
)  # fmt: skip
NUMBER_LIMITS = ("least", "most")
WORD_LIMITS = ("among", "never", "needs", "like")
# The parts that an EPUB can have, which a rule can need.
PARTS = (
    "cover", "ncx", "landmarks", "page-list", "isbn", "isbn-in-name", "title", "creator",
    "language", "identifier", "publisher", "date", "description", "subject", "rights",
    "accessibility",
)  # fmt: skip
TRAITS = ("animated", "cmyk", "transparent")


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A limit of a shop: what it is of, the limit, what the shop says, and how to keep to it.

    `like` is a regular expression. `source` is the address at which the rule was `read` on a day.
    """

    id: str
    of: Measure
    says: str
    hint: str
    source: str
    read: datetime.date
    severity: Literal["error", "warning"] = "error"
    least: int | float | None = None
    most: int | float | None = None
    among: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    like: str = ""

    def limits(self) -> Iterator[tuple[str, object]]:
        """The limits that it sets, by their keys."""
        for name in (*NUMBER_LIMITS, *WORD_LIMITS):
            value = getattr(self, name)
            if value is not None and value not in ((), ""):
                yield name, value


class Shop(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A shop: its `name` in full, what it is, and its rules.

    What is `for_engines` is about programs that show books, and no shop. A file for it is named
    with `suffix`, and has the `markup` that its programs ask for.
    """

    name: str
    about: str = ""
    suffix: str = ""
    markup: Literal["", "kobo"] = ""
    for_engines: bool = False
    rule: tuple[Rule, ...] = ()

    def rules_of(self, measure: Measure) -> Iterator[Rule]:
        """The rules that limit one thing."""
        return (rule for rule in self.rule if rule.of is measure)

    def most(self, measure: Measure) -> float | None:
        """The largest number that all its rules allow; None where none does."""
        return min((rule.most for rule in self.rules_of(measure) if rule.most), default=None)

    def refuses(self, measure: Measure, word: str) -> bool:
        """Whether a rule does not allow a word."""
        return any(
            word in rule.never or (rule.among and word not in rule.among)
            for rule in self.rules_of(measure)
        )
