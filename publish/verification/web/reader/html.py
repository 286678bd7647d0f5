"""A page of HTML as the tree that a browser has of it, in the namespaces of XHTML.

Parsed by libxml2, which knows HTML; the names of foreign elements and attributes, which HTML has in
lower case, get their capitals as the specification says (WHATWG HTML, 13.2.6.1 and 13.2.6.5).
"""

from __future__ import annotations

from lxml import etree, html

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
    parser = html.HTMLParser(encoding="utf-8", remove_blank_text=False)
    parsed = html.document_fromstring(content, parser=parser)
    return _with_namespace(parsed, _XHTML)


def _with_namespace(node: etree._Element, namespace: str) -> etree._Element:
    """A copy of an element in its namespace, with all below it."""
    tag = str(node.tag)
    own = _FOREIGN.get(tag, namespace)
    name = _SVG_NAMES.get(tag, tag) if own == _SVG else tag
    copy = etree.Element(f"{{{own}}}{name}", nsmap={None: own})
    for attribute, value in node.attrib.items():
        copy.set(_attribute(str(attribute)) if own != _XHTML else str(attribute), str(value))
    copy.text, copy.tail = node.text, node.tail
    if tag in _DROPS_FIRST_LINE and own == _XHTML:
        copy.text = (node.text or "").removeprefix("\n")
    below = _XHTML if (own, name) in _BACK else own
    for child in node:
        if isinstance(child.tag, str):
            copy.append(_with_namespace(child, below))
        elif child.tail:
            _append_text(copy, child.tail)
    return copy


def _append_text(node: etree._Element, text: str) -> None:
    if len(node):
        node[-1].tail = (node[-1].tail or "") + text
    else:
        node.text = (node.text or "") + text


def _attribute(name: str) -> str:
    """The name of an attribute of a foreign element."""
    if name.startswith("xlink:"):
        return f"{{{_XLINK}}}{name.removeprefix('xlink:')}"
    return _SVG_ATTRIBUTES.get(name, name)
