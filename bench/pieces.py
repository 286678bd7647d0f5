"""What a bench book is made of, before any format: blocks and the pieces of their lines."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Plain text; `voice` is "", "emphasis" or "strong"."""

    text: str
    voice: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote of one paragraph, called where it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A pointer to a section, table or figure: its number and title, and its page."""

    target: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A place for the index: a word that prints, or the `edge` ("start", "end") of a passage."""

    term: str
    edge: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in a line, as LaTeX, as Typst writes it, and as somebody reads it aloud."""

    latex: str
    typst: str
    spoken: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in another language, with its tag (BCP 47)."""

    text: str
    language: str


Inline = Words | Note | Reference | Mark | Formula | Foreign


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 opens a chapter."""

    level: int
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; the first row is its head, the first column text."""

    name: str
    caption: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """An image with what is said in its place, and a caption."""

    name: str
    file: str
    alternative: str
    caption: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list, numbered or not."""

    texts: tuple[str, ...]
    numbered: bool


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation of one paragraph, set apart."""

    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines of code in Python."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Display:
    """A formula on a line of its own, with a number."""

    name: str
    formula: Formula


Block = Heading | Paragraph | Table | Figure | Items | Quotation | Listing | Display


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter in reading order, its heading first; `part` is the number of its part, from 1."""

    name: str
    part: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Composition:
    """A whole book: the title, those of its parts, the preface and the chapters."""

    title: str
    parts: tuple[str, ...]
    preface: tuple[Paragraph, ...]
    chapters: tuple[Chapter, ...]
