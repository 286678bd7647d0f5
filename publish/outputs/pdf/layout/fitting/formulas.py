"""Displayed formulas that are wider than their column: in several lines, or else smaller.

A line breaks before a relation, or else before an operator of two terms, outside of brackets where
that is possible. The equation number keeps its place at the edge.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, SubElement

from publish.model.formula_breaks import break_places
from publish.model.markup import EQUATION, MATHML, SVG, has_class
from publish.outputs.pdf.layout.engine.formulas import forget_source, show, source_of
from publish.outputs.pdf.layout.fitting.measured import TOLERANCE, MeasuredBoxes
from publish.render.formula_drawing import UNITS, Drawing

_MO, _ROW, _SPACE = (f"{{{MATHML}}}{name}" for name in ("mo", "mrow", "mspace"))
_GAP = 1.0  # em between a formula and its number
_INDENT = 2.0  # em, of all lines but the first
_LEADING = 0.35  # em between lines
_AXIS = 0.25  # em above the baseline, where fractions have their rule
_SMALLEST = 0.6  # of the size of the text around


class FormulaFit(NamedTuple):
    """What became of a formula: the number of its lines, and their size, of the text around."""

    lines: int
    scale: float


def fit_formulas(measured: MeasuredBoxes) -> dict[Element, FormulaFit]:
    """Redraw each displayed formula that is too wide."""
    images = list(measured.elements("img"))
    fits = ((image, _fit(image, measured)) for image in images)
    return {image: fit for image, fit in fits if fit is not None}


def _fit(image: Element, measured: MeasuredBoxes) -> FormulaFit | None:
    source = source_of(image)
    if source is None:
        return None
    box = measured.boxes_of(image)[0]
    size = box.style["font_size"]
    room = min(_room(image, box, measured), box.width)
    if source.width * size <= room + TOLERANCE:
        return None
    forget_source(image)
    math = source.math
    lines = [Drawing(_formula(math, parts)) for parts in _lines(math, room / size)]
    return FormulaFit(len(lines), _stack(image, lines, room / size))


def _room(image: Element, box: Any, measured: MeasuredBoxes) -> float:
    """The width for the box of a formula beside its number, in pixels."""
    equation = next((node for node in measured.around(image) if has_class(node, EQUATION)), None)
    if equation is None:
        return measured.room_of(box)
    around = measured.boxes_of(equation)[0]
    excess = float(around.width - measured.room_of(around))
    if excess <= TOLERANCE:
        return float(box.width)
    return float(box.width - excess - _GAP * box.style["font_size"])


def _stack(image: Element, lines: Sequence[Drawing], room: float) -> float:
    """Show lines below each other, all smaller where one is still too wide; returns their size."""
    offsets = [_INDENT * (number > 0) for number in range(len(lines))]
    width = max(line.width + offset for line, offset in zip(lines, offsets, strict=True))
    height = sum(line.height for line in lines) + _LEADING * (len(lines) - 1)
    svg = Element(f"{{{SVG}}}svg", {"viewBox": f"0 0 {width * UNITS:.2f} {height * UNITS:.2f}"})
    top = 0.0
    for line, offset in zip(lines, offsets, strict=True):
        left, above, *_ = map(float, line.svg.get("viewBox", "0 0").split())
        place = f"translate({offset * UNITS - left:.2f} {top * UNITS - above:.2f})"
        group = Element(f"{{{SVG}}}g", {"transform": place})
        group.extend(list(line.svg))
        svg.append(group)
        top += line.height + _LEADING
    scale = min(1.0, max(room / width, _SMALLEST))
    descent = lines[0].descent if len(lines) == 1 else _AXIS - height / 2
    show(image, svg, width * scale, height * scale, descent * scale)
    return float(scale)


def _lines(math: Element, room: float) -> Iterator[list[Element]]:
    """The parts of a formula in lines that fit, as far as there are places to break."""
    parts = _parts(math)
    places = break_places(parts)
    start, indent = 0, 0.0
    while start < len(parts):
        end = _end(math, parts, places, start, room - indent)
        yield parts[start:end]
        start, indent = end, _INDENT


def _end(
    math: Element, parts: list[Element], places: dict[int, int], start: int, room: float
) -> int:
    """Where a line that begins at a part ends: at the best place of those in the room."""
    if Drawing(_formula(math, parts[start:])).width <= room:
        return len(parts)
    fitting: list[int] = []
    further = [place for place in places if place > start]
    for place in further:
        if Drawing(_formula(math, parts[start:place])).width > room:
            break
        fitting.append(place)
    if not fitting:
        return further[0] if further else len(parts)
    best = min(places[place] for place in fitting[len(fitting) // 2 :])
    return max(place for place in fitting if places[place] == best)


def _parts(math: Element) -> list[Element]:
    """The parts of a formula in a row, without the rows around all of them."""
    parts = list(math)
    while len(parts) == 1 and parts[0].tag == _ROW:
        parts = list(parts[0])
    return parts


def _formula(math: Element, parts: Sequence[Element]) -> Element:
    """A formula of some parts of another."""
    formula = Element(math.tag, dict(math.attrib))
    if parts and parts[0].tag == _MO:
        SubElement(formula, _SPACE)  # so that the library sees an operator between two terms
    formula.extend(deepcopy(list(parts)))
    return formula
