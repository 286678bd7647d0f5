"""Drawings beside their twins of pixels: a Word of today shows the drawing, an older one the twin.

[MS-ODRAWXML], 2.4.1 has the extension of a picture that names its drawing.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, MutableMapping

from lxml import etree

from publish.exporters.docx.pictures import WordPicture
from publish.model.xmlsafe import parse_own

_RELATIONS, _TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATION = f"{{{_PACKAGE}/relationships}}Relationship"
_DEFAULT = f"{{{_PACKAGE}/content-types}}Default"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_DRAWING = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"


def add_drawings(
    parts: MutableMapping[str, bytes], document: etree._Element, pictures: Iterable[WordPicture]
) -> None:
    """Add the drawings to the parts of a file whose pictures are their twins."""
    relations = parse_own(parts[_RELATIONS])
    drawings = {picture.content: picture.drawing for picture in pictures}
    added: dict[str, str] = {}
    for relation in list(relations.iter(_RELATION)):
        target = posixpath.join("word", relation.get("Target", ""))
        drawing = drawings.get(parts.get(target, b""))
        if drawing is not None:
            name, identifier = f"{posixpath.splitext(target)[0]}.svg", f"{relation.get('Id')}svg"
            parts[name] = drawing
            added[relation.get("Id", "")] = identifier
            own = etree.SubElement(relations, _RELATION, Id=identifier)
            own.set("Type", f"{_OFFICE}/image")
            own.set("Target", posixpath.relpath(name, "word"))
    if added:
        parts[_RELATIONS] = etree.tostring(relations, xml_declaration=True, encoding="UTF-8")
        parts[_TYPES] = _with_type(parts[_TYPES])
        for picture in document.iter(f"{{{_A}}}blip"):
            if drawn := added.get(picture.get(f"{{{_OFFICE}}}embed", "")):
                _extend(picture, drawn)


def _with_type(types: bytes) -> bytes:
    root = parse_own(types)
    if all(each.get("Extension") != "svg" for each in root.iter(_DEFAULT)):
        root.insert(0, etree.Element(_DEFAULT, Extension="svg", ContentType="image/svg+xml"))
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return content


def _extend(picture: etree._Element, identifier: str) -> None:
    extensions = etree.SubElement(picture, f"{{{_A}}}extLst")
    extension = etree.SubElement(extensions, f"{{{_A}}}ext", uri=_EXTENSION)
    drawing = etree.SubElement(extension, f"{{{_DRAWING}}}svgBlip", nsmap={"asvg": _DRAWING})
    drawing.set(f"{{{_OFFICE}}}embed", identifier)
