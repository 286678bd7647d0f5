"""Refuses drawings (SVG) that act, reach out of themselves, or draw without end.

A drawing comes from anywhere, and both a reading system and the layout follow what it names: what
is not shapes and text of its own is refused (EPUB 3.3, 6.2 leaves scripts to the reading system).
"""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Mapping

from lxml import etree

from publish.config import limits
from publish.model.xhtml import local_name

SVG = "image/svg+xml"
_SVG = "http://www.w3.org/2000/svg"
_ACTIVE = frozenset(
    "script foreignObject iframe audio video handler listener embed object link meta".split()
)
_SAFE = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*", re.A)
_URL = re.compile(r"url\(\s*(?![\"']?#)|@import|image-set\(|\\|-moz-binding|expression\(", re.I)
# Variables that each call the next one twice say a thousand words with ten.
_CHAIN = re.compile(r"--[\w-]+\s*:[^;{}]*\bvar\(", re.I)
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", re.I | re.A)
_GRADIENTS = ("linearGradient", "radialGradient")


def check_svg(content: bytes) -> str:
    """The media type of a drawing that can be trusted; raises `ValueError` with what it does."""
    try:
        root = etree.fromstring(content, _SAFE)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"not XML: {error.msg}") from None
    if root.tag != f"{{{_SVG}}}svg":
        raise ValueError("its root is not an svg element")
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("an SVG with a document type is not read")
    if root.xpath("//processing-instruction()"):
        raise ValueError("it names a style sheet or a program")
    for node in root.iter(etree.Element):
        _check_element(node)
    _check_size(root)
    _check_copies(root)
    _check_pictures(root)
    return SVG


def _check_element(node: etree._Element) -> None:
    tag = local_name(str(node.tag))
    if tag in _ACTIVE:
        raise ValueError(f"its <{tag}> is active content")
    if tag == "style":
        _check_style("".join(map(str, node.itertext())))
    if tag in _GRADIENTS:
        _check_gradient(node)
    for name, value in node.attrib.items():
        _check_attribute(local_name(name), str(value))


def _check_style(rules: str) -> None:
    if found := _URL.search(rules):
        raise ValueError(f"its style sheet reaches out: `{found[0]}`")
    if found := _CHAIN.search(rules):
        raise ValueError(f"a variable of its style sheet calls others: `{found[0][:80]}`")


def _check_attribute(name: str, value: str) -> None:
    if name.startswith("on"):
        raise ValueError(f"its `{name}` is active content")
    if name in ("href", "src") and not value.startswith("#") and not _PICTURE.fullmatch(value):
        raise ValueError(f"it points to `{value[:80]}`")
    if name == "base":
        raise ValueError("it sets a base for addresses")
    if name == "attributeName" and value.rpartition(":")[2].strip() in ("href", "src"):
        raise ValueError("an animation changes an address")
    if name not in ("href", "src") and (found := _URL.search(value)):
        raise ValueError(f"its `{name}` reaches out: `{found[0]}`")
    if name == "style":
        _check_style(value)


def _check_size(root: etree._Element) -> None:
    written = " ".join(root.get(name, "") for name in ("viewBox", "width", "height"))
    sizes = [float(number) for number in _NUMBER.findall(written)]
    if any(abs(size) > limits.SVG_SIZE for size in sizes):
        raise ValueError(f"it is larger than {limits.SVG_SIZE:,.0f} units")


def _check_gradient(node: etree._Element) -> None:
    """A gradient that repeats is drawn as often as its length fits into what it fills."""
    stops = list(node.iter(f"{{{_SVG}}}stop"))
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


def _length(written: str | None, whole: float) -> float:
    found = _NUMBER.match((written or "0").strip())
    value = float(found[0]) if found else 0.0
    return value / 100 * whole if (written or "").strip().endswith("%") else value


def _check_copies(root: etree._Element) -> None:
    """Count the elements with each copy that `use` and its like make of another part."""
    named = {name: node for node in root.iter(etree.Element) if (name := node.get("id"))}
    sizes: dict[etree._Element, int] = {}
    if _drawn(root, named, sizes, Counter()) > limits.SVG_NODES:
        raise ValueError(f"it draws more than {limits.SVG_NODES:,} elements")


def _check_pictures(root: etree._Element) -> None:
    """Look at the pictures that a drawing brings with it as at any others; one place costs once."""
    brought = {value for node in root.iter(etree.Element) for value in node.attrib.values()}
    for value in sorted(str(each) for each in brought if str(each).startswith("data:")):
        from publish.sources.safety.raster import check_raster

        try:
            check_raster(base64.b64decode(value.partition(",")[2]))
        except ValueError as error:
            raise ValueError(f"a picture in it: {error}") from None


def _drawn(
    node: etree._Element,
    named: Mapping[str, etree._Element],
    sizes: dict[etree._Element, int],
    above: Counter[etree._Element],
) -> int:
    """How many elements are drawn for a node; one that copies itself is refused."""
    if above[node]:
        raise ValueError("a part of it copies itself")
    if node not in sizes:
        above[node] += 1
        count = 1 + sum(
            _drawn(child, named, sizes, above) for child in node.iterchildren(etree.Element)
        )
        for name, value in node.attrib.items():
            for target in _targets(local_name(name), str(value)):
                if target in named:
                    count += _drawn(named[target], named, sizes, above)
        above[node] -= 1
        sizes[node] = min(count, limits.SVG_NODES + 1)
    return sizes[node]


def _targets(name: str, value: str) -> list[str]:
    """The parts of the drawing that an attribute names."""
    if name == "href":
        return [value[1:]]
    return re.findall(r"url\(\s*[\"']?#([^\"')\s]+)", value)
