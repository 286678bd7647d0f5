"""Gradients that say all themselves, in numbers, without transformations where that is possible.

A linear gradient is a linear function of the place, and so is a transformed one: it has another
axis. A radial one stays one only where it is moved, turned or scaled alike in both directions.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from lxml import etree

from publish.model.markup import SVG
from publish.sources.drawings.cascade import view_of
from publish.sources.drawings.css_values import number_text, pixels
from publish.sources.drawings.values import colour_of, number_of, opacity_of

_S = f"{{{SVG}}}"
_LINEAR, _RADIAL, _STOP = f"{_S}linearGradient", f"{_S}radialGradient", f"{_S}stop"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_DEFAULTS = {
    _LINEAR: {"x1": "0%", "y1": "0%", "x2": "100%", "y2": "0%"},
    _RADIAL: {"cx": "50%", "cy": "50%", "r": "50%"},
}
_SHARED = ("gradientUnits", "gradientTransform", "spreadMethod")
_PLACES = {_LINEAR: ("x1", "y1", "x2", "y2"), _RADIAL: ("cx", "cy", "r", "fx", "fy", "fr")}
_STEPS = 24  # between two stops of different transparency
_ALIKE = 1e-6
_FUNCTION = re.compile(r"([a-zA-Z]+)\s*\(([^()]*)\)")


class Matrix(NamedTuple):
    """An affine transformation: x' = ax + cy + e, y' = bx + dy + f."""

    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    def __matmul__(self, inner: Matrix) -> Matrix:
        (a, b), (c, d) = self.turn(inner.a, inner.b), self.turn(inner.c, inner.d)
        return Matrix(a, b, c, d, *self.place(inner.e, inner.f))

    def turn(self, x: float, y: float) -> tuple[float, float]:
        """A direction, transformed."""
        return self.a * x + self.c * y, self.b * x + self.d * y

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point, transformed."""
        x, y = self.turn(x, y)
        return x + self.e, y + self.f


def resolve_gradients(root: etree._Element) -> None:
    """Complete every gradient of a drawing."""
    named = {name: node for node in root.iter(etree.Element) if (name := node.get("id"))}
    gradients = list(root.iter(_LINEAR, _RADIAL))
    complete = [(node, dict(_values(node, named)), _stops(node, named)) for node in gradients]
    for node, values, stops in complete:
        for name in _HREFS:
            node.attrib.pop(name, None)
        node.attrib.update(values)
        for old in list(node):
            node.remove(old)
        node.extend(_smooth(stops))
        _place(node, view_of(root))


def _chain(node: etree._Element, named: Mapping[str, etree._Element]) -> Iterator[etree._Element]:
    """A gradient and those that it refers to for what it does not say itself."""
    seen: list[etree._Element] = []
    each: etree._Element | None = node
    while each is not None and each not in seen:
        yield each
        seen.append(each)
        each = named.get(
            next((each.get(name, "") for name in _HREFS if name in each.attrib), "")[1:]
        )


def _values(node: etree._Element, named: Mapping[str, etree._Element]) -> Iterator[tuple[str, str]]:
    for name in (*_PLACES[str(node.tag)], *_SHARED):
        known = (each.get(name) for each in _chain(node, named))
        if value := next(filter(None, known), _DEFAULTS[str(node.tag)].get(name)):
            yield name, value


def _stops(node: etree._Element, named: Mapping[str, etree._Element]) -> list[etree._Element]:
    found = ([*each.iter(_STOP)] for each in _chain(node, named))
    return next(filter(None, found), [])


def _smooth(stops: list[etree._Element]) -> Iterator[etree._Element]:
    """Copies of stops, with more between two degrees of transparency: the engine bends the colours
    there, the less the nearer they are."""
    values = [(_offset(stop), _colour(stop)) for stop in stops]
    if all(one[1][3] == other[1][3] for one, other in pairwise(values)):
        yield from (_stop(*value) for value in values)
        return
    yield from (_stop(*value) for value in values[:1])
    for (start, before), (end, after) in pairwise(values):
        steps = 1 if before == after or end <= start else _STEPS
        for step in range(1, steps + 1):
            part = step / steps
            mixed = [x + (y - x) * part for x, y in zip(before, after, strict=True)]
            yield _stop(start + (end - start) * part, mixed)


def _offset(stop: etree._Element) -> float:
    return min(1, max(0, number_of(stop.get("offset", "0"))))


def _colour(stop: etree._Element) -> list[float]:
    """Red, green, blue and opacity, each up to 1."""
    word = stop.get("stop-color", "black")
    word = stop.get("color", "black") if word == "currentColor" else word
    parsed = colour_of(word)
    red, green, blue = parsed.to("srgb")[:3] if parsed is not None else (0, 0, 0)
    opacity = number_of(stop.get("stop-opacity", "1")) * opacity_of(word)
    return [red, green, blue, opacity]


def _stop(offset: float, colour: list[float]) -> etree._Element:
    red, green, blue = (round(part * 255) for part in colour[:3])
    attributes = {"offset": number_text(offset), "stop-color": f"rgb({red},{green},{blue})"}
    if colour[3] != 1:
        attributes["stop-opacity"] = number_text(colour[3])
    return etree.Element(_STOP, attributes)


def _place(node: etree._Element, view: tuple[float, float]) -> None:
    """Write the places of a gradient as numbers, after its transformation where one can."""
    in_space = node.get("gradientUnits") == "userSpaceOnUse"
    width, height = view if in_space else (1.0, 1.0)
    mean = math.hypot(width, height) / math.sqrt(2)
    wholes = {"x": width, "y": height, "r": mean}
    places = {}
    for name in _PLACES[str(node.tag)]:
        if (value := node.get(name)) is not None:
            whole = wholes["x" if "x" in name else "y" if "y" in name else "r"]
            places[name] = pixels(value, 16, view, whole) or 0.0
    moved = matrix_of(node.get("gradientTransform", ""))
    if moved is not None:
        transformed = _linear(places, moved) if node.tag == _LINEAR else _radial(places, moved)
        if transformed is not None:
            places = transformed
            node.attrib.pop("gradientTransform", None)
    node.attrib.update({name: number_text(place) for name, place in places.items()})


def _linear(places: Mapping[str, float], moved: Matrix) -> dict[str, float] | None:
    """The axis of the transformed gradient: square to its lines of one colour."""
    dx, dy = places["x2"] - places["x1"], places["y2"] - places["y1"]
    x1, y1 = moved.place(places["x1"], places["y1"])
    x2, y2 = moved.place(places["x2"], places["y2"])
    lx, ly = moved.turn(-dy, dx)
    length = lx * lx + ly * ly
    if not length:
        return None
    along = ((x2 - x1) * lx + (y2 - y1) * ly) / length
    return {"x1": x1, "y1": y1, "x2": x2 - along * lx, "y2": y2 - along * ly}


def _radial(places: Mapping[str, float], moved: Matrix) -> dict[str, float] | None:
    scale = math.hypot(moved.a, moved.b)
    is_turned = math.isclose(moved.a, moved.d, abs_tol=_ALIKE) and math.isclose(
        moved.b, -moved.c, abs_tol=_ALIKE
    )
    is_mirrored = math.isclose(moved.a, -moved.d, abs_tol=_ALIKE) and math.isclose(
        moved.b, moved.c, abs_tol=_ALIKE
    )
    if not scale or not (is_turned or is_mirrored):
        return None
    cx, cy = moved.place(places["cx"], places["cy"])
    result = {"cx": cx, "cy": cy, "r": places["r"] * scale}
    if "fx" in places or "fy" in places:
        focus = places.get("fx", places["cx"]), places.get("fy", places["cy"])
        result["fx"], result["fy"] = moved.place(*focus)
    return result | ({"fr": places["fr"] * scale} if "fr" in places else {})


def matrix_of(text: str) -> Matrix | None:
    """The matrix of a list of transformations; None where one is unknown."""
    matrix = Matrix()
    for name, arguments in _FUNCTION.findall(text):
        numbers = [float(each) for each in re.split(r"[\s,]+", arguments.strip()) if each]
        step = _step(name, numbers)
        if step is None:
            return None
        matrix = matrix @ step
    return matrix


def _step(name: str, numbers: list[float]) -> Matrix | None:
    first, *rest = numbers or [0.0]
    if name == "matrix" and len(numbers) == 6:
        return Matrix(*numbers)
    if name == "translate":
        return Matrix(e=first, f=rest[0] if rest else 0)
    if name == "scale":
        return Matrix(a=first, d=rest[0] if rest else first)
    if name == "rotate":
        sine, cosine = math.sin(math.radians(first)), math.cos(math.radians(first))
        turned = Matrix(cosine, sine, -sine, cosine)
        if len(rest) < 2:
            return turned
        return Matrix(e=rest[0], f=rest[1]) @ turned @ Matrix(e=-rest[0], f=-rest[1])
    if name == "skewX":
        return Matrix(c=math.tan(math.radians(first)))
    return Matrix(b=math.tan(math.radians(first))) if name == "skewY" else None
