"""The structure tree of a tagged PDF with the text of its elements (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from itertools import groupby

import msgspec

from publish.verification.looks import Look
from publish.verification.pdf.reader.objects import Value
from publish.verification.pdf.reader.runs import HYPHENS, Passage, join_lines

HEADINGS = frozenset(f"H{rank}" for rank in range(10))
_DRAWN = frozenset({"Figure", "Formula"})


class MarkedContent(msgspec.Struct, array_like=True, eq=False, gc=False, tag=0):
    """A sequence of marked content: its page (index from 0), and its MCID on that page.

    `passage` is its printed text, `text` what a program reads that sees no positions, `look` how a
    figure looks.
    """

    page: int
    mcid: int
    passage: Passage | None = None
    text: str = ""
    look: Look = b""


class StructureElement(msgspec.Struct, array_like=True, eq=False, gc=False, tag=1):
    """A structure element: its type, its kids in reading order, and references to its links.

    `list_numbering` says how a list is labelled (14.8.5.5): "Decimal", "Disc", "Description";
    `header_ids` are the header cells that a table cell names (14.8.5.7). `alternative` is the
    text alternative of what is drawn, `language` is "" where the element states none.
    """

    role: str
    id: str = ""
    list_numbering: str = ""
    alternative: str = ""
    header_ids: tuple[str, ...] = ()
    language: str = ""
    kids: list[StructureElement | MarkedContent] = []
    links: tuple[Value, ...] = ()

    def elements(self) -> Iterator[StructureElement]:
        """The elements directly below."""
        return iter([kid for kid in self.kids if type(kid) is StructureElement])

    def walk(self) -> Iterator[StructureElement]:
        """This element and all below."""
        stack = [self]
        while stack:
            yield (element := stack.pop())
            stack += [kid for kid in reversed(element.kids) if type(kid) is StructureElement]

    def content(self) -> Iterator[MarkedContent]:
        """All content, in reading order."""
        stack: list[StructureElement | MarkedContent] = [self]
        while stack:
            kid = stack.pop()
            if type(kid) is StructureElement:
                stack += reversed(kid.kids)
            elif type(kid) is MarkedContent:
                yield kid

    def undrawn_content(self) -> Iterator[MarkedContent]:
        """All content but that of drawings, which have text alternatives."""
        for kid in self.kids:
            if isinstance(kid, MarkedContent):
                yield kid
            elif kid.role not in _DRAWN:
                yield from kid.undrawn_content()

    @property
    def first_text(self) -> MarkedContent | None:
        """The first content with text on a page."""
        return next((part for part in self.content() if part.passage), None)

    @property
    def visible_alternative(self) -> str:
        """The alternative text; "" where nothing is drawn, and so nobody can see what it is of."""
        return self.alternative if any(True for _ in self.content()) else ""

    @property
    def has_terms(self) -> bool:
        """Whether the labels of a list are words of the text, and not made by the layout."""
        return self.list_numbering in ("None", "Description")

    @property
    def heading(self) -> StructureElement | None:
        """The heading of a section: an element H1 to H6 directly in it."""
        return next((kid for kid in self.elements() if is_heading(kid)), None)


def is_heading(element: StructureElement) -> bool:
    """Whether an element is a heading."""
    return element.role in HEADINGS


def printed_text(content: Iterable[MarkedContent]) -> str:
    """Some content as it is printed: with a space between lines, but none after a hyphen."""
    text = ""
    for _, parts in groupby(content, key=lambda part: part.page):
        passages = [part.passage for part in parts if part.passage]
        of_page = join_lines((each.text, each.first, each.last) for each in passages)
        text += f" {of_page}" if of_page and not text.endswith(HYPHENS) else of_page
    return " ".join(text.split())


def title_text(pieces: Iterable[MarkedContent | str]) -> str:
    """The pieces of a title in one line."""
    groups = groupby(pieces, key=lambda piece: isinstance(piece, str))
    return " ".join(
        " ".join(map(str, group)) if is_formula else printed_text(_content_in(group))
        for is_formula, group in groups
    )


def _content_in(pieces: Iterable[MarkedContent | str]) -> Iterator[MarkedContent]:
    return (piece for piece in pieces if isinstance(piece, MarkedContent))


def title_pieces(
    parts: Iterable[StructureElement | MarkedContent], without: Container[str] = ()
) -> Iterator[MarkedContent | str]:
    """The content of a title, with the text alternative of each formula in its place.

    Elements with a role in `without` are left out.
    """
    for part in parts:
        if isinstance(part, MarkedContent):
            yield part
        elif part.role == "Formula":
            yield part.visible_alternative
        elif part.role not in without:
            yield from title_pieces(part.kids, without)
