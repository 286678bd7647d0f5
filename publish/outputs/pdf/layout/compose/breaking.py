"""Lets the engine set the lines that were planned for a paragraph, each without a search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.line_break import split_first_line

from publish.outputs.pdf.layout.compose.asked import asked_of
from publish.outputs.pdf.layout.compose.content import (
    NEWLINE,
    Content,
    Leaf,
    Start,
    Unsuitable,
    words_in,
)
from publish.outputs.pdf.layout.compose.lines import PlannedParagraph
from publish.outputs.pdf.layout.compose.places import End
from publish.outputs.pdf.layout.compose.spacing import spacing_of
from publish.outputs.pdf.layout.compose.word_line import WordLine
from publish.outputs.pdf.layout.patch import Patch, Replacement
from publish.outputs.pdf.layout.recompiled import recompiled

_LEFT = "left_to_engine"  # an attribute of the engine's configuration of fonts
_WIDE = 100_000.0  # pixels: a line that is to be narrowed is not too wide for the engine


def left_to_engine(fonts: Any) -> Counter[str]:
    """The paragraphs that the engine broke in all layouts with some fonts, by the reason."""
    counts: Counter[str] = vars(fonts).setdefault(_LEFT, Counter())
    return counts


def _get_next_linebox(
    context: Any, box: Any, y: float, foot: float, skip: Any, block: Any, absolutes: Any,
    fixed: Any, *styles: Any,
) -> Any:  # fmt: skip
    paragraph = _paragraph(context, box, y, block, styles)
    line = None
    if paragraph is not None and not is_beside_float(context, y):
        line = _planned(context, paragraph, box, skip, block)
    if paragraph is None or line is None:
        return _NEXT.original(context, box, y, foot, skip, block, absolutes, fixed, *styles)
    box.planned = paragraph.content.line = line
    try:
        return _NEXT.original(context, box, y, foot, skip, block, absolutes, fixed, *styles)
    finally:
        box.planned = paragraph.content.line = None


def is_beside_float(context: Any, y: float) -> bool:
    """Whether something floats beside a line, on whose place its width depends."""
    return any(
        each.position_y + each.margin_height() > y and each.margin_width() > 0
        for each in context.excluded_shapes
    )


def _paragraph(
    context: Any, box: Any, y: float, block: Any, styles: Any
) -> PlannedParagraph | None:
    """The paragraph of a box of lines; None for one that the engine breaks."""
    try:
        paragraph: PlannedParagraph | None = box.paragraph
    except AttributeError:
        try:
            paragraph = _new_paragraph(context, box, y, block, styles)
        except Unsuitable as reason:
            left_to_engine(context.font_config)[str(reason)] += 1
            paragraph = None
        box.paragraph = paragraph
    return paragraph


def _new_paragraph(
    context: Any, box: Any, y: float, block: Any, styles: Any
) -> PlannedParagraph | None:
    style = box.style
    spacing = spacing_of(style)
    if spacing is None or style["text_align_all"] != "justify" or style["direction"] != "ltr":
        return None
    if any(styles):
        raise Unsuitable("first letter or line")
    asked = asked_of(context.font_config).lines.get(box.element, 0)
    content = Content(context, box, block, begins_beside=is_beside_float(context, y))
    return PlannedParagraph(content, spacing, asked)


def _planned(
    context: Any, paragraph: PlannedParagraph, box: Any, skip: Any, block: Any
) -> End | None:
    start = _start(box, skip, paragraph.content)
    if start is None or paragraph.is_left:
        return None
    undivided = getattr(box, "is_last_of_page", False)
    line = paragraph.line(start, block.width, box.text_indent, undivided=undivided)
    if paragraph.is_left:
        left_to_engine(context.font_config)["no lines fit"] += 1
    return line


def _start(box: Any, skip: Any, content: Content) -> Start | None:
    """Where in its content a line of a box begins."""
    begin = 0
    while skip:
        ((index, skip),) = skip.items()
        if isinstance(box, boxes.TextBox):
            if not hasattr(box, "leaf"):
                return None
            return content.next_start(box.leaf[1], index)
        if index >= len(box.children):
            return None
        box = box.children[index]
        begin = box.next_leaf
    return content.next_start(begin, 0)


def _split_inline_box(context: Any, box: Any, x: float, max_x: float, *rest: Any) -> Any:
    if getattr(box, "planned", None):
        max_x += _WIDE
    return _SPLIT_FROM(context, box, x, max_x, *rest)


def _from(children: Any, first: int) -> Iterator[Any]:
    """The children of a box from a number on, without a copy for each of many lines."""
    return (children[number] for number in range(first, len(children)))


def _split_text_box(
    context: Any, box: Any, available_width: Any, skip: int, is_line_start: bool = True
) -> Any:
    content, number = getattr(box, "leaf", (None, 0))
    if content is None or content.line is None:
        return _TEXT.original(context, box, available_width, skip, is_line_start)
    leaf, line = content.leaves[number], content.line
    if available_width is None:  # the line without the space at its end
        box.pango_layout = WordLine(box.text, leaf.words)
        return _text_box(context, box, box.text, leaf), None, False
    if leaf.text == NEWLINE:
        return _TEXT.original(context, box, available_width, skip, is_line_start)
    if number < line.leaf:
        return _text_box(context, box, leaf.data[skip:].decode(), leaf), None, False
    text = leaf.data[skip : line.end].decode()
    if line.is_hyphenated:
        text += leaf.words.hyphen
    return _text_box(context, box, text, leaf), line.resume, False


def _text_box(context: Any, box: Any, text: str, leaf: Leaf) -> Any:
    """The text of a line from one leaf; None without any."""
    if not text:
        return None
    words = leaf.words
    shown = [words.word(each) for each in words_in(text) if each]
    new = box.copy_with_text(text)
    new.pango_layout = WordLine(text, words)
    spaces = inline.count_expandable_spaces(new)
    new.width = sum([word.width for word in shown]) + spaces * words.font.width
    new.height, baseline = words.font.height, words.font.baseline
    if not all(word.is_plain for word in shown):
        *_, new.height, baseline = split_first_line(text, box.style, context, None, 0)
    new.margin_top = new.margin_bottom = (words.leading - new.height) / 2
    new.baseline = baseline + new.margin_top
    return new


_SPLIT_FROM = recompiled(
    inline.split_inline_box, {"box.children[skip:]": "children_from(box.children, skip)"},
    children_from=_from,
)  # fmt: skip
_NEXT = Replacement(inline, "get_next_linebox", _get_next_linebox)
_SPLIT = Replacement(inline, "split_inline_box", _split_inline_box)
_TEXT = Replacement(inline, "split_text_box", _split_text_box)

PATCH = Patch(
    name="breaking",
    reason="sets paragraphs in lines that were chosen together",
    replacements=(_NEXT, _SPLIT, _TEXT),
    leans_on=(
        inline.iter_line_boxes,
        inline.split_inline_level,
        inline.skip_first_whitespace,
        inline.remove_last_whitespace,
        inline.atomic_box,
        boxes.TextBox.copy_with_text,
    ),
    digest="402aaae07d6dda84f019e5768a055fa1a3574b838bd49a4b74c5577e47023bbe",
)
