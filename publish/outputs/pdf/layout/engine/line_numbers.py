"""Numbers every fifth line of the text in the margin of its page.

A style sheet wants it by `--line-numbers: page` or `chapter` in the margin box where the numbers
are, `@left-top` or `@right-top`, whose type they have. The value says where the count begins anew;
a section that opens a file is a chapter. Lines of paragraphs are counted, in quotations too. They
are numbered when all pages are there, so that nothing moves.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline, page
from weasyprint.layout.percent import resolve_percentages

from publish.model.markup import OPENS_FILE, has_class
from publish.outputs.pdf.layout.patch import Patch, Replacement

LINE_NUMBERS = "@line-numbers"  # the name of the boxes with numbers, which no style sheet knows

_EVERY = 5
_GAP = 1.0  # em between a number and the text
_LEFT, _RIGHT = "@left-top", "@right-top"
_HOLD_TEXT = frozenset({"html", "body", "section", "blockquote"})
_COUNT = "count_of_lines"  # an attribute of the layout of a piece


class _Count:
    """The lines that were counted, and the chapters that have begun."""

    def __init__(self, *, by_chapter: bool) -> None:
        self._by_chapter = by_chapter
        self._lines = 0
        self._begun: set[Any] = set()

    def numbered(self, box: Any) -> Iterator[tuple[Any, int]]:
        """Each fifth line in a box, with its number, in the order of the text."""
        if self._by_chapter and box.element_tag == "section":
            self._begin(box.element)
        for child in box.children:
            if isinstance(child, boxes.LineBox):
                if box.element_tag == "p" and _has_words(child):
                    self._lines += 1
                    if self._lines % _EVERY == 0:
                        yield child, self._lines
            elif _is_text(child):
                yield from self.numbered(child)

    def _begin(self, section: Any) -> None:
        if section not in self._begun and has_class(section, OPENS_FILE):
            self._begun.add(section)
            self._lines = 0


def _is_text(box: Any) -> bool:
    """Whether a block may have lines that are counted."""
    is_block = isinstance(box, boxes.BlockContainerBox) and box.is_in_normal_flow()
    return is_block and (box.element_tag in _HOLD_TEXT or box.element_tag == "p")


def _has_words(line: Any) -> bool:
    return any(isinstance(each, boxes.TextBox) for each in line.descendants())


def _make_boxes(context: Any, page_box: Any, state: Any) -> Iterator[Any]:
    yield from _MARGINS.original(context, page_box, state)
    for side in (_LEFT, _RIGHT):
        style = context.style_for(page_box.page_type, side)
        if count := _count(context, style):
            margin = _margin(page_box, style, is_left=side == _LEFT)
            lines = count.numbered(page_box.children[0])
            margin.children = [_number(context, margin, *line) for line in lines]
            if margin.children:
                yield margin


def _count(context: Any, style: Any) -> _Count | None:
    """The count of a page; None where a margin has no numbers."""
    by = _value(style["__line_numbers"] or ()) if style else ""
    if by == "chapter":
        count: _Count = vars(context).setdefault(_COUNT, _Count(by_chapter=True))
        return count
    return _Count(by_chapter=False) if by == "page" else None


def _value(tokens: Any) -> str:
    return "".join(token.value for token in tokens if token.type == "ident")


def _margin(page_box: Any, style: Any, *, is_left: bool) -> Any:
    """An empty box beside the text that is as wide as the margin."""
    margin = boxes.MarginBox(LINE_NUMBERS, style)
    width = page_box.margin_left if is_left else page_box.margin_right
    height = page_box.border_height()
    resolve_percentages(margin, (width, height))
    margin.width, margin.height = width, height
    margin.position_x = 0 if is_left else page_box.margin_left + page_box.border_width()
    margin.position_y = page_box.margin_top
    return margin


def _number(context: Any, margin: Any, beside: Any, number: int) -> Any:
    """A line in the margin with a number, on the baseline of the line that it is beside."""
    text = boxes.TextBox.anonymous_from(margin, str(number))
    text, *_ = inline.split_text_box(context, text, None, 0)
    gap = _GAP * margin.style["font_size"]
    is_left = margin.position_x == 0
    text.position_x = margin.position_x + (margin.width - gap - text.width if is_left else gap)
    text.position_y = beside.position_y + beside.baseline - text.baseline
    line = boxes.LineBox.anonymous_from(margin, [text])
    resolve_percentages(line, (margin.width, margin.height))
    line.position_x, line.position_y = text.position_x, text.position_y
    line.width, line.height = text.width, text.height
    line.baseline = text.baseline
    return line


_MARGINS = Replacement(page, "make_margin_boxes", _make_boxes)

PATCH = Patch(
    name="line_numbers",
    reason="numbers every fifth line in the margin, which the engine cannot",
    replacements=(_MARGINS,),
    leans_on=(inline.split_text_box,),
    digest="a29c1af0655bcb181e25940b19f6294f2b4894cae87c2d72c0076c28c9b40eea",
)
