"""A page of HTML as the tree that a browser has of it, in the namespaces of XHTML.

Parsed by libxml2, which knows HTML; the names of foreign elements and attributes, which HTML has in
lower case, get their capitals as the specification says (WHATWG HTML, 13.2.6.1 and 13.2.6.5).
"""

from __future__ import annotations

from lxml import etree

from publish.verification.pages.reader.document import Unreadable

_XHTML, _SVG = "http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg"
_MATHML, _XLINK = "http://www.w3.org/1998/Math/MathML", "http://www.w3.org/1999/xlink"
_FOREIGN = {"svg": _SVG, "math": _MATHML}
# The line feed at the beginning of these is none of their text (13.2.6.4.7).
_DROPS_FIRST_LINE = frozenset({"pre", "textarea"})
# Inside of these the elements are of HTML again.
_BACK = {(_SVG, "foreignObject"), (_SVG, "desc"), (_SVG, "title"), (_MATHML, "annotation-xml")}
# Elements of SVG with capitals that books have (13.2.6.5, "any other start tag").
_ELEMENTS = (
    "clipPath", "feBlend", "feGaussianBlur", "feOffset", "foreignObject", "linearGradient",
    "radialGradient", "textPath",
)  # fmt: skip
_SVG_NAMES = {name.lower(): name for name in _ELEMENTS}
# Attributes, likewise (13.2.6.1, "adjust SVG attributes").
_ATTRIBUTES = (
    "clipPathUnits", "gradientTransform", "gradientUnits", "lengthAdjust", "markerHeight",
    "markerUnits", "markerWidth", "maskContentUnits", "maskUnits", "pathLength",
    "patternContentUnits", "patternTransform", "patternUnits", "preserveAspectRatio", "refX",
    "refY", "spreadMethod", "startOffset", "stdDeviation", "textLength", "viewBox",
)  # fmt: skip
_SVG_ATTRIBUTES = {name.lower(): name for name in _ATTRIBUTES}


def parse_html(href: str, content: bytes) -> etree._Element:
    """The tree of a page; raises `Unreadable` for what is not one."""
    if not content.lower().startswith(b"<!doctype html>"):
        raise Unreadable(f"{href} does not begin as a page of HTML")
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    root = etree.HTML(content, parser)
    for node in root.iter(*_DROPS_FIRST_LINE):
        node.text = (node.text or "").removeprefix("\n")
    for foreign in [node for node in root.iter(*_FOREIGN) if node.tag in _FOREIGN]:
        _name_foreign(foreign, _FOREIGN[str(foreign.tag)])
    for node in root.iter():
        tag = str(node.tag)
        if tag[0] != "{":
            node.tag = f"{{{_XHTML}}}{tag}"
    return root


def _name_foreign(node: etree._Element, namespace: str) -> None:
    """Give an element that is not of HTML its namespace, and all below it that is of the same."""
    name = _SVG_NAMES.get(str(node.tag), str(node.tag)) if namespace == _SVG else str(node.tag)
    for attribute, value in node.attrib.items():
        if (right := _attribute(str(attribute))) != attribute:
            del node.attrib[attribute]
            node.set(right, str(value))
    node.tag = f"{{{namespace}}}{name}"
    if (namespace, name) not in _BACK:
        for child in node:
            _name_foreign(child, _FOREIGN.get(str(child.tag), namespace))


def _attribute(name: str) -> str:
    """The name of an attribute of a foreign element."""
    if name.startswith("xlink:"):
        return f"{{{_XLINK}}}{name.removeprefix('xlink:')}"
    return _SVG_ATTRIBUTES.get(name, name)
