"""Refuses drawings (SVG) with active content, references to the outside, or unbounded cost.

A drawing may come from anywhere, and both reading systems and the layout follow its references:
what is not shapes and text of its own is refused (EPUB 3.3, 6.2 leaves scripts to the reading
system).
"""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Mapping

from lxml import etree

from publish.config import limits
from publish.model.markup import DRAWING, SVG
from publish.model.xhtml import local_name
from publish.model.xmlsafe import parse_untrusted

FLATTENED = (
    "export the drawing with its effects flattened and its labels as text, or as a PNG of 300"
    " pixels per inch"
)
NOTHING_SHOWN = (
    "draw inside its `viewBox`, in a colour and a size that can be seen, or leave the image out"
)
_ACTIVE = frozenset("script iframe audio video handler listener embed object link meta".split())
_DATA_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*", re.A)
_LINK = re.compile(r"(?:https?|mailto):", re.I)  # products have the drawing without it
_REFERENCE = re.compile(
    r"url\(\s*(?![\"']?#)|@import|image-set\(|\\|-moz-binding|expression\(", re.I
)
# A few variables that each use the next one twice expand to thousands of words.
_CHAIN = re.compile(r"--[\w-]+\s*:[^;{}]*\bvar\(", re.I)
_DOCUMENT_TYPE = re.compile(rb"<!DOCTYPE[^>\[]*>\s*")
_DECLARATIONS = re.compile(rb"<!DOCTYPE[^>\[]*\[")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.I | re.A)
_GRADIENTS = ("linearGradient", "radialGradient")


class UndrawnError(ValueError):
    """A drawing is harmless, but pages would lack a part of it."""


class EmptyDrawingError(ValueError):
    """A drawing of which nobody sees anything."""

    def __init__(self) -> None:
        super().__init__("it shows nothing")


def check_svg(content: bytes) -> None:
    """Raise `ValueError` with the reason for a drawing that is refused."""
    try:
        root = parse_untrusted(content)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"not XML: {error.msg}") from None
    if root.tag != DRAWING:
        raise ValueError("its root is not an svg element")
    if _DECLARATIONS.search(content):
        raise ValueError("its document type declares entities or elements")
    if root.xpath("//processing-instruction()"):
        raise ValueError("it has a processing instruction, such as a link to a style sheet")
    for node in root.iter(etree.Element):
        _check_element(node)
    _check_size(root)
    _check_copies(root)
    _check_embedded_images(root)


def without_document_type(content: bytes) -> bytes:
    """A drawing without its document type, which says nothing that the root does not."""
    return _DOCUMENT_TYPE.sub(b"", content, count=1)


def _check_element(node: etree._Element) -> None:
    tag = local_name(str(node.tag))
    if tag in _ACTIVE:
        raise ValueError(f"its <{tag}> is active content")
    if tag == "style":
        _check_style("".join(map(str, node.itertext())))
    if tag in _GRADIENTS:
        _check_gradient(node)
    for name, value in node.attrib.items():
        if not (tag == "a" and local_name(name) == "href" and _LINK.match(str(value))):
            _check_attribute(local_name(name), str(value))


def _check_style(rules: str) -> None:
    if reference := _REFERENCE.search(rules):
        raise ValueError(f"its style sheet refers to something outside: `{reference[0]}`")
    if chain := _CHAIN.search(rules):
        raise ValueError(f"a variable of its style sheet uses others: `{chain[0][:80]}`")


def _check_attribute(name: str, value: str) -> None:
    if name.startswith("on"):
        raise ValueError(f"its `{name}` is active content")
    if name in ("href", "src") and not value.startswith("#") and not _DATA_IMAGE.fullmatch(value):
        raise ValueError(f"it refers to `{value[:80]}`")
    if name == "base":
        raise ValueError("it sets a base address")
    if name == "attributeName" and value.rpartition(":")[2].strip() in ("href", "src"):
        raise ValueError("an animation changes an address")
    if name not in ("href", "src") and (reference := _REFERENCE.search(value)):
        raise ValueError(f"its `{name}` refers to something outside: `{reference[0]}`")
    if name == "style":
        _check_style(value)


def _check_size(root: etree._Element) -> None:
    values = " ".join(root.get(name, "") for name in ("viewBox", "width", "height"))
    sizes = [float(number) for number in _NUMBER.findall(values)]
    if any(abs(size) > limits.SVG_SIZE for size in sizes):
        raise ValueError(f"it is larger than {limits.SVG_SIZE:,.0f} units")


def _check_gradient(node: etree._Element) -> None:
    """A repeating gradient is drawn as often as its length fits into the shape."""
    stops = list(node.iter(f"{{{SVG}}}stop"))
    if len(stops) > limits.GRADIENT_STOPS:
        raise ValueError(f"a gradient of more than {limits.GRADIENT_STOPS} colours")
    if node.get("spreadMethod", "pad") == "pad":
        return
    whole = 1.0 if node.get("gradientUnits") != "userSpaceOnUse" else 1000.0
    names = ("x1", "y1", "x2", "y2", "r", "fr")
    ends = {name: _length(node.get(name), whole) for name in names}
    length = max(
        abs((ends["x2"] if node.get("x2") else whole) - ends["x1"]), abs(ends["y2"] - ends["y1"])
    )
    if local_name(str(node.tag)) == "radialGradient":
        length = abs((ends["r"] if node.get("r") else whole / 2) - ends["fr"])
    offsets = [_length(stop.get("offset"), 1.0) for stop in stops] or [0.0, 1.0]
    length *= max(offsets) - min(offsets)
    scaled = node.get("gradientTransform") or any(
        local_name(name) == "href" for name in node.attrib
    )
    if scaled or length * limits.GRADIENT_REPEATS < whole:
        raise ValueError("a gradient that repeats too often")


def _length(text: str | None, whole: float) -> float:
    number = _NUMBER.match((text or "0").strip())
    value = float(number[0]) if number else 0.0
    return value / 100 * whole if (text or "").strip().endswith("%") else value


def _check_copies(root: etree._Element) -> None:
    """Count the elements, with each copy that `use` and the like make of a part."""
    named = {name: node for node in root.iter(etree.Element) if (name := node.get("id"))}
    sizes: dict[etree._Element, int] = {}
    if _count_drawn(root, named, sizes, Counter()) > limits.SVG_NODES:
        raise ValueError(f"it draws more than {limits.SVG_NODES:,} elements")


def _check_embedded_images(root: etree._Element) -> None:
    """Check the images in a drawing as all others, each once."""
    values = {str(value) for node in root.iter(etree.Element) for value in node.attrib.values()}
    for value in sorted(value for value in values if value.startswith("data:")):
        from publish.sources.safety.raster import check_raster

        try:
            check_raster(base64.b64decode(value.partition(",")[2]))
        except ValueError as error:
            raise ValueError(f"an image in it: {error}") from None


def _count_drawn(
    node: etree._Element,
    named: Mapping[str, etree._Element],
    sizes: dict[etree._Element, int],
    above: Counter[etree._Element],
) -> int:
    """The number of elements that are drawn for a node; one that copies itself is refused."""
    if above[node]:
        raise ValueError("a part of it copies itself")
    if node not in sizes:
        above[node] += 1
        count = 1 + sum(
            _count_drawn(child, named, sizes, above) for child in node.iterchildren(etree.Element)
        )
        for name, value in node.attrib.items():
            for target in _targets(local_name(name), str(value)):
                if target in named:
                    count += _count_drawn(named[target], named, sizes, above)
        above[node] -= 1
        sizes[node] = min(count, limits.SVG_NODES + 1)
    return sizes[node]


def _targets(name: str, value: str) -> list[str]:
    """The parts of the drawing that an attribute refers to."""
    if name == "href":
        return [value[1:]]
    return re.findall(r"url\(\s*[\"']?#([^\"')\s]+)", value)
