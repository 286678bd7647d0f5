"""Numbers the boxes of a document, and keeps what the breaking of lines takes away.

Boxes are made in the order of the source, and copies keep what is noted on them: the number of a
box tells where it stands in the text, wherever the layout sets it. Where a line ends, the engine
drops the space that parts two words, or adds a hyphen; here it is noted on the last box of a line.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import count
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

# What the end of a line took or added; LINE is the end of a line that the source has as well.
SPACE, LINE, HYPHEN, NOTHING = "space", "line", "hyphen", "nothing"
_KEPT = ("pre", "pre-wrap", "break-spaces")  # how white space is set whose lines are the source's

_engine: dict[str, Callable[..., Any]] = {}
_places = count()
_dropped: set[int] = set()  # boxes of text that began with a space where a line begins


def install() -> None:
    """Number boxes and watch the breaking of lines; the cures of the engine come first."""
    if _engine:
        return
    _engine.update(box=boxes.Box.__init__, text=boxes.TextBox.__init__)
    for name, ours in (
        ("split_text_box", _split_text_box),
        ("remove_last_whitespace", _remove_last_whitespace),
        ("skip_first_whitespace", _skip_first_whitespace),
    ):
        _engine[name] = getattr(inline, name)
        setattr(inline, name, ours)
    boxes.Box.__init__ = _init_box
    boxes.TextBox.__init__ = _init_text_box


def place(box: Any) -> int:
    """Where a box stands in the source, among all of its document."""
    return int(box.place)


def line_end(box: Any) -> str:
    """What the end of the line took from a box of text or added to it; "" where none ended."""
    return str(getattr(box, "line_end", ""))


def _init_box(self: Any, *args: Any, **options: Any) -> None:
    _engine["box"](self, *args, **options)
    self.place = next(_places)


def _init_text_box(self: Any, tag: str, style: Any, element: Any, text: str) -> None:
    _engine["text"](self, tag, style, element, text)
    self.began_blank = text[:1].isspace()


def _split_text_box(
    context: Any, box: Any, available_width: Any, skip: int, is_line_start: bool = True
) -> Any:
    found = _engine["split_text_box"](context, box, available_width, skip, is_line_start)
    new, resume, preserved = found
    if resume is not None:
        if new is not None:
            taken = box.text.encode()[skip or 0 : resume]
            new.line_end = _ended(new, taken, preserved)
        elif not skip:
            _dropped.add(box.place)
    elif new is not None and box.text.endswith(" ") and not new.text.endswith(" "):
        new.line_end = SPACE
    return found


def _ended(box: Any, taken: bytes, preserved: bool) -> str:
    if preserved or taken.endswith(b" "):
        return _parting(box) if preserved else SPACE
    hyphen = str(box.style["hyphenate_character"])
    added = box.text.endswith(hyphen) and not taken.endswith(hyphen.encode())
    return HYPHEN if added else NOTHING


def _parting(box: Any) -> str:
    """What parts the text of a box from that of another line of the source."""
    return LINE if box.style["white_space"] in _KEPT else SPACE


def _remove_last_whitespace(context: Any, line: Any) -> None:
    box = line
    while isinstance(box, boxes.LineBox | boxes.InlineBox) and box.children:
        box = box.children[-1]
    before = getattr(box, "text", None)
    _engine["remove_last_whitespace"](context, line)
    if before is not None and box.text != before:
        box.line_end = SPACE


def _skip_first_whitespace(box: Any, skip_stack: Any) -> Any:
    found = _engine["skip_first_whitespace"](box, skip_stack)
    if isinstance(box, boxes.TextBox) and isinstance(found, dict):
        (behind,) = found
        if behind and not any(skip_stack or ()):
            _dropped.add(box.place)
    return found


class Words:
    """Finds where a space between two boxes of text was lost, and notes it on the first of them.

    Boxes come in the order of the source; the text of a note stands apart from that around it.
    """

    def __init__(self) -> None:
        self._dropped = sorted(_dropped)
        _dropped.clear()
        self._last: dict[Any, tuple[Any, Any, Any]] = {}  # by note: box, its node and its block

    def add(self, note: Any, box: Any, node: Any, block: Any) -> None:
        """The next box of text, the structure element that it belongs to, and its block."""
        if note in self._last:
            before, owner, around = self._last[note]
            if owner is node and around is not block:
                before.line_end = _parting(before)
            elif self._lost(before, box):
                before.line_end = SPACE
        self._last[note] = box, node, block

    def part(self, note: Any) -> None:
        """What stands between the last box and the next, such as a leader, parts words."""
        if note in self._last:
            self._last[note][0].line_end = SPACE

    def _lost(self, before: Any, box: Any) -> bool:
        if line_end(before):
            return False
        apart = box.place != before.place
        if apart and box.began_blank and not box.text.startswith(" "):
            return True
        low, high = (bisect_right(self._dropped, each.place) for each in (before, box))
        return low < high
