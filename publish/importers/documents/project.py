"""What a reader of projects hands on: a book's documents in reading order, and its metadata."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from publish.importers.bookfolder.questions import Questions
from publish.importers.documents.ledger import Ledger
from publish.importers.documents.tree import Node
from publish.model.exported import ExportedBook
from publish.model.roles import Matter, Role


@dataclass(slots=True)
class SourceDocument:
    """One document of a project.

    `path` is its path in the project, to which its links are relative; "" for an entry without a
    document, such as a part. `format` is pandoc's name of its format, with extensions; `text` its
    text after the pass for its dialect, None for a document that pandoc reads from `file`. `title`
    is that of the project's contents, where the document has no heading of its own, and `label` the
    name by which others refer to it as a whole. One that is `titled_by_head` has its title in its
    head, as that of a whole book. `own_text` has
    the words of the document where its reader knows them better than the tree that pandoc makes;
    `rewrite` is a pass over that tree, and `first_line` where the text begins after definitions;
    `place_of` gives the file and the line there of a line of a text that includes others.
    """

    path: str
    format: str = ""
    text: str | None = None
    file: Path | None = None
    title: str | None = None
    role: Role | None = None
    matter: Matter | None = None
    numbered: bool = True
    own_text: str = ""
    label: str = ""
    titled_by_head: bool = False
    first_line: int = 0
    rewrite: Callable[[list[Node]], list[Node]] | None = None
    place_of: Callable[[int], tuple[str, int] | None] | None = None
    children: list[Self] = field(default_factory=list)

    def walk(self) -> Iterator[Self]:
        """This document and those below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(slots=True)
class Project:
    """A book in a foreign format.

    `read_file` gives the bytes of a file of the project by its path, None where there is none.
    `linked` are the documents of a folder in the order in which its first file links to them.
    `is_one_document` is True where one document holds the whole book, whose headings then are its
    chapters. A project `says_numbers` whose format has marks for what is not numbered: a chapter
    without one is numbered, whatever its title. All references of a project that `is_ours` are
    links: we exported it. `bibliography` are paths of files with cited works, `lists` the kinds of
    captions that it lists, `abbreviations` long forms by short ones. What the pass for its dialect
    left out is in `ledger`, and what an editor decides is asked of `questions`. `exported` is what
    a file knows that was exported from one of our books. `named` is a title in the properties of a
    file, and `proofed` are the languages in which it is proofed, which both may be those of another
    text that it was made from.
    """

    name: str
    documents: Sequence[SourceDocument]
    read_file: Callable[[str], bytes | None]
    is_one_document: bool = False
    says_numbers: bool = False
    is_ours: bool = False
    title: str | None = None
    subtitle: str | None = None
    authors: Sequence[str] = ()
    language: str | None = None
    date: datetime.date | None = None
    description: str | None = None
    bibliography: Sequence[str] = ()
    lists: Sequence[str] = ()
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    exported: ExportedBook | None = None
    named: str | None = None
    proofed: Sequence[str] = ()
    linked: Sequence[str] = ()
    ledger: Ledger = field(default_factory=Ledger)
    questions: Questions = field(default_factory=Questions)

    def walk(self) -> Iterator[SourceDocument]:
        """All documents in reading order."""
        for document in self.documents:
            yield from document.walk()
