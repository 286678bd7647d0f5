"""What an import leaves out, by kind: how often, with an example, and what one can do about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class LossKind(StrEnum):
    """The kinds of what has no place in a manuscript; the value is what the report calls it."""

    COMMENT = "comment"
    CHANGE = "tracked change"
    RAW = "markup of another format"
    COMMAND = "command that the import does not know"
    CLASS = "class or style without a counterpart"
    HEADING_IN_BLOCK = "heading inside a list, quotation or cell"
    LIST_MARK = "kind of list number"
    EMPHASIS = "emphasis that Markdown cannot mark"
    NUMBER = "typed number in a title, which the book counts or keeps itself"
    LABEL = "typed label of a caption, which the book writes itself"
    GENERATED = "title that the book writes itself"
    HIDDEN = "cell that its author hides"
    OUTPUT = "output of a cell, which only its program can make"
    CONDITION = "passage for a format that is not made here"
    DRAWING = "drawing that another program makes from its text"
    PICTURE = "picture that is not in the source"
    REMOTE_PICTURE = "picture on the network"
    PICTURE_FORMAT = "picture in a format that no product shows"
    LINK = "link into the book whose target is not there"
    OUTSIDE = "link to a page or file beside the book"
    REFERENCE = "typed reference that does not agree with one number of the book"
    CITATION = "citation of a work that no file of the source describes"
    REPEATED_WORK = "work whose key an earlier one has"
    NAVIGATION = "contents list, index or page number that the book makes itself"
    FRAME = "header or licence that an archive puts around a book"
    PROGRAM = "macro, template or embedded object, which is not imported"
    DOCUMENT = "document that could not be read"
    UNLISTED = "file that the book does not name"


# What an author can do about each kind; kinds without an entry need nothing.
CURES = {
    LossKind.COMMENT: "a comment is written `<!-- … -->`, and no product shows it",
    LossKind.CHANGE: "choose with `--changes`: accept, reject, keep or ask",
    LossKind.COMMAND: "its words are not in the book; say them in Markdown",
    LossKind.RAW: "say it in Markdown where it matters",
    LossKind.CLASS: "name what the style means in a style map (`--styles`)",
    LossKind.HEADING_IN_BLOCK: "it is a paragraph in bold; make it a section if it is one",
    LossKind.LIST_MARK: "a lettered list needs two items",
    LossKind.PICTURE: "put the file at this place and refer to it",
    LossKind.REMOTE_PICTURE: "fetch it, put the file at this place and refer to it",
    LossKind.PICTURE_FORMAT: "export it as SVG or PNG and put it under this name",
    LossKind.DRAWING: "put the drawing there; its text is in the book as code",
    LossKind.OUTPUT: "put the picture or table there from the rendered book",
    LossKind.LINK: "its words are there; link them to a section with `[words](#name)`",
    LossKind.OUTSIDE: "its words are there; give it the whole address, which starts with `https`",
    LossKind.REFERENCE: "its words are there; refer to a name instead: `[](#name)`",
    LossKind.CITATION: "add the work to a file that `[bibliography]` names",
    LossKind.REPEATED_WORK: "give it a key of its own, in the file and where it is cited",
    LossKind.UNLISTED: "import it by itself, and add its file to the manifest, if it belongs to it",
    LossKind.DOCUMENT: "convert it by hand, and add its file to the manifest",
}


@dataclass(slots=True)
class Entry:
    """One kind: how many, and the first examples with their documents."""

    count: int = 0
    examples: list[str] = field(default_factory=list)


class Remark(NamedTuple):
    """A comment, or a tracked change ("insertion"): the title above it, its author, its words."""

    place: str
    author: str
    words: str
    change: str = ""


@dataclass(slots=True)
class Ledger:
    """What an import left out; `words` are those of the source that are not in the book for it."""

    entries: dict[LossKind, Entry] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    comments: list[Remark] = field(default_factory=list)
    changes: list[Remark] = field(default_factory=list)

    def add(self, kind: LossKind, document: str, example: str, words: str = "") -> None:
        """Count one of a kind; `words` are words of the source that the book thereby lacks."""
        entry = self.entries.setdefault(kind, Entry())
        entry.count += 1
        shown = f"{document}: {_shortened(example)}" if example else document
        if len(entry.examples) < _EXAMPLES and shown not in entry.examples:
            entry.examples.append(shown)
        if words:
            self.words.append(words)

    def take(self, other: Ledger) -> None:
        """Take what another ledger counts."""
        for kind, more in other.entries.items():
            entry = self.entries.setdefault(kind, Entry())
            entry.count += more.count
            entry.examples += more.examples[: _EXAMPLES - len(entry.examples)]
        self.words += other.words

    def drop_label(self, document: str, label: str) -> None:
        """Count a typed label of a caption that is left out."""
        self.add(LossKind.LABEL, document, label, label)

    def rows(self) -> Iterator[tuple[LossKind, Entry]]:
        """The kinds that occurred, in the order of their declaration."""
        return ((kind, self.entries[kind]) for kind in LossKind if kind in self.entries)


_EXAMPLES = 5
_LONGEST_EXAMPLE = 60  # characters


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_EXAMPLE else line[: _LONGEST_EXAMPLE - 1] + "…"
