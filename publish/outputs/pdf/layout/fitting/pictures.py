"""Pictures as large as a page less what is with them: their caption, the credit, a stop."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from publish.model.markup import FORMULA, has_class
from publish.outputs.pdf.layout.fitting.measured import TOLERANCE, MeasuredBoxes, add_style

_STEP = 0.97  # at most of the size before, since margins at the edges of a page are not measured
_IN_TABLE = 0.8  # of a page: the rest is for caption and head of the table
_LEAST = 0.5  # of the width before: what is wider beside a picture is not its fault
_LINE = 0.98  # of a page: a line is a little higher than the picture in it


def fit_pictures(measured: MeasuredBoxes) -> bool:
    """Limit the height of each picture that is too tall; returns whether there were any."""
    changed = False
    for figure in list(measured.elements("figure")):
        changed |= _fit_figure(figure, measured)
    for picture in list(measured.elements("img")):
        changed |= _fit_alone(picture, measured)
        changed |= _fit_in_line(picture, measured)
    return changed


def _fit_figure(figure: Element, measured: MeasuredBoxes) -> bool:
    pictures = [each for each in figure.iter("img") if _is_picture(each, measured)]
    parts = measured.boxes_of(figure)
    height = sum(box.border_height() for box in parts)
    if not pictures or (len(parts) == 1 and height <= measured.page_height + TOLERANCE):
        return False
    margins = max(box.margin_top + box.margin_bottom for box in parts)
    notes = measured.height_of_notes(figure)
    shown = sum(_rows(pictures, measured))
    beside = max(height - shown, measured.height_of(figure, "figcaption"))
    room = measured.page_height - margins - notes - beside
    if room <= 0 or shown <= 0:
        return False  # the caption alone fills the page
    factor = min(room / shown, _STEP)
    for picture in pictures:
        _limit(picture, factor * max(box.height for box in measured.boxes_of(picture)))
    return True


def _rows(pictures: list[Element], measured: MeasuredBoxes) -> list[float]:
    """The heights of the rows of pictures: those side by side are one row."""
    rows: dict[Any, float] = {}
    for picture in pictures:
        for box in measured.boxes_of(picture):
            rows[round(box.position_y)] = max(box.height, rows.get(round(box.position_y), 0))
    return list(rows.values())


def _fit_alone(picture: Element, measured: MeasuredBoxes) -> bool:
    if not _is_picture(picture, measured) or any(
        node.tag == "figure" for node in measured.around(picture)
    ):
        return False
    in_table = any(node.tag == "table" for node in measured.around(picture))
    room = measured.page_height * (_IN_TABLE if in_table else _LINE)
    if max(box.height for box in measured.boxes_of(picture)) <= room + TOLERANCE:
        return False
    _limit(picture, room)
    return True


def _fit_in_line(picture: Element, measured: MeasuredBoxes) -> bool:
    """Make room for what no space parts from a picture or formula, such as a full stop."""
    box = max(measured.boxes_of(picture), key=measured.beyond)
    room = box.width - measured.beyond(box)
    if not _LEAST * box.width < room < box.width - TOLERANCE:
        return False
    add_style(picture, f"height: auto; max-width: {room:.2f}px")
    return True


def _is_picture(image: Element, measured: MeasuredBoxes) -> bool:
    return not has_class(image, FORMULA) and bool(measured.boxes_of(image))


def _limit(picture: Element, height: float) -> None:
    add_style(picture, f"width: auto; height: auto; max-height: {height:.2f}px")
