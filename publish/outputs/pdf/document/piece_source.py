"""A piece before its layout: a document, serialized, whose page numbers are left open."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self, cast
from xml.etree.ElementTree import Element

from lxml import etree

from publish.model.markup import DATA_PAGE, DATA_SPOT, FOLIO, LOCATORS, X, has_class
from publish.model.xmlsafe import parse_own
from publish.outputs.pdf.exchange.page_numbers import NumberPlaceholders, PageNumbers

# By anchor, the text in the place of its page number: a roman numeral, or zeros for its digits.
ReservedNumbers = tuple[tuple[str, str], ...]

_NUMBER = "page-number"  # the instruction in the place of a number
# A place, with the value of the last attribute of its element, which not all numbers have.
_PLACE = re.compile(f' {DATA_SPOT}="([^"]*)"><[?]{_NUMBER} ?[?]>'.encode())
_SPOT = f' {DATA_SPOT}="%b">'.encode()


@dataclass(frozen=True, eq=False)
class PieceSource:
    """A piece before its layout: a document of its own.

    `title` is its first heading and `section_id` the id of its first section, "" for none, for
    messages. `enclosing` are the sections around it that other pieces began, the innermost last;
    `open_sections` are those of its own that continue in other pieces. `anchor_offsets` has the
    number of characters before each anchor, `targets` are those whose page numbers are in its text.
    `parts` are those of the document between these numbers, each but the last with the target after
    it, as it is written there; the tree of a book takes four times the memory. Of one that its page
    numbers shape there is one part: it needs the final numbers.
    """

    front: bool
    enclosing: Sequence[str]
    open_sections: list[str]
    title: str
    section_id: str
    text_length: int
    anchor_offsets: Mapping[str, int]
    targets: Sequence[str]
    needs_final_numbers: bool
    parts: list[bytes]

    @classmethod
    def of(
        cls,
        root: etree._Element,
        *,
        front: bool,
        enclosing: Sequence[str] = (),
        open_sections: Sequence[str] = (),
    ) -> Self:
        """The piece of a document, which is changed."""
        heading = next(root.iter(f"{X}h1", f"{X}h2", f"{X}h3"), None)
        ids = (node.get("id", "") for node in root.iter(f"{X}section"))
        spans = list(root.iter(f"{X}span"))
        numbers = [(node, target) for node in spans if (target := node.get(DATA_PAGE))]
        is_shaped = any(has_class(node, LOCATORS) or has_class(node, FOLIO) for node in spans)
        return cls(
            front=front,
            enclosing=enclosing,
            open_sections=list(open_sections),
            title=_words(heading) if heading is not None else "opening",
            section_id=next(filter(None, ids), ""),
            text_length=sum(map(len, root.itertext())),
            anchor_offsets=_anchor_offsets(root),
            targets=[target for _, target in numbers],
            needs_final_numbers=is_shaped,
            parts=[etree.tostring(root)] if is_shaped else _parts(root, numbers),
        )

    @cached_property
    def _tree(self) -> etree._Element:
        return parse_own(self.parts[0])

    @cached_property
    def placeholders(self) -> NumberPlaceholders:
        """The places of the final numbers, in a piece that needs them."""
        return NumberPlaceholders(cast(Element, self._tree))

    def render_with_numbers(self, pages: PageNumbers) -> bytes:
        """The document with its page numbers, of a piece that needs them."""
        self.placeholders.fill(pages)
        return etree.tostring(self._tree)

    def reserved_numbers(self, pages: PageNumbers, least: Mapping[str, int]) -> ReservedNumbers:
        """The text in the place of each page number, in any other piece.

        Roman numerals are final. For pages of the body there are as many zeros as the linker will
        write digits, and no fewer than `least` has for the anchor.
        """
        return tuple((target, _reserved(target, pages, least)) for target in self.targets)

    def render_with_reserved(self, numbers: ReservedNumbers) -> bytes:
        """The document with room for its page numbers."""
        *parts, last = self.parts
        written: list[bytes] = []
        for before, target, (_, text) in zip(parts[::2], parts[1::2], numbers, strict=True):
            # The linker writes those of zeros; roman numerals are final.
            written += before, _SPOT % target if text.startswith("0") else b">", text.encode()
        return b"".join([*written, last])


def _parts(root: etree._Element, numbers: Sequence[tuple[etree._Element, str]]) -> list[bytes]:
    for node, target in numbers:
        node.text = None
        node.attrib.pop(DATA_SPOT, None)
        node.set(DATA_SPOT, target)
        node.append(etree.ProcessingInstruction(_NUMBER))
    return _PLACE.split(etree.tostring(root))


def _words(heading: etree._Element) -> str:
    return " ".join("".join(heading.itertext()).split())


def _anchor_offsets(root: etree._Element) -> dict[str, int]:
    """The number of characters before each anchor."""
    offsets: dict[str, int] = {}
    offset = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            if name := node.get("id"):
                offsets.setdefault(name, offset)
            offset += len(node.text or "")
        else:
            offset += len(node.tail or "")
    return offsets


def _reserved(target: str, pages: PageNumbers, least: Mapping[str, int]) -> str:
    page = pages.anchor_pages.get(target, pages.front_pages)
    if page < pages.front_pages:
        return pages.folio(page)
    return "0" * max(len(pages.folio(page)), least.get(target, 1))
