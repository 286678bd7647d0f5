"""Shapes, lines and copies with all that the layout engine needs to draw them as browsers do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from publish.model.markup import SVG
from publish.model.xhtml import local_name
from publish.sources.drawings.cascade import view_of
from publish.sources.drawings.css_values import number_text, pixels
from publish.sources.drawings.features import SHAPES, TEXTS, is_colour
from publish.sources.drawings.styles import Styled, styled_elements
from publish.sources.drawings.values import NUMBER, is_path, number_of, opacity_of, right_part

_S = f"{{{SVG}}}"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_SHIFTS = {"sub": "0.58em", "super": "-0.58em"}  # half the height of a line, as in a browser
_KEPT = ("pre", "pre-wrap", "break-spaces")  # spaces; where lines break, a drawing says itself
_MARKERS = ("marker-start", "marker-mid", "marker-end")


def complete_shapes(root: etree._Element) -> None:
    """Say of each shape, copy and inner drawing what browsers take for granted."""
    named = {name: node for node in root.iter(etree.Element) if (name := node.get("id"))}
    view = view_of(root)
    for node in root.iter(etree.Element):
        _complete(node, named, view, is_inner=node is not root)
    for styled in list(styled_elements(root)):
        _part(styled)
        if styled.tag in TEXTS:
            _keep_spaces(styled)
    for node in root.iter(etree.Element):
        if node.get("white-space") in _KEPT:
            del node.attrib["white-space"]
    _paint_ground(root, view)


def _paint_ground(root: etree._Element, view: tuple[float, float]) -> None:
    """Draw the ground of the drawing, which the engine leaves out, as its first shape."""
    colours = [root.get(name, "") for name in ("background-color", "background")]
    colour = next(filter(is_colour, colours), "")
    if colour in ("", "transparent"):
        return
    for name in ("background-color", "background"):
        root.attrib.pop(name, None)
    corner = re.findall(NUMBER, root.get("viewBox", "0 0"))[:2]
    sides = zip(("x", "y", "width", "height"), (*corner, *map(number_text, view)), strict=True)
    root.insert(0, etree.Element(f"{_S}rect", {**dict(sides), "fill": colour, "stroke": "none"}))


def _complete(
    node: etree._Element,
    named: Mapping[str, etree._Element],
    view: tuple[float, float],
    *,
    is_inner: bool,
) -> None:
    tag = local_name(str(node.tag))
    if tag == "ellipse":
        _round(node)
    elif tag == "line":
        node.set("fill", "none")
    elif tag == "text" and node.get("baseline-shift", "") in _SHIFTS and not node.get("dy"):
        node.set("dy", _SHIFTS[node.attrib.pop("baseline-shift")])
    elif tag == "path" and not is_path(node.get("d", "")):
        node.set("d", right_part(node.get("d", "")))
    elif tag == "use":
        target = named.get(
            next((node.get(name, "") for name in _HREFS if name in node.attrib), "")[1:]
        )
        if target is not None and local_name(str(target.tag)) in ("symbol", "svg"):
            _size(node, view, dict(target.attrib))
    elif tag == "svg" and is_inner:
        _size(node, view, {})
    _look_forward(node)


def _round(node: etree._Element) -> None:
    """An ellipse of one radius is a circle (SVG 2, 10.4)."""
    for one, other in (("rx", "ry"), ("ry", "rx")):
        if node.get(one, "auto") == "auto" and node.get(other, "auto") != "auto":
            node.set(one, node.get(other, ""))


def _size(node: etree._Element, view: tuple[float, float], sizes: Mapping[str, str]) -> None:
    for name, whole in zip(("width", "height"), view, strict=True):
        if node.get(name, "auto") == "auto":
            node.set(name, sizes.get(name) or number_text(whole))


def _look_forward(node: etree._Element) -> None:
    """Let dashes begin within the first round of them, since the engine knows no other."""
    offset = node.get("stroke-dashoffset", "")
    texts = re.split(r"[\s,]+", node.get("stroke-dasharray", "").strip())
    if not offset.startswith("-") or "%" in "".join((offset, *texts)):
        return
    lengths = [pixels(text, 16, (0, 0), 0) for text in (offset, *texts)]
    known = [length for length in lengths if length is not None]
    whole = sum(known[1:]) * (2 if len(texts) % 2 else 1)
    if whole and len(known) == len(lengths):
        node.set("stroke-dashoffset", number_text(known[0] % whole))


def _part(styled: Styled) -> None:
    """Draw a shape and its transparent line one after the other, as two shapes."""
    values, node = styled.values, styled.element
    fill, stroke = values.get("fill", "black"), values.get("stroke", "none")
    is_clear = number_of(values.get("stroke-opacity", "1")) * opacity_of(stroke) < 1
    has_markers = any(values.get(name, "none") != "none" for name in _MARKERS)
    if styled.tag not in SHAPES or "none" in (fill, stroke) or not is_clear or has_markers:
        return
    if number_of(styled.own.get("opacity", "1")) < 1 or (parent := node.getparent()) is None:
        return
    line = deepcopy(node)
    line.attrib.pop("id", None)
    line.set("fill", "none")
    node.set("stroke", "none")
    line.tail, node.tail = node.tail, None
    parent.insert(parent.index(node) + 1, line)


def _keep_spaces(styled: Styled) -> None:
    """Write the spaces of a text that keeps them so that nobody joins them."""
    node = styled.element
    if styled.values.get("white-space") not in _KEPT and styled.values.get("space") != "preserve":
        return
    node.text = _kept(node.text)
    for child in node:
        child.tail = _kept(child.tail)


def _kept(text: str | None) -> str | None:
    """A text with no-break spaces where several follow each other, or one begins or ends it."""
    if not text:
        return text
    alone = re.sub(r"[\t\r\n]", " ", text)
    return re.sub(r"^ +| +$| {2,}", lambda spaces: "\u00a0" * len(spaces[0]), alone)
