"""Moves numbered figures, tables and listings to the head of the next page, where they leave a gap.

WeasyPrint 70 has no floats of the page. Where a block that may move does not fit on a page and
would leave a gap, it is passed over: the text after it fills the page, and it stands at the head of
the next one. The structure tree, which follows the elements, has it in its place. The order of the
numbers is kept, and no block comes below the heading of the next section: a page after which one
would is laid out again, with the block where it is in the text. A heading above a block does not
keep it, since it has the text below that to stand with.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from weasyprint.layout import block, page

from publish.outputs.pdf.layout.engine.float_heads import heads_of
from publish.outputs.pdf.layout.engine.float_page import PageFloats, height_below, leaves_gap
from publish.outputs.pdf.layout.engine.float_units import Path, Unit, units_of
from publish.outputs.pdf.layout.engine.register import HEADINGS
from publish.outputs.pdf.layout.engine.soft_keeps import softened
from publish.outputs.pdf.layout.patch import Patch, Replacement

_PAGE_FLOATS = "page_floats"  # an attribute of the engine's context
_FIXED = "fixed_floats"  # another one
_LISTS = ("footnotes", "reported_footnotes")  # of the context, which a page changes
_Page = tuple[Any, Any, Any]


def _make_page(
    context: Any, root: Any, page_type: Any, resume_at: Any, number: int, state: Any
) -> _Page:
    units = units_of(context, root)
    if not units or page_type.blank:
        return _PAGE.original(context, root, page_type, resume_at, number, state)  # type: ignore[no-any-return]
    before = _Before(context, number, state)
    fixed: set[Unit] = vars(context).setdefault(_FIXED, set())
    while True:
        floats = context.page_floats = PageFloats(units, fixed)
        made: _Page = _PAGE.original(context, root, page_type, resume_at, number, state)
        end = _path(made[1])
        left = floats.left_before(end)
        if not left or (not floats.is_disordered and _stay_in_section(left, end, made[2])):
            _leave(context, number + 1, left)
            for unit in left:
                unit.is_moved = True
            return made
        fixed.add(left[0] if floats.is_disordered else left[-1])
        before.restore()


def _path(resume_at: Any) -> Path | None:
    """The place where the next page begins; None at the end of the document."""
    path = []
    while resume_at:
        number, resume_at = next(iter(resume_at.items()))
        path.append(number)
    return tuple(path) or None


def _stay_in_section(units: list[Unit], end: Path | None, next_page: Any) -> bool:
    """Whether the next page begins in the sections of some units, or where they end.

    It has no break of its own.
    """
    if end is None or next_page["break"] != "any":
        return False
    return all(_goes_on(unit, end) or _ends_page(unit, end) for unit in units)


def _goes_on(unit: Unit, end: Path) -> bool:
    """Whether the section of a unit goes on after a page that ends at a place."""
    return end[: len(unit.path) - 1] == unit.path[:-1]


def _ends_page(unit: Unit, end: Path) -> bool:
    """Whether a page ends where the section of a unit does."""
    after = unit.next_section
    return bool(after) and end[: len(after)] == after and not any(end[len(after) :])


def _leave(context: Any, number: int, units: list[Unit]) -> None:
    """Leave units to a page, which is made again if it had others."""
    heads = heads_of(context)
    if heads.get(number, []) != units:
        heads[number] = units
        if number <= len(context.page_maker):
            context.page_maker[number - 1][-1]["content_changed"] = True


class _Before:
    """What the context has before a page is made, which is made again from there."""

    def __init__(self, context: Any, number: int, state: Any) -> None:
        self._context, self._number, self._state = context, number, state
        self._counters = deepcopy(state[:3])
        self._lists = {name: list(getattr(context, name)) for name in _LISTS}
        self._out_of_flow = dict(context.broken_out_of_flow)

    def restore(self) -> None:
        """Bring it all back."""
        context = self._context
        for name, values in self._lists.items():
            setattr(context, name, list(values))
        context.broken_out_of_flow = dict(self._out_of_flow)
        for elements in context.running_elements.values():
            elements.pop(self._number, None)
        for now, then in zip(self._state[:3], deepcopy(self._counters), strict=True):
            now.clear()
            (now.update if isinstance(now, dict) else now.extend)(then)


def _in_flow_layout(
    context: Any, box: Any, index: int, child: Any, new_children: list[Any], page_is_empty: bool,
    absolute_boxes: Any, fixed_boxes: Any, margins: list[float], bottom_space: float, y: float,
    skip: Any, first_letter: Any, first_line: Any, discard: bool, next_page: Any, max_lines: Any,
) -> Any:  # fmt: skip
    floats: PageFloats | None = getattr(context, _PAGE_FLOATS, None)
    unit = floats.units.of(child) if floats and not context.in_column else None
    child = floats.units.as_set(child, floats.passed) if floats and unit is None else child

    def lay_out(child: Any, space: float = 0, margins: list[float] = margins) -> Any:
        return _IN_FLOW.original(
            context, box, index, child, new_children, page_is_empty, absolute_boxes, fixed_boxes,
            margins, bottom_space + space, y, skip, first_letter, first_line, discard, next_page,
            max_lines,
        )  # fmt: skip

    if floats is not None and unit is not None and skip is None:
        passed_over = False, False, None, y, margins, next_page, new_children, max_lines
        room = context.page_bottom - bottom_space - y
        if unit in floats.passed:
            return passed_over
        if child is not unit.boxes[0] or not _may_leave(context, new_children, child):
            floats.is_disordered |= floats.is_after(unit)
        elif floats.is_after(unit):
            if floats.passes(context, unit):
                return passed_over
            floats.is_disordered = True
        elif unit.may_move and leaves_gap(unit, room):
            laid_out = lay_out(child, height_below(context, unit), list(margins))
            is_given_up, _, goes_on_at, *_ = laid_out
            if not is_given_up and goes_on_at != {index: None}:
                return laid_out
            if floats.passes(context, unit):
                return passed_over
    return lay_out(softened(context, box, new_children, child, bottom_space))


def _may_leave(context: Any, above: list[Any], child: Any) -> bool:
    """Whether a box is not kept with what is above it in its section, but for a heading."""
    last = block.find_last_class_a_break_point_child(above)
    if last is None:
        return False
    return last.element_tag in HEADINGS or not block.avoid_page_break(
        block.block_level_page_break(last, child), context
    )


_PAGE = Replacement(page, "make_page", _make_page)
_IN_FLOW = Replacement(block, "_in_flow_layout", _in_flow_layout)

PATCH = Patch(
    name="floats",
    reason="moves what would leave a gap to the head of the next page",
    replacements=(_PAGE, _IN_FLOW),
    leans_on=(block.block_container_layout, block.find_earlier_page_break, page.remake_page),
    digest="3028d9ede610d6978e360248f63d1d706c7dc9485d2e549b6e211b834d4f9680",
)
