"""What pages do not draw of markers, such as the heads of arrows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.sources.drawings.faults import Fault
from publish.sources.drawings.paint import Parts
from publish.sources.drawings.styles import Styled
from publish.sources.drawings.values import name_in, number_of

_NAMES = ("marker", "marker-start", "marker-mid", "marker-end")
_MARKED = ("line", "path", "polygon", "polyline")


def faults_of_markers(styled: Styled, parts: Parts) -> Iterator[Fault]:
    """What is not drawn of the markers of a shape; most have none."""
    if "marker" in styled.element.attrib:
        yield Fault("`marker` as an attribute")
    if styled.tag in _MARKED and any(name_in(styled.values.get(n, "")) in parts for n in _NAMES):
        yield from _faults(styled, parts)


def _faults(styled: Styled, parts: Parts) -> Iterator[Fault]:
    node: Styled | None = styled
    while node:
        if number_of(node.own.get("opacity", "1")) < 1:
            yield Fault("`opacity` of a line with markers", in_picture=True)
        node = node.parent
    if re.search(r"[Zz]|.[Mm]", styled.own.get("d", "").strip()):
        yield Fault("markers of a path that is closed or in several parts", in_picture=True)
    names = {name: name_in(styled.values.get(name, "")) for name in _NAMES}
    turned = [
        name
        for name, target in names.items()
        if target in parts and "auto" in parts[target].get("orient", "")
    ]
    if not turned:
        return
    if {"marker", "marker-mid"}.intersection(turned):
        yield Fault("markers that turn in the middle of a line", in_picture=True)
    if styled.tag in ("polygon", "polyline"):
        yield Fault(f"markers that turn along its `<{styled.tag}>`", in_picture=True)
    if styled.tag == "path" and re.search(r"[AaCcQqSsTt]", styled.own.get("d", "")):
        yield Fault("markers that turn along a curve", in_picture=True)
