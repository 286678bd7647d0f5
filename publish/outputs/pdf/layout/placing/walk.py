"""The lines and pictures of a page, and those that stand outside the area that they may fill.

That is the type area, within it the cell or the column; for what is in the margin, the sheet. A
theme declares that something belongs outside the type area by placing it there: with `position:
absolute` or `fixed`, or with a negative margin at a side.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure import boxes

from publish.model.markup import TURNED, has_class
from publish.outputs.pdf.layout.tagging.artifacts import POINTS, painted, real

_TOLERANCE = 0.7  # of a CSS pixel: about half a point
_ABOVE = 0.5  # em that the letters of a line surely reach from its baseline
_BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 li dt dd td th pre caption figcaption figure table div".split()
)
_INLINE = (boxes.TextBox, boxes.InlineBox)


class Area(NamedTuple):
    """Its edges in CSS pixels from the left and the top of the page."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the area that it may fill and its name, and the elements around."""

    area: Area
    name: str
    section: str = ""
    blocks: tuple[Element, ...] = ()
    margin: str = ""  # the name of a margin box
    loose: bool = False  # placed by the theme, over other things too


@dataclass(frozen=True, slots=True)
class Item:
    """A line or picture, and what it surely covers."""

    box: Any
    place: Place
    covers: Area


@dataclass(frozen=True, slots=True)
class Outside:
    """A line or picture outside its area: how many points, and where."""

    item: Item
    distance: float
    where: str


class PageWalk:
    """One walk over the boxes of a page."""

    def __init__(self, page: Any) -> None:
        self.items: list[Item] = []
        self.outside: list[Outside] = []
        self._sheet = Area(0, 0, page.margin_width(), page.margin_height())
        type_area = _content_area(page)
        notes = [each for each in page.children if isinstance(each, boxes.FootnoteAreaBox)]
        above_notes = min((each.border_box_y() for each in notes), default=type_area.bottom)
        text = Place(type_area._replace(bottom=above_notes), "the type area")
        for child in page.children:
            if isinstance(child, boxes.MarginBox):
                area = self._sheet._replace(left=type_area.left, right=type_area.right)
                self._walk(child, Place(_joined(area, child), "its place", margin=child.at_keyword))
            elif child in notes:
                self._walk(child, replace(text, area=type_area))
            else:
                self._walk(child, text)

    def _walk(self, box: Any, place: Place) -> None:
        box = real(box)
        if isinstance(box, boxes.LineBox):
            self._take_line(box, place)
        elif isinstance(box, boxes.ReplacedBox):
            covers = _edges(box)
            self._take(Item(box, self._inside(box, place), covers))
        elif not isinstance(box, boxes.TextBox):
            inner = self._inside(box, place)
            if isinstance(box, boxes.TableBox) and self._sticks_out(box, inner):
                return
            for child in box.children:
                self._walk(child, inner)

    def _take_line(self, line: Any, place: Place) -> None:
        tall = line.height > 2 * line.style["font_size"]
        inner = (each for each in line.children if tall or not isinstance(each, _INLINE))
        outside = [self._picture_is_outside(each, place) for each in inner]
        if any(outside):
            return
        shown = [each for each in line.children if isinstance(each, boxes.Box)]
        if shown:
            left = min(each.position_x for each in shown)
            right = max(each.position_x + _width(each) for each in shown)
            base = line.position_y + line.baseline
            top = base - _ABOVE * line.style["font_size"]
            self._take(Item(line, place, Area(left, top, right - _hanging(shown[-1]), base)))

    def _picture_is_outside(self, box: Any, place: Place) -> bool:
        """Whether a picture in a part of a line is outside its area."""
        pictures = (each for each in painted(box) if isinstance(each, boxes.ReplacedBox))
        items = [Item(each, self._inside(each, place), _edges(each)) for each in pictures]
        outside = [self._check(each) for each in items]
        return any(outside)

    def _take(self, item: Item) -> None:
        if not item.place.loose:
            self.items.append(item)
        self._check(item)

    def _sticks_out(self, table: Any, place: Place) -> bool:
        x = table.border_box_x()
        covers = Area(x, place.area.top, x + table.border_width(), place.area.top)
        shown = table if table.element.tag == "table" else _first_picture(table) or table
        return self._check(Item(shown, self._inside(shown, place), covers))

    def _check(self, item: Item) -> bool:
        area, covers = item.place.area, item.covers
        if (
            covers.right <= area.right + _TOLERANCE
            and covers.left >= area.left - _TOLERANCE
            and covers.bottom <= area.bottom + _TOLERANCE
            and covers.top >= area.top - _TOLERANCE
        ):
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

    def _inside(self, box: Any, place: Place) -> Place:
        """The place of what is in a box."""
        element = box.element
        if element is not None and (not place.blocks or element is not place.blocks[-1]):
            if element.tag in ("section", "aside") and element.get("id"):
                place = replace(place, section=element.get("id", ""), blocks=(element,))
            elif element.tag in _BLOCKS or isinstance(box, boxes.ReplacedBox):
                place = replace(place, blocks=(*place.blocks, element))
        if not isinstance(box, boxes.ParentBox):
            return place
        if box.style["position"] in ("absolute", "fixed"):
            return replace(place, area=self._sheet, name="the sheet", loose=True)
        if isinstance(box, boxes.TableCellBox):
            area = _edges(box)._replace(top=place.area.top, bottom=place.area.bottom)
            return replace(place, area=area, name="its cell")
        if box.is_column:
            area = _content_area(box)._replace(top=place.area.top, bottom=place.area.bottom)
            return replace(place, area=area, name="its column")
        if box.style["transform"]:
            return _turned(box, place)
        if isinstance(box, boxes.BlockLevelBox) and (box.margin_left < 0 or box.margin_right < 0):
            return replace(place, area=_joined(place.area, box))
        return place


def _turned(box: Any, place: Place) -> Place:
    """The place of what is in a block that is turned: the page on its side, or anywhere."""
    if box.element is None or not has_class(box.element, TURNED):
        return replace(place, area=Area(*_FAR), loose=True)
    own, measure = _content_area(box), place.area.right - place.area.left
    area = own._replace(bottom=own.top + measure)
    return replace(place, area=area, name="the turned page", loose=True)


_FAR = (float("-inf"), float("-inf"), float("inf"), float("inf"))


def _content_area(box: Any) -> Area:
    x, y = box.content_box_x(), box.content_box_y()
    return Area(x, y, x + box.width, y + box.height)


def _edges(box: Any) -> Area:
    """The outer edges of a box with its margins, which are negative where a drawing is padded."""
    x, y = box.position_x, box.position_y
    if isinstance(box, boxes.ReplacedBox):
        return Area(x, y, x + box.margin_width(), y + box.margin_height())
    x, y = box.border_box_x(), box.border_box_y()
    return Area(x, y, x + box.border_width(), y + box.border_height())


def _joined(area: Area, box: Any) -> Area:
    """An area, made as wide as a box."""
    x = box.border_box_x()
    return area._replace(left=min(area.left, x), right=max(area.right, x + box.border_width()))


def _width(box: Any) -> float:
    return float(box.width if isinstance(box, boxes.TextBox) else box.margin_width())


def _first_picture(box: Any) -> Any:
    """The formula of a row that is set like a table, with its number."""
    return next((each for each in painted(box) if isinstance(each, boxes.ReplacedBox)), None)


def _hanging(box: Any) -> float:
    """The width of spaces at the end of a line, which nobody sees."""
    texts = [each for each in painted(box) if isinstance(each, boxes.TextBox)]
    text = str(texts[-1].text) if texts else ""
    return float((len(text) - len(text.rstrip())) * box.style["font_size"] * 0.65)
