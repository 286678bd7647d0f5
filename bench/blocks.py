"""The elements of a bench book, independent of any format: blocks and inline elements."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextRun:
    """Plain text; `style` is "", "emphasis" or "strong"."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote of one paragraph, at the position of its call."""

    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a section, table or figure: its number and title, and its page."""

    target: str


@dataclass(frozen=True, slots=True)
class IndexMark:
    """An index mark: a printed word, or the `edge` ("start", "end") of a passage."""

    term: str
    edge: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in a line: in LaTeX, in Typst's notation, and as it is read aloud."""

    latex: str
    typst: str
    spoken: str


@dataclass(frozen=True, slots=True)
class ForeignText:
    """Words in another language, with its tag (BCP 47)."""

    text: str
    language: str


Inline = TextRun | Note | Reference | IndexMark | Formula | ForeignText


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
    """A table with a caption; the first row is its header, the first column text."""

    name: str
    caption: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """An image with its alternative text and a caption."""

    name: str
    file: str
    alternative: str
    caption: str


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list, numbered or not."""

    texts: tuple[str, ...]
    numbered: bool


@dataclass(frozen=True, slots=True)
class Quotation:
    """A block quotation of one paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines of code in Python."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Equation:
    """A numbered block formula."""

    name: str
    formula: Formula


Block = Heading | Paragraph | Table | Figure | ItemList | Quotation | Listing | Equation


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
