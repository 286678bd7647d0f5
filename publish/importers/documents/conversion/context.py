"""What the conversion of a document knows and collects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Self

from publish.importers.documents.conversion.names import ReadFile, TargetNames
from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.references.captions import NUMBER
from publish.importers.documents.references.pending import Pending, TypedCaption, TypedReference
from publish.importers.documents.tree import Attributes, Node, attributes


@dataclass(slots=True)
class ConversionContext:
    """The conversion of one document of a book.

    `document` is its path in the source, `language` that of its text. `write_inlines` and
    `write_blocks` turn nodes into Markdown, by which each kind of node writes what is in it.
    `place_picture` gives the path in the book of a picture of the source, None where it is not
    there, and `read_file` the bytes of a file of the source. `works` are the keys that can be
    cited. `pending` holds what is written once all numbers are known. `notes` are definitions that
    wait to be written after their section, `note_numbers` the labels of those of one file,
    `named_notes` the label of each note that has a name in the source.
    """

    document: str
    language: str
    names: TargetNames
    ledger: Ledger
    write_inlines: Callable[[Sequence[Node], Self], str]
    write_blocks: Callable[[Sequence[Node], Self], list[str]]
    place_picture: Callable[[str, str], str | None]
    read_file: ReadFile
    pending: Pending
    works: frozenset[str] = frozenset()
    notes: list[str] = field(default_factory=list)
    note_numbers: Iterator[int] = field(default_factory=lambda: count(1))
    named_notes: dict[str, str] = field(default_factory=dict)
    undescribed: int = 0

    def inlines(self, nodes: Sequence[Node]) -> str:
        """Inline nodes as Markdown, in one line but for forced breaks."""
        return self.write_inlines(nodes, self)

    def blocks(self, nodes: Sequence[Node]) -> list[str]:
        """Block nodes as Markdown, each without an empty line at its end."""
        return self.write_blocks(nodes, self)

    @contextmanager
    def in_language(self, language: str) -> Iterator[bool]:
        """Write a section in a language; whether it differs from that around it."""
        around, self.language = self.language, language
        yield language != around
        self.language = around

    def leave_out(self, kind: LossKind, example: str, words: str = "") -> None:
        """Count what has no place in the book."""
        self.ledger.add(kind, self.document, example, words)

    def name_of(self, node_identifier: str) -> str | None:
        """The name to write at the node with an identifier; None if it needs none."""
        place = (self.document, node_identifier)
        return self.names.targets[place] if place in self.names.anchors else None

    def caption(self, kind: str, name: str | None, own: Attributes) -> str:
        """What is in the braces of something with a caption: its name, and perhaps a number.

        It is to be written in braces if there is a name, otherwise without them.
        """
        mark = self.pending.put(TypedCaption(kind, name or "", own.keys.get(NUMBER)))
        return f"#{name}{mark}" if name else mark

    def refer(self, span: Node, target: str | None = None) -> str:
        """A typed reference, whose span has its parts; `target` is the name of a link around it."""
        keys = attributes(span).keys
        before, after = keys["before"], keys["after"]
        return self.pending.put(
            TypedReference(
                keys["kind"], keys["number"], before, keys["shown"], after, self.document, target
            )
        )

    def take_notes(self) -> list[str]:
        """The definitions that wait, which are then written."""
        notes, self.notes = self.notes, []
        return notes

    def unwrap(self, node: Node, classes: tuple[str, ...]) -> None:
        """Count the classes of an element that is left out while its words stay."""
        if classes:
            self.leave_out(LossKind.CLASS, f"{node['t'].lower()} .{'.'.join(classes)}")
