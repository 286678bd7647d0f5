"""The types of what changed; each list is in the order of the new text, or else of the old one."""

from __future__ import annotations

import msgspec

from publish.releases.text import TextSection


class NamedSection(msgspec.Struct, frozen=True):
    """A section as it is named: its id, its number and its heading."""

    id: str
    number: str
    heading: str

    @classmethod
    def of(cls, section: TextSection) -> NamedSection:
        """The place of a section."""
        return cls(section.id, section.number, section.heading)


class NumberChange(msgspec.Struct, frozen=True):
    """What became of one old section: `news` are none where it was removed, several if split."""

    old: NamedSection
    news: tuple[NamedSection, ...]
    number_kept: bool
    id_kept: bool

    @classmethod
    def of(cls, old: NamedSection, news: tuple[NamedSection, ...]) -> NumberChange:
        """The row of a section."""
        number_kept = any(new.number == old.number for new in news)
        return cls(old, news, number_kept, any(new.id == old.id for new in news))

    @property
    def is_same(self) -> bool:
        """Whether number and id lead to the text that they led to."""
        return self.number_kept and self.id_kept


class Renamed(msgspec.Struct, frozen=True):
    """A section with another title."""

    old: NamedSection
    new: NamedSection


class Moved(msgspec.Struct, frozen=True):
    """A section in another place; `after` is the one before it now, None at the very beginning.

    With the `same_parent` it has another place among the sections there.
    """

    old: NamedSection
    new: NamedSection
    old_parent: NamedSection | None
    new_parent: NamedSection | None
    same_parent: bool
    after: NamedSection | None


class Regrouped(msgspec.Struct, frozen=True):
    """A section that was split, or sections that were merged."""

    olds: tuple[NamedSection, ...]
    news: tuple[NamedSection, ...]


class Words(msgspec.Struct, frozen=True):
    """A run of words before and after, which may be the same; either may be empty."""

    before: str
    after: str

    @property
    def is_same(self) -> bool:
        """Whether the words are the same on both sides."""
        return self.before == self.after


class BlockChange(msgspec.Struct, frozen=True):
    """A paragraph, item or row with other words, as runs; new or removed where a side is empty."""

    before: str
    after: str
    runs: tuple[Words, ...]


class Reworded(msgspec.Struct, frozen=True):
    """The words of a section that changed."""

    section: NamedSection
    words_removed: int
    words_added: int
    blocks: tuple[BlockChange, ...]

    @property
    def summary(self) -> str:
        """How many words changed: "1 word removed, 3 added"."""
        plural = "" if self.words_removed == 1 else "s"
        return f"{self.words_removed} word{plural} removed, {self.words_added} added"


class ItemPlace(msgspec.Struct, frozen=True):
    """A note, picture or captioned element: its id, number, words, and the id of its section.

    `place` says in words where a picture is, which has no number.
    """

    id: str
    number: str
    text: str
    section: str
    place: str = ""

    @property
    def name(self) -> str:
        """What a reader finds it by."""
        return f"{self.place} ({self.id})" if self.place else self.number


class ItemChange(msgspec.Struct, frozen=True):
    """What became of a note, picture or captioned element.

    `what` is one or more of "added", "removed", "moved", "renumbered", "reworded" (the caption, the
    note, or the alternative text of a picture) and "changed" (the picture, the rows, the lines).
    """

    kind: str
    what: tuple[str, ...]
    old: ItemPlace | None
    new: ItemPlace | None


class FactChange(msgspec.Struct, frozen=True):
    """A fact that changed, of the product of an `edition`, or of the book, where that is "".

    `fact` is a key of the manifest, or the name of what was read back from the product; the values
    are "" where there is none. `why` are the changes that it follows from, each in words.
    """

    fact: str
    edition: str
    old: str
    new: str
    why: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The fact with its edition: "epub, accessMode visual"."""
        return f"{self.edition}, {self.fact}" if self.edition else self.fact

    @property
    def reason(self) -> str:
        """Why it changed, in one line."""
        return "; ".join(self.why)


class PageChange(msgspec.Struct, frozen=True):
    """A section that begins on another page of an edition; "" where one side does not have it."""

    section: NamedSection
    edition: str
    old: str
    new: str


class Redirect(msgspec.Struct, frozen=True):
    """Where an address of the old text leads now: to the id `new`, which has its text.

    What is `gone` leads to what was above it, "" for the whole book. A `reused` id belongs to
    something else now, so that no redirect can help who follows it.
    """

    old: str
    new: str
    gone: bool = False
    reused: bool = False


class BookChanges(msgspec.Struct, frozen=True):
    """All that changed from one text to another; `numbers` has a row for each old section."""

    old_title: str
    old_version: str
    new_title: str
    new_version: str
    language: str
    added: tuple[NamedSection, ...]
    removed: tuple[NamedSection, ...]
    moved: tuple[Moved, ...]
    renamed: tuple[Renamed, ...]
    split: tuple[Regrouped, ...]
    merged: tuple[Regrouped, ...]
    reworded: tuple[Reworded, ...]
    items: tuple[ItemChange, ...]
    facts: tuple[FactChange, ...]
    numbers: tuple[NumberChange, ...]
    pages: tuple[PageChange, ...]
    redirects: tuple[Redirect, ...]

    @property
    def is_empty(self) -> bool:
        """Whether a reader would find the same book: facts, text and numbers."""
        lists = (self.added, self.removed, self.moved, self.renamed, self.split, self.merged)
        same_numbers = all(row.is_same for row in self.numbers)
        return not any((*lists, self.reworded, self.items, self.facts)) and same_numbers
