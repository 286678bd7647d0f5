"""Breaks notes at the foot of a page, and moves lines rather than notes to the next page.

WeasyPrint 70 never breaks a note, and to fit a second line on a page it moves the note of a line
above to the next one: here it moves the lines. A note for which the page lacks the room is laid out
as far as it goes, as any block is; what is left is a copy of its box that begins at that place, the
first note of the next page. A page of nothing but notes keeps its head and folio. Where what was
moved to the head of a page leaves no room for a line, the paragraph goes on overleaf, and with it
all that follows.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes, build
from weasyprint.layout import LayoutContext, block, page
from weasyprint.layout.block import block_level_layout
from weasyprint.text.line_break import strut

from publish.outputs.pdf.layout.compose.asked import asked_of
from publish.outputs.pdf.layout.engine.float_heads import place_at_head
from publish.outputs.pdf.layout.patch import Patch, Replacement
from publish.outputs.pdf.layout.recompiled import recompiled

_KNOWN = "heights_of_notes"  # an attribute of the engine's context
_LAST = "notes_measured_last"  # another one
_EXACT = 0.01  # pixels: sums of the same heights in another order differ by less
_MOST = 0.75  # of the height of a page, for broken notes beside text

_LINES = {
    "report = not context.in_column and can_break_now and not could_break_before": "report = False",
    "context.layout_footnote(footnote)": (
        "context.layout_footnote(footnote, new_position_y + offset_y + bottom_space)"
    ),
    "                    context.reported_footnotes or\n": "",
}
_PAGE = {
    "context.reported_footnotes = reported_footnotes[i:]": (
        "context.reported_footnotes += reported_footnotes[i + 1:]"
    ),
    "    # Display in-flow content.\n": (
        "    heads = place_at_head(context, page, root_box, resume_at, positioned_boxes)\n"
        "    page_is_empty = page_is_empty and not heads\n"
    ),
    "        context, root_box, 0, resume_at,": (
        "        context, root_box, height_left_free(context, root_box), resume_at,"
    ),
    "    root_box.children = out_of_flow_boxes": (
        "    root_box.children = heads + out_of_flow_boxes"
    ),
    "    if not root_box:\n": (
        "    if root_box and reported_footnotes and runs_into_notes(context, root_box):\n"
        "        root_box = without_text(\n"
        "            context, root_box, initial_root_box, page, positioned_boxes)\n"
        "        resume_at = initial_resume_at\n"
        "        next_page = {'break': 'any', 'page': page_type.name}\n"
        "    if not root_box:\n"
    ),
    "            box, parent = box.children[skip], box\n": (
        "            box.children = box.children[:skip + 1]\n"
        "            box, parent = box.children[skip], box\n"
        "            if isinstance(box, boxes.LineBox):\n"
        "                break\n"
    ),
    "footnote_area = build.create_anonymous_boxes(footnote_area.deepcopy())": "",
    "footnote_area = block_level_layout(\n"
    "        context, footnote_area, bottom_space=-inf, skip_stack=None,\n"
    "        containing_block=footnote_area.page, page_is_empty=True,\n"
    "        absolute_boxes=positioned_boxes, fixed_boxes=positioned_boxes)[0]": (
        "footnote_area = notes_of_page(context, footnote_area, positioned_boxes)"
    ),
}
_NAME = "    name = _update_page_groups(page_groups, resume_at, next_page, root_box, blank)\n"
_NAME_OF_PAGE = {
    _NAME: (
        "    named = page_groups[-1:]\n" + _NAME + "    if blank and context.reported_footnotes:\n"
        "        blank = 'notes'\n"
        "        page_groups[:] = [[name, index + 1, at] for name, index, at in named]\n"
        "        name = named[0][0] if named else name\n"
    )
}


def _lay_out_notes(context: Any, area: Any, absolute_boxes: list[Any]) -> tuple[Any, Any]:
    """The notes of a page within their room, and where the next page goes on with them."""
    begin = getattr(area.children[0], "begin", None) if area.children else None
    bottom_space = context.page_bottom - area.position_y - getattr(area, "room", inf)
    laid_out, rest, *_ = block_level_layout(
        context,
        build.create_anonymous_boxes(area.deepcopy()),
        bottom_space,
        begin and {0: begin},
        area.page,
        begin is not None or bottom_space == -inf,
        absolute_boxes,
        absolute_boxes,
    )
    if laid_out is not None:  # the first block's margin has moved it down
        laid_out.translate(dy=area.position_y - laid_out.position_y)
    return laid_out, rest


class _Measured(NamedTuple):
    """Whole notes in the area of a page, laid out to be measured, with nothing around them."""

    area: Any
    notes: tuple[Any, ...]
    laid_out: Any


def _notes_of_page(context: Any, area: Any, absolute_boxes: list[Any]) -> Any:
    """The notes of a page that has its text: those that were measured last, or laid out anew."""
    last: _Measured | None = vars(context).pop(_LAST, None)
    if last and last[:2] == (area, tuple(area.children)) and not context.excluded_shapes:
        return last.laid_out
    return _lay_out_notes(context, area, absolute_boxes)[0]


def _layout_footnote(context: Any, note: Any, foot: float | None = None) -> bool:
    """Add a note to a page; whether it overflows the page, or begins on the next one.

    `foot` is where the line of its call ends, None for a note that goes on from the page before.
    """
    context.footnotes.remove(note)
    context.current_page_footnotes.append(note)
    overflows = context._update_footnote_area()
    if context.reported_footnotes or context.in_column:
        return bool(context.reported_footnotes or overflows)
    area = context.current_footnote_area
    most = area.page.height * (1 if area.page.page_type.blank else _MOST)
    room = most if foot is None else area.position_y - foot
    fits = not overflows and not context.overflows(room, area.margin_height())
    return not fits and not _break(context, note, min(room, most))


def _break(context: Any, note: Any, room: float) -> bool:
    """Break the last note of a page, if lines of it fit into the room."""
    area = context.current_footnote_area
    area.room = room
    laid_out, rest = _lay_out_notes(context, area, [])
    has_lines = laid_out is not None and any(_lines(laid_out.children[-1]))
    begin = rest.get(len(area.children) - 1) if rest and has_lines else None
    if begin:
        going_on = note.copy()
        going_on.begin, going_on.broken_from = begin, note
        context.reported_footnotes.append(going_on)
    else:
        area.room = inf
    context._update_footnote_area()
    return bool(begin)


def _unlayout_footnote(context: Any, note: Any) -> None:
    """Take a note, with what the next page has of it, from the page."""
    if note in context.footnotes:
        return
    context.footnotes.append(note)
    _forget_rest(context, note)
    for notes in (context.current_page_footnotes, context.reported_footnotes):
        if note in notes:
            notes.remove(note)
    context._update_footnote_area()


def _report_footnote(context: Any, note: Any) -> None:
    """Leave a whole note to the next page."""
    _forget_rest(context, note)
    context.current_page_footnotes.remove(note)
    context.reported_footnotes.append(note)
    context._update_footnote_area()


def _forget_rest(context: Any, note: Any) -> None:
    for other in list(context.reported_footnotes):
        if getattr(other, "broken_from", None) is note:
            context.reported_footnotes.remove(other)
            context.current_footnote_area.room = inf


class _Heights(NamedTuple):
    """The height of the notes of a page, and whether they overflow it."""

    height: float
    overflow: bool


def _update_footnote_area(context: Any) -> bool:
    """Lay out the notes of the page and set where its text ends; whether they overflow."""
    area = context.current_footnote_area
    if area.height != "auto" and not context.in_column:
        context.page_bottom += area.margin_height()
    area.children = context.current_page_footnotes
    area.height, overflow = _heights(context, area) if area.children else _Heights(0, False)
    if not context.in_column:
        context.page_bottom -= area.margin_height()
    return overflow


def _heights(context: Any, area: Any) -> _Heights:
    """Those of the notes in the area, which a page asks for again with each line of its text."""
    if getattr(area, "room", inf) != inf or hasattr(area.children[0], "begin"):
        heights = _measured(context, area)
        setattr(context, _LAST, None)
        return heights
    known = vars(context).setdefault(_KNOWN, {})
    key = (*area.children, area.page.page_type, area.page.width)
    if key not in known:
        known[key] = _measured(context, area)
    found: _Heights = known[key]
    return found


def _measured(context: Any, area: Any) -> _Heights:
    area.height = 0
    absolute_boxes: list[Any] = []
    laid_out, _ = _lay_out_notes(context, area, absolute_boxes)
    in_text = context.in_column or len(context._excluded_shapes_root_boxes) > 1
    is_alone = not (in_text or context.excluded_shapes or absolute_boxes)
    measured = _Measured(area, tuple(area.children), laid_out) if is_alone else None
    setattr(context, _LAST, measured)
    last = laid_out.children[-1]
    foot = last.position_y + last.margin_height() - last.margin_bottom
    end = laid_out.position_y + laid_out.margin_height() - laid_out.margin_bottom
    return _Heights(laid_out.height, foot > end + _EXACT)


def _runs_into_notes(context: Any, root: Any) -> bool:
    """Whether the text of a page, which has at least one block, needs the place of its notes."""
    tables = (box for box in root.descendants() if isinstance(box, boxes.TableBox))
    return any(map(_lacks_head, tables)) or any(
        context.overflows_page(0, line.position_y + line.height) for line in _lines(root)
    )


def _lacks_head(table: Any) -> bool:
    """Whether the engine has left out the head of a table, to fit a row with it on the page."""
    shown = {box.element for box in table.descendants()}
    head, row = table.element.find("thead"), table.element.find("tbody/tr")
    return head is not None and head not in shown and row in shown


def _lines(box: Any) -> Iterator[Any]:
    """The lines and images in a box, but for the empty line that the engine begins a note with."""
    kinds = boxes.LineBox | boxes.ReplacedBox
    return (each for each in box.descendants() if isinstance(each, kinds) and each.height)


def _without_text(
    context: Any, root: Any, initial_root: Any, page_box: Any, absolute_boxes: list[Any]
) -> Any:
    """The root of a page that leaves its text to the next page, since its notes need the place."""
    block.remove_placeholders(context, [root], absolute_boxes, absolute_boxes)
    empty = initial_root.copy_with_children([])
    return block_level_layout(
        context, empty, 0, None, page_box, True, absolute_boxes, absolute_boxes
    )[0]


def height_of_notes(context: Any, notes: list[Any]) -> float:
    """The height that some notes would take at the foot of the page, without any other."""
    if not notes:
        return 0.0
    area = context.current_footnote_area.copy()
    area.children, area.room = notes, inf
    laid_out, _ = _lay_out_notes(context, area, [])
    return float(laid_out.margin_height())


def _height_left_free(context: Any, root: Any) -> float:
    """The height of the lines that a page is asked to leave to the next one."""
    lines = asked_of(context.font_config).free.get((root.element, context.current_page), 0)
    return float(lines * strut(root.style)[0])


_OWN = {
    "height_left_free": _height_left_free,
    "notes_of_page": _notes_of_page,
    "place_at_head": place_at_head,
    "runs_into_notes": _runs_into_notes,
    "without_text": _without_text,
}

PATCH = Patch(
    name="note_area",
    reason="breaks long notes, and moves lines to the next page rather than notes",
    replacements=(
        Replacement(block, "_linebox_layout", recompiled(block._linebox_layout, _LINES)),
        Replacement(page, "make_page", recompiled(page.make_page, _PAGE, **_OWN)),
        Replacement(page, "remake_page", recompiled(page.remake_page, _NAME_OF_PAGE)),
        Replacement(LayoutContext, "layout_footnote", _layout_footnote),
        Replacement(LayoutContext, "unlayout_footnote", _unlayout_footnote),
        Replacement(LayoutContext, "report_footnote", _report_footnote),
        Replacement(LayoutContext, "_update_footnote_area", _update_footnote_area),
    ),
    digest="a3f0e89d83d49a7ad3880ec553819ff2fe5e312843a4488d6054a0c26a52d2ea",
)
