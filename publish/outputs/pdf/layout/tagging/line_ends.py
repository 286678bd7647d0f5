"""Numbers the boxes of a document, and notes what the breaking of lines drops or adds.

Boxes are created in the order of the source, and copies keep what is noted on them: the number of a
box is its place in the text, wherever the layout sets it. Where a line ends, the engine drops the
space between two words, or adds a hyphen; here that is noted on the last box of the line.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import count
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from publish.outputs.pdf.layout.patch import Patch, Replacement

# What the end of a line dropped or added; LINE is the end of a line that the source has as well.
SPACE, LINE, HYPHEN, NOTHING = "space", "line", "hyphen", "nothing"
_PRESERVED = (
    "pre",
    "pre-wrap",
    "break-spaces",
)  # how white space is set whose lines are the source's

_places = count()
_dropped: set[int] = set()  # places of boxes whose first space is dropped at a line start


def place(box: Any) -> int:
    """The place of a box in the source, among all of its document."""
    return int(box.place)


def line_end(box: Any) -> str:
    """What the end of the line dropped from a box of text or added to it; "" where none ends."""
    return str(getattr(box, "line_end", ""))


def _init_box(self: Any, *args: Any, **options: Any) -> None:
    _BOX.original(self, *args, **options)
    self.place = next(_places)


def _init_text_box(self: Any, tag: str, style: Any, element: Any, text: str) -> None:
    _TEXT_BOX.original(self, tag, style, element, text)
    self.began_blank = text[:1].isspace()


def _split_text_box(
    context: Any, box: Any, available_width: Any, skip: int, is_line_start: bool = True
) -> Any:
    split = _SPLIT.original(context, box, available_width, skip, is_line_start)
    new, resume, preserved = split
    if resume is not None:
        if new is not None:
            taken = box.text.encode()[skip or 0 : resume]
            new.line_end = _end_of(new, taken, preserved)
        elif not skip:
            _dropped.add(box.place)
    elif new is not None and box.text.endswith(" ") and not new.text.endswith(" "):
        new.line_end = SPACE
    return split


def _end_of(box: Any, taken: bytes, preserved: bool) -> str:
    if preserved or taken.endswith(b" "):
        return _separator(box) if preserved else SPACE
    hyphen = str(box.style["hyphenate_character"])
    added = box.text.endswith(hyphen) and not taken.endswith(hyphen.encode())
    return HYPHEN if added else NOTHING


def _separator(box: Any) -> str:
    """What separates the text of a box from that of the next line of the source."""
    return LINE if box.style["white_space"] in _PRESERVED else SPACE


def _remove_last_whitespace(context: Any, line: Any) -> None:
    box, ancestors = line, []
    while isinstance(box, boxes.LineBox | boxes.InlineBox) and box.children:
        ancestors.append(box)
        box = box.children[-1]
    if not isinstance(box, boxes.TextBox):  # such as one that is placed elsewhere, without a width
        return
    before, width = box.text, box.width
    _REMOVE_LAST.original(context, line)
    if box.text != before:
        box.line_end = SPACE
        _close_gap(context, box, ancestors, width - box.width)


def _close_gap(context: Any, box: Any, ancestors: list[Any], space: float) -> None:
    """Let what stands beside the end of a line close up to it, without the space there.

    The end is at the left of an element that runs from right to left: all that is before it moves.
    The engine moves the whole line by the space at the left of a text from right to left, since it
    draws it; it is drawn without here.
    """
    if box.pango_layout.first_line_direction % 2:
        for child in ancestors[0].children:
            child.translate(dx=space, ignore_floats=True)
        if box.text:  # else a space between two elements
            trimmed, _, _ = _SPLIT.original(context, box, None, 0)
            box.pango_layout = trimmed.pango_layout
    for each in ancestors:
        if each.style["direction"] == "rtl":
            for child in each.children[:-1]:
                child.translate(dx=-space, ignore_floats=True)


def _skip_first_whitespace(box: Any, skip_stack: Any) -> Any:
    skipped = _SKIP_FIRST.original(box, skip_stack)
    if isinstance(box, boxes.TextBox) and isinstance(skipped, dict):
        (position,) = skipped
        if position and not any(skip_stack or ()):
            _dropped.add(box.place)
    return skipped


class LostSpaces:
    """Finds where a space between two boxes of text was lost, and notes it on the first of them.

    Boxes come in the order of the source; the text of a note is separate from that around it.
    """

    def __init__(self) -> None:
        self._dropped = sorted(_dropped)
        _dropped.clear()
        self._last: dict[Any, tuple[Any, Any, Any]] = {}  # by note: box, its element and its block

    def add(self, note: Any, box: Any, owner: Any, block: Any) -> None:
        """Take the next box of text, the structure element that it belongs to, and its block."""
        if note in self._last:
            before, last_owner, last_block = self._last[note]
            if last_owner is owner and last_block is not block:
                before.line_end = _separator(before)
            elif self._is_lost(before, box):
                before.line_end = SPACE
        self._last[note] = box, owner, block

    def separate(self, note: Any) -> None:
        """Note that something between the last box and the next, such as a leader, is a space."""
        if note in self._last:
            self._last[note][0].line_end = SPACE

    def _is_lost(self, before: Any, box: Any) -> bool:
        if line_end(before):
            return False
        is_other = box.place != before.place
        if is_other and box.began_blank and not box.text.startswith(" "):
            return True
        if box.text.startswith(" "):
            return False  # what was dropped in a line that was set anew
        low, high = (bisect_right(self._dropped, each.place) for each in (before, box))
        return low < high


_BOX = Replacement(boxes.Box, "__init__", _init_box)
_TEXT_BOX = Replacement(boxes.TextBox, "__init__", _init_text_box)
_SPLIT = Replacement(inline, "split_text_box", _split_text_box)
_REMOVE_LAST = Replacement(inline, "remove_last_whitespace", _remove_last_whitespace)
_SKIP_FIRST = Replacement(inline, "skip_first_whitespace", _skip_first_whitespace)

PATCH = Patch(
    name="line_ends",
    reason=(
        "notes the order of boxes in the source, and the spaces and hyphens at line ends; draws "
        "lines from right to left without the space at their end"
    ),
    replacements=(_BOX, _TEXT_BOX, _SPLIT, _REMOVE_LAST, _SKIP_FIRST),
    leans_on=(boxes.Box.copy, boxes.TextBox.copy_with_text),
    digest="53d9e07d6bcfe10b3dd6ae4fc87e8c2a1a771b79fe46c949582040a1da8aa1c5",
)
