"""The text of a release by section, as `text.json` has it: what two releases are compared by.

Numbers that the program sets are not in the blocks: a section that is only renumbered has the same
text. A reference is the anchor that it leads to ("[#tides]"), and the call of a note is left out.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from publish.releases.words import count_words

REFERENCE = "[#{}]"
PlacesByPage = Mapping[str, Mapping[str, str]]


PICTURE, NOTE = "picture", "note"


class TextItem(msgspec.Struct, frozen=True):
    """A note, a picture, or an element with a caption; `kind` is then the name of its kind.

    The id of a picture is its address, and its text is the alternative text. `content` is a hash of
    its bytes, or of the rows and lines below a caption; `place` is where a picture is, in words.
    """

    kind: str
    id: str
    number: str
    text: str
    content: str = ""
    place: str = ""

    @property
    def has_address(self) -> bool:
        """Whether a link can lead to it by its id."""
        return bool(self.id) and self.kind != PICTURE


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
    def words(self) -> tuple[str, ...]:
        """What it is recognised by: its own text and that of its pictures."""
        return *self.blocks, *(item.text for item in self.items if item.kind == PICTURE)

    @property
    def word_count(self) -> int:
        """The number of words in its own text and its notes, without the heading."""
        notes = (item.text for item in self.items if item.kind == NOTE)
        return sum(map(count_words, (*self.blocks, *notes)))


class BookText(msgspec.Struct, frozen=True):
    """The whole text: sections in reading order.

    `facts` are what the manifest says of the book, by key ("book.licence"). `measured` is what was
    read back from the product of each edition, by the name of a fact, and `counts` are numbers of
    what decides some of it, such as formulas. `places` are those of each web edition: by page and
    id the id that it leads to, with "" for the page itself.
    """

    title: str
    version: str
    language: str
    sections: tuple[TextSection, ...]
    facts: Mapping[str, str] = {}
    measured: Mapping[str, Mapping[str, str]] = {}
    counts: Mapping[str, int] = {}
    places: Mapping[str, PlacesByPage] = {}

    @property
    def word_count(self) -> int:
        """The number of words, without headings."""
        return sum(section.word_count for section in self.sections)
