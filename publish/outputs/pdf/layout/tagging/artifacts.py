"""Content of a page that is not part of the text: running heads, folios, leaders, repeats.

ISO 14289-1, 7.1: such content is marked as an artifact. WeasyPrint 70 tags it as text that no
element owns; here it is noted on the boxes before the pages are painted.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint import Document
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from publish.model.markup import DATA_NUMBER, DATA_REPEATED, READING_BRACKETS
from publish.model.script import contains_rtl
from publish.outputs.pdf.exchange.glyph_reading import has_marks
from publish.outputs.pdf.exchange.structure_types import alt_text_of
from publish.outputs.pdf.layout.engine.line_numbers import LINE_NUMBERS
from publish.outputs.pdf.layout.engine.long_words import BREAK

POINTS = 0.75  # a CSS pixel, https://www.w3.org/TR/css-values-3/#absolute-lengths

_HEADER = {"Type": "/Pagination", "Subtype": "/Header"}
_FOOTER = {"Type": "/Pagination", "Subtype": "/Footer"}
_REPEAT = {"Type": "/Pagination"}
_LAYOUT = {"Type": "/Layout"}


def real(box: Any) -> Any:
    """The box itself where the layout left a placeholder for it."""
    return box._box if isinstance(box, AbsolutePlaceholder) else box


def painted(box: Any) -> Iterator[Any]:
    """A box and all boxes in it, in the order of the tree."""
    waiting = [box]
    while waiting:
        box = real(waiting.pop())
        yield box
        waiting.extend(reversed(getattr(box, "children", ())))


def mark_artifacts(document: Document, numbers: Container[Any] = ()) -> None:
    """Note the kind of each artifact on its box, and keep one annotation for each part of a link.

    On a page with words that run from right to left each box of text gets the text that it reads
    as: its glyphs are in the order of the page, joined and mirrored, so that programs that copy or
    read the text need the characters in reading order (ISO 32000-1, 14.9.4). So does an artifact
    with combining marks. The boxes of `numbers` get none, since the linker decides what they show.
    A reading above a word reads as in brackets.
    """
    headed: dict[Element, int] = {}
    for number, page in enumerate(document.pages):
        nested: set[int] = set()
        _walk(page._page_box, number, None, False, headed, nested)
        texts = [box for box in painted(page._page_box) if isinstance(box, boxes.TextBox)]
        has_rtl = any(map(_has_rtl, texts))
        for box in texts:
            needs_text = has_rtl or (artifact_kind(box) and has_marks(box.text))
            if needs_text and box not in numbers:
                box.actual_text = str(box.text).replace(BREAK, "")
            if box.element_tag == "rt":
                box.actual_text = str(box.text).join(READING_BRACKETS)
        page.links[:] = [link for link in page.links if id(link[3]) not in nested]


def _has_rtl(box: Any) -> bool:
    """Whether a text runs from right to left, or contains letters that do."""
    # In one that does, its stops and brackets do, whatever its letters.
    return bool(box.style["direction"] == "rtl") or contains_rtl(str(box.text))


def _walk(
    box: Any,
    page: int,
    kind: dict[str, str] | None,
    in_link: bool,
    headed: dict[Element, int],
    nested: set[int],
) -> None:
    box = real(box)
    kind = kind or _kind(box, page, headed)
    if kind and isinstance(box, boxes.TextBox | boxes.ReplacedBox):
        box.artifact = kind
    if not isinstance(box, boxes.TextBox | boxes.LineBox) and (in_link or box.link):
        if in_link:
            nested.add(id(box))
        in_link = True
    for child in getattr(box, "children", ()):
        _walk(child, page, kind, in_link, headed, nested)


def _kind(box: Any, page: int, headed: dict[Element, int]) -> dict[str, str] | None:
    if isinstance(box, boxes.MarginBox):
        if box.at_keyword == LINE_NUMBERS:
            return _LAYOUT
        return _HEADER if box.at_keyword.startswith("@top") else _FOOTER
    if box.is_leader or str(box.element_tag).startswith("hr"):
        return _LAYOUT
    if str(box.element_tag) == "span::before" and box.element.get(DATA_NUMBER):
        return _LAYOUT  # the number of a line of code, which is not part of the code
    if box.element is not None and box.element.get(DATA_REPEATED) is not None:
        return _REPEAT
    if box.element is not None and _repeats(box):
        return _REPEAT if headed.setdefault(box.element, page) != page else None
    if isinstance(box, boxes.ReplacedBox) and not alt_text_of(box.element).strip():
        return _LAYOUT
    return None


def _repeats(box: Any) -> bool:
    """Whether a box repeats on several pages: the head of a table, or a box with a fixed place."""
    if isinstance(box, boxes.TableRowGroupBox):
        return bool(box.is_header or box.is_footer)
    return isinstance(box, boxes.BlockLevelBox) and box.style["position"] == "fixed"


def artifact_kind(box: Any) -> dict[str, str] | None:
    """The kind of artifact that a box with content is; None for content of the text."""
    kind: dict[str, str] | None = getattr(box, "artifact", None)
    return kind


def actual_text(box: Any) -> str:
    """The text that a box reads as, where its glyphs do not say; else ""."""
    return str(getattr(box, "actual_text", ""))
