"""The text of a release by section, as `text.json` has it: what two releases are compared by.

Numbers that the program sets are not in the blocks: a section that is only renumbered has the same
text. A reference is the anchor that it leads to ("[#tides]"), and the call of a note is left out.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from publish.releases.words import count_words

REFERENCE = "[#{}]"


class TextItem(msgspec.Struct, frozen=True):
    """A note, or an element with a caption; `kind` is "note", or the name of its caption's kind."""

    kind: str
    id: str
    number: str
    text: str


class TextSection(msgspec.Struct, frozen=True):
    """A section with its own text, without that of its children.

    `parent` is the id of the section above, "" at the top; `blocks` has a paragraph, an item of a
    list or a row of a table each. `pages` are the folios where it begins, by edition.
    """

    id: str
    parent: str
    level: int
    number: str
    label: str
    separator: str
    title: str
    blocks: tuple[str, ...] = ()
    items: tuple[TextItem, ...] = ()
    pages: Mapping[str, str] = {}

    @property
    def heading(self) -> str:
        """The heading in one line."""
        return f"{self.label}{self.separator}{self.title}"

    @property
    def word_count(self) -> int:
        """The number of words in its own text and its notes, without the heading."""
        notes = (item.text for item in self.items if item.kind == "note")
        return sum(map(count_words, (*self.blocks, *notes)))


class BookText(msgspec.Struct, frozen=True):
    """The whole text: sections in reading order."""

    title: str
    version: str
    language: str
    sections: tuple[TextSection, ...]

    @property
    def word_count(self) -> int:
        """The number of words, without headings."""
        return sum(section.word_count for section in self.sections)
