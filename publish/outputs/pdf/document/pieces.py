"""Cuts the two documents of a book into pieces that are laid out separately.

A piece begins where a section opens a page of its own: a chapter, a part with its introduction, a
section of the front matter. Everything before the contents is one piece, and so are the contents
with the lists after them, chapters without text that share their pages, and whatever begins on the
next page or runs on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast
from xml.etree.ElementTree import Element

from lxml import etree

from publish.model.markup import (
    CONTENTS,
    DATA_OPEN,
    DATA_PAGE,
    DATA_SHELL,
    DATA_SPOT,
    FOLIO,
    LOCATORS,
    MISSING,
    OPENS_FILE,
    XML_LANG,
    X,
    has_class,
)
from publish.model.roles import Role
from publish.outputs.pdf.document.openings import shares_leaf
from publish.outputs.pdf.exchange.page_numbers import NumberPlaceholders, PageNumbers

_SHELL_ATTRIBUTES = ("class", "lang", XML_LANG, "dir")


@dataclass(frozen=True, slots=True)
class PageReference:
    """A page number in the text: its element, and the anchor whose page it shows."""

    element: etree._Element
    target: str


# By anchor, the text in the place of its page number: a roman numeral, or zeros for its digits.
ReservedNumbers = tuple[tuple[str, str], ...]


@dataclass(eq=False)
class PieceSource:
    """A piece before its layout: a document of its own.

    `enclosing` are the sections around it that other pieces began, the innermost last;
    `open_sections` are those of its own that continue in other pieces.
    """

    root: etree._Element
    front: bool
    enclosing: Sequence[str]
    open_sections: list[str] = field(default_factory=list)

    @cached_property
    def title(self) -> str:
        """Its first heading, for messages."""
        heading = next(self.root.iter(f"{X}h1", f"{X}h2", f"{X}h3"), None)
        return " ".join("".join(heading.itertext()).split()) if heading is not None else "opening"

    @property
    def section_id(self) -> str:
        """The id of its first section, for messages; "" for none."""
        ids = (node.get("id", "") for node in self.root.iter(f"{X}section"))
        return next(filter(None, ids), "")

    @cached_property
    def needs_final_numbers(self) -> bool:
        """Whether page numbers shape it: contents, lists, an index."""
        return any(
            has_class(node, LOCATORS) or has_class(node, FOLIO)
            for node in self.root.iter(f"{X}span")
        )

    @cached_property
    def page_references(self) -> list[PageReference]:
        """The page numbers in its text."""
        targets = ((node, node.get(DATA_PAGE)) for node in self.root.iter(f"{X}span"))
        return [PageReference(node, target) for node, target in targets if target]

    @cached_property
    def text_length(self) -> int:
        """The length of its text, in characters."""
        return sum(map(len, self.root.itertext()))

    @cached_property
    def anchor_offsets(self) -> dict[str, int]:
        """The number of characters before each anchor."""
        offsets: dict[str, int] = {}
        offset = 0
        for event, node in etree.iterwalk(self.root, events=("start", "end")):
            if event == "start":
                if name := node.get("id"):
                    offsets.setdefault(name, offset)
                offset += len(node.text or "")
            else:
                offset += len(node.tail or "")
        return offsets

    @cached_property
    def placeholders(self) -> NumberPlaceholders:
        """The places of the final numbers, in a piece that needs them."""
        return NumberPlaceholders(cast(Element, self.root))

    def render_with_numbers(self, pages: PageNumbers) -> bytes:
        """The document with its page numbers, of a piece that needs them."""
        self.placeholders.fill(pages)
        return etree.tostring(self.root)

    def reserved_numbers(self, pages: PageNumbers, least: Mapping[str, int]) -> ReservedNumbers:
        """The text in the place of each page number, in any other piece.

        Roman numerals are final. For pages of the body there are as many zeros as the linker will
        write digits, and no fewer than `least` has for the anchor.
        """
        targets = (reference.target for reference in self.page_references)
        return tuple((target, _reserved(target, pages, least)) for target in targets)

    def render_with_reserved(self, numbers: ReservedNumbers) -> bytes:
        """The document with room for its page numbers."""
        for reference, (target, text) in zip(self.page_references, numbers, strict=True):
            reference.element.text = text
            if text.startswith("0"):
                reference.element.set(DATA_SPOT, target)
            else:
                reference.element.attrib.pop(DATA_SPOT, None)
        return etree.tostring(self.root)


def _reserved(target: str, pages: PageNumbers, least: Mapping[str, int]) -> str:
    page = pages.anchor_pages.get(target, pages.front_pages)
    if page < pages.front_pages:
        return pages.folio(page)
    return "0" * max(len(pages.folio(page)), least.get(target, 1))


def cut_into_pieces(front: etree._Element, body: etree._Element) -> list[PieceSource]:
    """The pieces of both documents, in the order of the book; the trees are taken apart."""
    return [*_cut_front(front), *_cut_body(body, front=False)]


def _cut_front(root: etree._Element) -> Iterator[PieceSource]:
    opening, contents, rest = _split_at_contents(list(_body(root)))
    for group in (opening, contents):
        if group:
            yield PieceSource(_document_of(root, [], group), True, ())
    for node in _body(root):
        if node not in rest:
            _body(root).remove(node)
    yield from _cut_body(root, front=True)


def _split_at_contents(
    sections: list[etree._Element],
) -> tuple[list[etree._Element], list[etree._Element], list[etree._Element]]:
    """The sections before the contents, the contents with the lists, the sections after."""
    is_contents = [has_class(node, CONTENTS) for node in sections]
    first = is_contents.index(True)
    last = first + is_contents[first:].count(True)
    while last < len(sections) and shares_leaf(sections[last]):
        last += 1
    return sections[:first], sections[first:last], sections[last:]


def _cut_body(root: etree._Element, *, front: bool) -> Iterator[PieceSource]:
    openings: list[tuple[etree._Element, list[etree._Element]]] = []
    for node in list(_body(root)):
        openings += _page_openings(node, [])
    group: list[etree._Element] = []
    for index, (section, enclosing) in enumerate(openings):
        group.append(section)
        following = openings[index + 1] if index + 1 < len(openings) else None
        if following is not None and _shares_piece(section, enclosing, following):
            continue
        yield PieceSource(
            _document_of(root, enclosing, group),
            front,
            tuple(shell.get("id", "") for shell in enclosing),
            [node.get("id", "") for node in group if node.get(DATA_OPEN) is not None],
        )
        group = []


def _shares_piece(
    section: etree._Element,
    enclosing: list[etree._Element],
    following: tuple[etree._Element, list[etree._Element]],
) -> bool:
    """Whether the next section is in the same piece: it may share a page, or begins a verso."""
    after, enclosing_after = following
    if enclosing_after != enclosing:
        return False
    return (
        shares_leaf(after)
        or (has_class(section, MISSING) and has_class(after, MISSING))
        or has_class(after, Role.COPYRIGHT_PAGE)
    )


def _page_openings(
    section: etree._Element, enclosing: list[etree._Element]
) -> Iterator[tuple[etree._Element, list[etree._Element]]]:
    """A section and those below it that open pages, each with its enclosing sections."""
    opening = [node for node in section if has_class(node, OPENS_FILE) and not shares_leaf(node)]
    last = list(section)[-len(opening) :] if opening else []
    if opening != last:
        opening = []  # text after them would have to follow in the same piece
    for node in opening:
        section.remove(node)
    if opening:
        section.set(DATA_OPEN, "")
    yield section, enclosing
    for node in opening:
        yield from _page_openings(node, [*enclosing, section])


def _document_of(
    root: etree._Element, enclosing: list[etree._Element], sections: list[etree._Element]
) -> etree._Element:
    """A document like `root` with these sections only, in empty copies of the enclosing ones."""
    document = etree.Element(root.tag, dict(root.attrib), nsmap=root.nsmap)
    document.append(deepcopy(root[0]))
    body = _body(root)
    parent = etree.SubElement(document, body.tag, dict(body.attrib))
    for shell in enclosing:
        attributes = {name: value for name in _SHELL_ATTRIBUTES if (value := shell.get(name))}
        parent = etree.SubElement(parent, shell.tag, {**attributes, DATA_SHELL: ""})
    for section in sections:
        section.tail = None
        parent.append(section)
    return document


def _body(root: etree._Element) -> etree._Element:
    return root[-1]
