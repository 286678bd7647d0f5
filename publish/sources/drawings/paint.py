"""What pages do not draw of fills and lines: some gradients, patterns and markers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from lxml import etree

from publish.model.markup import SVG
from publish.model.xhtml import local_name
from publish.sources.drawings.faults import Fault
from publish.sources.drawings.features import SHAPES, TEXTS
from publish.sources.drawings.styles import Styled
from publish.sources.drawings.values import NUMBER, name_in, number_of, opacity_of

_WIDE_STROKE = 0.04  # of the side of the drawing; a narrower one hides its overlap with the fill
_SMOOTH = 0.05  # between two stops, so that nobody sees that the colours between them are bent
_PLACES = ("x1", "y1", "x2", "y2", "cx", "cy", "r", "fx", "fy", "fr")

Parts = Mapping[str, etree._Element]


def faults_of_paint(styled: Styled, parts: Parts) -> Iterator[Fault]:
    """What is not drawn of the fill and the line of a shape or text."""
    values = styled.values
    fill, stroke = values.get("fill", "black"), values.get("stroke", "none")
    if styled.tag not in SHAPES | TEXTS:
        return
    if stroke.startswith("url("):
        yield Fault(f"`stroke: {stroke[:80]}`, a line with a gradient or pattern", in_picture=True)
    if fill.startswith("url(") and (target := parts.get(name_in(fill))) is not None:
        yield from _faults_of_filling(target, parts)
    if styled.tag == "line" and stroke == "none" != fill:
        yield Fault("a `<line>` that is filled, without `stroke`")
    if fill.startswith("url(") and styled.tag in TEXTS:
        yield Fault(f"`fill: {fill[:80]}`, text with a gradient or pattern", in_picture=True)
    is_wide = number_of(values.get("stroke-width", "1")) > _WIDE_STROKE * _side(styled)
    if is_wide and "none" not in (fill, stroke) and _opacity(values, "stroke", stroke) < 1:
        yield Fault("`stroke-opacity` of a wide line around a filled shape")


def _opacity(values: Mapping[str, str], name: str, colour: str) -> float:
    return number_of(values.get(f"{name}-opacity", "1")) * opacity_of(colour)


def _side(styled: Styled) -> float:
    """The smaller side of the drawing, in its own units."""
    root = styled.element.getroottree().getroot()
    box = re.findall(NUMBER, root.get("viewBox", ""))
    sides = box[2:4] or [root.get("width", "100"), root.get("height", "100")]
    return min(map(number_of, sides))


def _faults_of_filling(target: etree._Element, parts: Parts) -> Iterator[Fault]:
    tag = local_name(str(target.tag))
    values = _linked_values(target, parts)
    in_space = values.get(f"{tag.removesuffix('Gradient')}Units") == "userSpaceOnUse" or (
        values.get("gradientUnits") == "userSpaceOnUse"
    )
    if tag == "pattern":
        yield from _faults_of_pattern(values, in_space)
        return
    if (moved := values.get("gradientTransform")) and not (in_space and _is_upright(moved)):
        yield Fault(f"`gradientTransform` of its `<{tag}>`", in_picture=True)
    for name in _PLACES:
        is_missing = name in _needed(tag, in_space) and name not in values
        if is_missing or (values.get(name, "").endswith("%") and (in_space or name in ("r", "fr"))):
            yield Fault(f"`{name}` in percent of its `<{tag}>`")
    opacities = _opacities(target, parts)
    for before, after in pairwise(opacities):
        if abs(before - after) > _SMOOTH and 0 not in (before, after):
            yield Fault(f"a `<{tag}>` between two degrees of transparency", in_picture=True)


def _is_upright(transform: str) -> bool:
    """Whether a transformation only moves, scales or mirrors."""
    matrices = re.findall(r"matrix\s*\(([^)]*)\)", transform)
    turns = (number for matrix in matrices for number in re.findall(NUMBER, matrix)[1:3])
    return not re.search("rotate|skew", transform) and not any(map(number_of, turns))


def _needed(tag: str, in_space: bool) -> tuple[str, ...]:
    """The places of a gradient that are percentages unless they are given."""
    if tag == "radialGradient":
        return ("cx", "cy", "r") if in_space else ("r",)
    return ("x2",) if in_space else ()


def _linked(target: etree._Element, parts: Parts) -> Iterator[etree._Element]:
    """A gradient or pattern and those that it refers to for what it does not say."""
    seen: list[etree._Element] = []
    node: etree._Element | None = target
    while node is not None and node not in seen:
        yield node
        seen.append(node)
        links = (str(value) for name, value in node.attrib.items() if local_name(name) == "href")
        node = parts.get(next(links, "#")[1:])


def _linked_values(target: etree._Element, parts: Parts) -> dict[str, str]:
    chain = list(_linked(target, parts))
    return {str(name): str(value) for node in reversed(chain) for name, value in node.items()}


def _opacities(target: etree._Element, parts: Parts) -> list[float]:
    stops = [list(node.iter(f"{{{SVG}}}stop")) for node in _linked(target, parts)]
    values = [_stop_values(stop) for stop in next(filter(None, stops), [])]
    return [_opacity(each, "stop", each.get("stop-color", "black")) for each in values]


def _stop_values(stop: etree._Element) -> dict[str, str]:
    pairs = (each.partition(":") for each in stop.get("style", "").split(";"))
    return {str(name): str(value) for name, value in stop.items()} | {
        name.strip(): value.strip() for name, _, value in pairs
    }


def _faults_of_pattern(values: Mapping[str, str], in_space: bool) -> Iterator[Fault]:
    places = [values.get(name, "0") for name in ("x", "y")]
    if any(map(number_of, places)) and not in_space:
        yield Fault("`x` or `y` of its `<pattern>`")
    sizes = [values.get(name, "0") for name in ("width", "height")]
    if in_space and any(size.endswith("%") for size in (*places, *sizes)):
        yield Fault("percentages of its `<pattern>`")
