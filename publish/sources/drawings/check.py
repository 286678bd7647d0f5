"""Refuses drawings that the layout engine draws wrongly, or of which it draws nothing.

The tables are in `features.py`; here is what depends on more than one value.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from publish.model.markup import SVG
from publish.model.xhtml import local_name
from publish.sources.drawings.faults import Fault
from publish.sources.drawings.features import (
    DRAWN,
    PICTURED,
    REFERRED,
    SHAPES,
    SILENT,
    TEXTS,
    is_drawn,
    is_pictured,
)
from publish.sources.drawings.markers import faults_of_markers
from publish.sources.drawings.paint import Parts, faults_of_paint
from publish.sources.drawings.styles import Styled, styled_elements
from publish.sources.drawings.values import is_path, name_in


def faults_of_drawing(root: etree._Element) -> Iterator[Fault]:
    """All that pages would lack or show otherwise."""
    parts = {name: node for node in root.iter(etree.Element) if (name := node.get("id"))}
    try:
        for styled in styled_elements(root):
            yield from _faults(styled, parts)
    except ValueError as error:  # a rule that the engine leaves out
        yield Fault(str(error))


def _faults(styled: Styled, parts: Parts) -> Iterator[Fault]:
    """What an element has that is not drawn as it says; most have nothing."""
    if fault := _fault_of_name(styled):
        yield fault
    if not _is_of_drawings(styled.element) or styled.tag in SILENT:
        return
    yield from _faults_of_values(styled)
    if styled.tag in DRAWN:
        yield from faults_of_paint(styled, parts)
        yield from _faults_of_clip(styled, parts)
    yield from _faults_of_shape(styled, parts)


def _is_of_drawings(element: etree._Element) -> bool:
    return etree.QName(element).namespace == SVG


def _fault_of_name(styled: Styled) -> Fault | None:
    if not _is_of_drawings(styled.element):
        is_lost = styled.tag in DRAWN
        return Fault(f"`<{styled.tag}>` of another namespace") if is_lost else None
    if styled.tag == "foreignObject":
        return Fault("its `<foreignObject>`, which is a piece of a web page")
    known = styled.tag in DRAWN | REFERRED | SILENT
    return None if known else Fault(f"`<{styled.tag}>`", styled.tag in PICTURED)


def _faults_of_values(styled: Styled) -> Iterator[Fault]:
    for name, value in styled.own.items():
        if not is_drawn(name, value, of_text=False):
            yield _fault_of_value(name, value, f"its `<{styled.tag}>`")
    if styled.tag in TEXTS:
        for name, value in styled.values.items():
            if not is_drawn(name, value, of_text=True):
                yield _fault_of_value(name, value, "its text")


def _fault_of_value(name: str, value: str, owner: str) -> Fault:
    return Fault(f"`{name}: {value[:80]}` of {owner}", is_pictured(name, value))


def _faults_of_clip(styled: Styled, parts: Parts) -> Iterator[Fault]:
    clip = parts.get(name_in(styled.own.get("clip-path", "none")))
    if clip is None:
        return
    if clip.get("clipPathUnits") == "objectBoundingBox" and styled.tag not in ("rect", "image"):
        yield Fault('`clipPathUnits="objectBoundingBox"`', in_picture=True)
    shapes = list(clip.iterchildren(etree.Element))
    for shape in shapes:
        tag = local_name(str(shape.tag))
        if tag not in SHAPES | {"use"} | SILENT:
            yield Fault(f"`<clipPath>` with `<{tag}>`", in_picture=True)
        if len(shapes) > 1 and (tag == "use" or shape.get("transform")):
            yield Fault("`<clipPath>` with several shapes of which one is moved", in_picture=True)


def _is_in_clip(styled: Styled) -> bool:
    return styled.tag == "clipPath" or (styled.parent is not None and _is_in_clip(styled.parent))


def _faults_of_shape(styled: Styled, parts: Parts) -> Iterator[Fault]:
    own = styled.own
    if styled.values.get("clip-rule") == "evenodd" and _is_in_clip(styled):
        yield Fault("`clip-rule: evenodd`", in_picture=True)
    if styled.tag == "path" and not is_path(own.get("d", "")):
        yield Fault("the wrong `d` of its `<path>`")
    if styled.tag == "ellipse" and not {"rx", "ry"} <= own.keys():
        yield Fault("an `<ellipse>` of one radius")
    if styled.tag == "use":
        yield from _faults_of_use(styled, parts)
    if styled.tag == "svg" and styled.parent and not {"width", "height"} <= own.keys():
        yield Fault("an `<svg>` in it without `width` and `height`")
    if styled.tag == "tspan" and any((child.tail or "").strip() for child in styled.element):
        yield Fault("text after a `<tspan>` in a `<tspan>`", in_picture=True)
    is_relative = own.get("font-size", "").endswith(("em", "%"))
    if is_relative and next(styled.element.iterchildren(etree.Element), None) is not None:
        yield Fault(f"`font-size: {own['font-size']}` of a group")
    if "textLength" in own and len(styled.element):
        yield Fault("`textLength` of a text in several parts")
    yield from faults_of_markers(styled, parts)


def _faults_of_use(styled: Styled, parts: Parts) -> Iterator[Fault]:
    target = parts.get(styled.own.get("href", "#")[1:])
    tag = local_name(str(target.tag)) if target is not None else ""
    is_sized = {"width", "height"} <= styled.own.keys()
    if target is None or tag not in ("symbol", "svg") or is_sized:
        return
    if {"viewBox", "width"}.intersection(map(str, target.keys())):
        yield Fault(f"a `<use>` of a `<{tag}>` without `width` and `height`")
