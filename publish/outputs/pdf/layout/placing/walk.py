"""The lines and pictures of a page, and those outside the area that they may fill.

That is the type area, within it the cell or the column; for what is in the margin, the sheet. A
theme declares that something belongs outside the type area by placing it there: with `position:
absolute` or `fixed`, with a `transform`, or with a negative margin at a side. In a table that the
layout has turned, edges are measured as the table is read, and overlaps as the page is.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes

from publish.model.markup import FORMULA, TURNED, has_class
from publish.outputs.pdf.layout.placing.areas import (
    ANYWHERE,
    Area,
    BoxPlace,
    content_area,
    edges,
    joined,
)
from publish.outputs.pdf.layout.tagging.artifacts import POINTS, painted, real

_IN_LINE = 0.25  # em by which a picture in a line may hang out above and below, as letters do
_ABOVE = 0.5  # em that the letters of a line surely reach from its baseline
LEGIBLE = 0.8  # of the size of the text around, which a formula in a line should have at least
_BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 li dt dd td th pre caption figcaption figure table div".split()
)
SECTIONS = ("section", "aside")  # with an id
_PRINTED = (boxes.TextBox, boxes.ReplacedBox)


class Item(NamedTuple):
    """A line or picture, and what it surely covers."""

    box: Any
    place: BoxPlace
    covers: Area


class Outside(NamedTuple):
    """A line or picture outside its area: how many points, and where."""

    item: Item
    distance: float
    where: str


class PageWalk:
    """One walk over the boxes of a page."""

    def __init__(self, page: Any) -> None:
        self.items: list[Item] = []
        self.outside: list[Outside] = []
        self.small: list[tuple[Item, float]] = []  # formulas in lines, and their size
        self._sheet = Area(0, 0, page.margin_width(), page.margin_height())
        type_area = content_area(page)
        notes = [each for each in page.children if isinstance(each, boxes.FootnoteAreaBox)]
        above_notes = min((each.border_box_y() for each in notes), default=type_area.bottom)
        text = BoxPlace(type_area._replace(bottom=above_notes), "the type area")
        for child in page.children:
            if isinstance(child, boxes.MarginBox):
                area = self._sheet._replace(left=type_area.left, right=type_area.right)
                self._walk(
                    child, BoxPlace(joined(area, child), "its place", margin=child.at_keyword)
                )
            elif child in notes:
                self._walk(child, text._replace(area=type_area))
            else:
                self._walk(child, text)

    def _walk(self, box: Any, place: BoxPlace) -> None:
        box = real(box)
        if isinstance(box, boxes.LineBox):
            self._take_line(box, place)
        elif isinstance(box, boxes.ReplacedBox):
            self._take(Item(box, self._inside(box, place), edges(box)))
        elif not isinstance(box, boxes.TextBox):
            inner = self._inside(box, place)
            if isinstance(box, boxes.TableBox) and self._sticks_out(box, inner):
                return
            for child in box.children:
                self._walk(child, inner)

    def _take_line(self, line: Any, place: BoxPlace) -> None:
        shown = [each for each in line.children if isinstance(each, boxes.Box)]
        size = line.style["font_size"]
        tall = line.height > 2 * size
        inner = (each for each in shown if tall or _holds_picture(each))
        outside = [self._picture_is_outside(each, place) for each in inner]
        if not shown or any(outside):
            return
        left = min([each.position_x for each in shown])
        right = max([each.position_x + _width(each) for each in shown])
        if left == right:
            return  # a mark of the index alone in a paragraph, or another anchor
        if place.margin or right > place.area.right or left < place.area.left:
            left, right = _printed_edges(line) or (left, right)
            if planned := getattr(line, "planned", None):  # punctuation hangs in the margins
                left, right = left + planned.left, right - planned.right
        base = line.position_y + line.baseline
        self._take(Item(line, place, Area(left, base - _ABOVE * size, right, base)))

    def _picture_is_outside(self, box: Any, place: BoxPlace) -> bool:
        """Whether a picture in a part of a line is outside its area."""
        pictures = (each for each in painted(box) if isinstance(each, boxes.ReplacedBox))
        items = [Item(each, self._inside(each, place), _in_line(each)) for each in pictures]
        sizes = ((item, _size(item.box)) for item in items if has_class(item.box.element, FORMULA))
        self.small += [(item, size) for item, size in sizes if size < LEGIBLE]
        outside = [self._check(each) for each in items]
        return any(outside)

    def _take(self, item: Item) -> None:
        place = item.place
        if not place.loose:
            turned = place.turned
            self.items.append(item._replace(covers=item.covers.moved(turned)) if turned else item)
        self._check(item)

    def _sticks_out(self, table: Any, place: BoxPlace) -> bool:
        x = table.border_box_x()
        covers = Area(x, place.area.top, x + table.border_width(), place.area.top)
        if place.area.holds(covers):
            return False
        shown = table if table.element.tag == "table" else _first_picture(table) or table
        return self._check(Item(shown, self._inside(shown, place), covers))

    def _check(self, item: Item) -> bool:
        """Whether it is outside its area, which is noted."""
        area, covers = item.place.area, item.covers
        if area.holds(covers):
            return False
        by_side = {
            "left": area.left - covers.left,
            "right": covers.right - area.right,
            "top": area.top - covers.top,
            "foot": covers.bottom - area.bottom,
        }
        side, most = max(by_side.items(), key=lambda each: each[1])
        where = f"outside {item.place.name} at the {side}"
        self.outside.append(Outside(item, max(most * POINTS, 1), where))
        return True

    def _inside(self, box: Any, place: BoxPlace) -> BoxPlace:
        """The place of what is in a box."""
        element = box.element
        if element is not None and (not place.blocks or element is not place.blocks[-1]):
            if element.tag in SECTIONS and element.get("id"):
                place = place._replace(section=element.get("id", ""), blocks=(element,))
            elif element.tag in _BLOCKS or isinstance(box, boxes.ReplacedBox):
                place = place._replace(blocks=(*place.blocks, element))
        if not isinstance(box, boxes.ParentBox):
            return place
        if box.transformation_matrix:
            return self._moved(box, place)
        return self._placed(box, place)

    def _placed(self, box: Any, place: BoxPlace) -> BoxPlace:
        """The place of what is in a box that has another area than what is around it."""
        if box.style["position"] in ("absolute", "fixed"):
            return self._loose(place)
        if isinstance(box, boxes.TableCellBox):
            area = edges(box)._replace(top=place.area.top, bottom=place.area.bottom)
            return place._replace(area=area, name="its cell")
        if box.is_column:
            area = content_area(box)._replace(top=place.area.top, bottom=place.area.bottom)
            return place._replace(area=area, name="its column")
        if isinstance(box, boxes.BlockLevelBox) and (box.margin_left < 0 or box.margin_right < 0):
            return place._replace(area=joined(place.area, box))
        return place

    def _moved(self, box: Any, place: BoxPlace) -> BoxPlace:
        """The place of what is in a box with a transform, in the measures of that box."""
        matrix = box.transformation_matrix
        if box.element is not None and has_class(box.element, TURNED):
            place = place._replace(name="the turned page")
        else:
            place = self._loose(place)
        area = place.area.moved(matrix.invert) if matrix.determinant else ANYWHERE
        turned = matrix @ place.turned if place.turned else matrix
        return place._replace(area=area, turned=turned)

    def _loose(self, place: BoxPlace) -> BoxPlace:
        """That of what the theme has placed."""
        sheet = self._sheet
        if place.turned:
            sheet = sheet.moved(place.turned.invert) if place.turned.determinant else ANYWHERE
        return place._replace(area=sheet, name="the sheet", loose=True)


def _holds_picture(box: Any) -> bool:
    """Whether a part of a line is no text, or has such a part."""
    if isinstance(box, boxes.InlineBox):
        return any(map(_holds_picture, box.children))
    return not isinstance(box, boxes.TextBox)


def _in_line(picture: Any) -> Area:
    """What a picture or formula in a line surely covers."""
    area = edges(picture)
    hanging = min(_IN_LINE * picture.style["font_size"], (area.bottom - area.top) / 2)
    return area._replace(top=area.top + hanging, bottom=area.bottom - hanging)


def _size(formula: Any) -> float:
    """The size of a formula, which a narrow line makes smaller than the text around."""
    width = formula.style["width"]
    return float(formula.width / width.value) if width != "auto" and width.value else 1.0


def _width(box: Any) -> float:
    return float(box.width if isinstance(box, boxes.TextBox) else box.margin_width())


def _first_picture(box: Any) -> Any:
    """The formula of a row that is set like a table, with its number."""
    return next((each for each in painted(box) if isinstance(each, boxes.ReplacedBox)), None)


def _printed_edges(line: Any) -> tuple[float, float] | None:
    """Where the print of a line begins and ends, without the spaces at its end.

    From right to left the engine leaves the boxes around a leader where they were before it.
    """
    leaves = [each for each in painted(line) if isinstance(each, _PRINTED)]
    ends = [each.position_x + _width(each) - _hanging(each) for each in leaves]
    return (min(each.position_x for each in leaves), max(ends)) if leaves else None


def _hanging(box: Any) -> float:
    """The width of the spaces at the end of a text, which are invisible."""
    text = str(box.text) if isinstance(box, boxes.TextBox) else ""
    return float((len(text) - len(text.rstrip())) * box.style["font_size"] * 0.65)
