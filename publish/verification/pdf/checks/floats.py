"""Where figures, tables and listings stand: in the text, or at the head of the next page.

That is allowed for one that a reference names by its number, before the next section begins and in
the order of the numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import inf

import msgspec
from lxml import etree

from publish.model.caption import captions_in, kind_of
from publish.model.section import Section
from publish.verification.difference import Code, Difference, quoted, section_name
from publish.verification.markup import has_class
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.own_text import own_elements
from publish.verification.pdf.reader.structure_tree import MarkedContent, StructureElement

_MOVING = ("figure", "table", "listing")
_NOTE = "Note"
_REFERENCE = re.compile(rb'#([^"#]+)"')


class _Block(msgspec.Struct, frozen=True, eq=False):
    """A block of a section, or a section in it, with its first page and its last (from 0)."""

    element: StructureElement
    first: int
    last: int
    has_caption: bool


def check_floats(finished: FinishedPdf) -> Iterator[Difference]:
    """The pages of the blocks of each section, in their order."""
    for section, element in finished.elements_to_check():
        blocks = list(_blocks(element, finished.section_element_ids))
        if any(block.has_caption for block in blocks):
            yield from _check(finished, section, element, blocks)


def _blocks(element: StructureElement, sections: frozenset[int]) -> Iterator[_Block]:
    for kid in element.elements():
        pages = [part.page for part in _content(kid)]
        if pages:
            captioned = id(kid) not in sections and any(e.role == "Caption" for e in kid.walk())
            yield _Block(kid, min(pages), max(pages), captioned)


def _content(element: StructureElement) -> Iterator[MarkedContent]:
    """The content of an element without that of notes, which may go on overleaf."""
    for kid in element.kids:
        if isinstance(kid, MarkedContent):
            yield kid
        elif kid.role != _NOTE:
            yield from _content(kid)


def _check(
    finished: FinishedPdf, section: Section, element: StructureElement, blocks: Sequence[_Block]
) -> Iterator[Difference]:
    end = _last_page(finished, section, blocks)
    page, moved = 0, -1
    for block, after in _with_pages_after(blocks):
        is_moved = after < block.first and (block.has_caption or block.first == moved)
        if block.has_caption and block.first < moved:
            yield _difference(section, block, f"page {moved + 1} of the file or later")
        elif block.first < page:
            yield _difference(section, block, f"page {page + 1} of the file or later")
        elif not is_moved:
            page = block.last
        elif block.first > min(page + 1, end):
            yield _difference(section, block, f"page {min(page + 1, end) + 1} of the file")
        elif block.has_caption and not _may_move(finished, section, element, block):
            yield _difference(section, block, f"page {after + 1:.0f} of the file or before")
        moved = block.first if is_moved else moved


def _last_page(finished: FinishedPdf, section: Section, blocks: Sequence[_Block]) -> int:
    """The last page for what moves: that of the text, or that on which the next section begins.

    What is moved then stands above the heading of that section, which begins the text of its page.
    """
    end = max((block.last for block in blocks if not block.has_caption), default=0)
    following = finished.memo(_next_in_file).get(section.id, "")
    after = finished.section_elements.get(following)
    begin = min((part.page for part in _content(after)), default=0) if after else 0
    return max(end, begin) if begin <= end + 1 else end


def _next_in_file(finished: FinishedPdf) -> dict[str, str]:
    """By the id of a section, that of the one after it and those in it, unless it begins a file."""
    order = list(finished.sections.values())
    ends = ((each.id, at + sum(1 for _ in each.walk())) for at, each in enumerate(order))
    return {id_: order[end].id for id_, end in ends if end < len(order) and not order[end].href}


def _with_pages_after(blocks: Sequence[_Block]) -> Iterator[tuple[_Block, float]]:
    """Each block, with the first page of all text after it."""
    after, pages = inf, []
    for block in reversed(blocks):
        pages.append(after)
        after = after if block.has_caption else min(after, block.first)
    return zip(blocks, reversed(pages), strict=True)


def _may_move(
    finished: FinishedPdf, section: Section, element: StructureElement, block: _Block
) -> bool:
    """Whether a reference names a block by its number, and its author lets it go."""
    captions = [each for each in own_elements(finished, element) if each.role == "Caption"]
    own = next(each for each in block.element.walk() if each.role == "Caption")
    number = next((n for n, each in enumerate(captions) if each is own), None)
    nodes = [node for node, _ in captions_in(section.body)]
    if number is None or number >= len(nodes) or kind_of(nodes[number]).name not in _MOVING:
        return False
    inside = list(nodes[number].iter(etree.Element))
    if any(has_class(node, "in-place") for node in inside):
        return False
    named = finished.memo(_named_by_references)
    return any(node.get("id", "").encode() in named for node in inside)


def _named_by_references(finished: FinishedPdf) -> frozenset[bytes]:
    """The names that references of the book lead to."""
    texts = map(finished.book.markup_of, finished.book.walk())
    return frozenset(name for text in texts for name in _REFERENCE.findall(text))


def _difference(section: Section, block: _Block, expected: str) -> Difference:
    caption = next((each for each in block.element.walk() if each.role == "Caption"), block.element)
    words = " ".join(part.passage.text for part in caption.content() if part.passage)
    subject = f"{quoted(words[:60])} of {section_name(section)}"
    return Difference(Code.PLACE, "floats", subject, "page", expected, f"page {block.first + 1}")
