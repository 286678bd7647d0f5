"""Drawings inside pages as pictures, before a parser of HTML writes their names in small letters.

The alternative text is what a drawing says of itself: SVG 2, 5.7, and WAI-ARIA 1.2, `aria-label`.
"""

from __future__ import annotations

import base64
import re

from lxml import etree

from publish.importers.documents.readers.readings import remove
from publish.model.xmlsafe import parse_untrusted

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_X = "http://www.w3.org/1999/xhtml"
_TAG = re.compile(r"<(?P<closes>/?)svg(?=[\s/>])[^>]*>", re.I)


def replace_drawings(body: etree._Element) -> None:
    """Put a picture in the place of each drawing in a page of XHTML."""
    for drawing in [each for each in body.iter(f"{{{_SVG}}}svg") if not _is_inner(each)]:
        picture = etree.Element(f"{{{_X}}}img", _attributes(drawing))
        drawing.addnext(picture)
        picture.tail, drawing.tail = drawing.tail, None
        remove(drawing)


def _is_inner(drawing: etree._Element) -> bool:
    return next(drawing.iterancestors(f"{{{_SVG}}}svg"), None) is not None


def with_pictures(page: str) -> str:
    """The text of a page of HTML with a picture in the place of each well-formed drawing."""
    parts, at, start, depth = [], 0, 0, 0
    for tag in _TAG.finditer(page):
        if tag[0].endswith("/>") or (tag["closes"] and not depth):
            continue
        if not depth:
            start = tag.start()
        depth += -1 if tag["closes"] else 1
        if not depth and (picture := _picture(page[start : tag.end()])):
            parts += [page[at:start], picture]
            at = tag.end()
    return "".join((*parts, page[at:]))


def _picture(text: str) -> str | None:
    names = {"xmlns": _SVG, "xmlns:xlink": _XLINK}
    head = text[: text.index(">")]
    missing = (f' {key}="{value}"' for key, value in names.items() if f"{key}=" not in head)
    try:
        drawing = parse_untrusted((text[:4].lower() + "".join(missing) + text[4:]).encode())
    except (etree.XMLSyntaxError, ValueError):
        return None
    picture = etree.Element("img", _attributes(drawing))
    return etree.tostring(picture, encoding="unicode", method="html")


def _attributes(drawing: etree._Element) -> dict[str, str]:
    content = etree.tostring(drawing, with_tail=False)
    address = f"data:image/svg+xml;base64,{base64.b64encode(content).decode()}"
    found = {"src": address, "alt": _words(drawing)}
    return found | {name: drawing.get(name, "") for name in ("id",) if drawing.get(name)}


def _words(drawing: etree._Element) -> str:
    """What a drawing says of itself: its label, its title or its description."""
    said = [drawing.get("aria-label", "")]
    said += [drawing.findtext(f"{{{_SVG}}}{name}") or "" for name in ("title", "desc")]
    return next(filter(None, (" ".join(each.split()) for each in said)), "")
