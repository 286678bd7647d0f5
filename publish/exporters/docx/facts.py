"""What a Word file knows of its book, as a custom part, which Word keeps when it saves the file.

ISO 29500-1, 15.2.5: an item of data in XML, with a part that gives it an identifier.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, MutableMapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

from lxml import etree

from publish.config.manifest import MANIFEST_NAME
from publish.exporters.docx.citations import cited_works
from publish.exporters.docx.names import Bookmarks
from publish.exporters.docx.source_texts import source_digests
from publish.model.book import Book
from publish.model.exported import (
    FACTS_NAMESPACE,
    ExportedBook,
    ExportedCaption,
    ExportedSection,
    encode_exported,
)
from publish.model.section import Section
from publish.model.xmlsafe import parse_own

ITEM, _PROPERTIES = "customXml/item1.xml", "customXml/itemProps1.xml"
_RELATIONS, _ITEM_RELATIONS = "word/_rels/document.xml.rels", "customXml/_rels/item1.xml.rels"
_TYPES = "[Content_Types].xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


def facts_of(
    book: Book, bookmarks: Bookmarks, references: Mapping[str, Mapping[str, str]]
) -> ExportedBook:
    """What the file knows of a book; `references` are the forms of its references."""
    digests = source_digests(book)
    manifest = tomllib.loads((book.folder / MANIFEST_NAME).read_text("utf-8"))
    return ExportedBook(
        name=book.name,
        title=book.metadata.title,
        language=book.metadata.language,
        version=book.metadata.version,
        sections=tuple(_section(each, bookmarks, digests) for each in book.walk()),
        captions=tuple(
            ExportedCaption(each.id, each.kind.name, f"{each.label}{each.separator}")
            for each in book.captions
        ),
        names={bookmark: name for name, bookmark in bookmarks.by_name.items()},
        references=references,
        numbering=manifest.get("numbering", {}),
        works=tuple(cited_works(book)),
        bibliography=_bibliography(manifest),
    )


def _section(section: Section, bookmarks: Bookmarks, digests: Mapping[str, str]) -> ExportedSection:
    return ExportedSection(
        id=section.id,
        bookmark=bookmarks.name(section.id),
        title=section.title,
        role=section.role,
        matter=section.matter,
        label=f"{section.label}{section.separator}" if section.label else "",
        number=section.number or "",
        missing=section.missing,
        fixed_number=section.number_request.number or "",
        start=section.number_request.start,
        language=section.language,
        digest=digests.get(section.id, ""),
    )


def _bibliography(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """How works are cited, without the files of the book that say so."""
    table = manifest.get("bibliography", {})
    found = {name: table[name] for name in ("style", "nocite") if name in table}
    return {name: value for name, value in found.items() if not str(value).endswith(".csl")}


def add_facts(parts: MutableMapping[str, bytes], facts: ExportedBook) -> None:
    """Add the facts to the parts of a Word file."""
    content = encode_exported(facts).decode()
    item = f'{_START}<book xmlns="{FACTS_NAMESPACE}">{escape(content)}</book>'
    identifier = f"{{{str(uuid5(NAMESPACE_URL, content)).upper()}}}"
    data = f"{_OFFICE}/customXml"
    parts[ITEM] = item.encode()
    parts[_PROPERTIES] = (
        f'{_START}<ds:datastoreItem xmlns:ds="{data}" ds:itemID="{identifier}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{FACTS_NAMESPACE}"/></ds:schemaRefs>'
        "</ds:datastoreItem>"
    ).encode()
    properties = f"{_OFFICE}/relationships/customXmlProps"
    parts[_ITEM_RELATIONS] = (
        f'{_START}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{properties}" Target="itemProps1.xml"/></Relationships>'
    ).encode()
    _relate(parts)


def _relate(parts: MutableMapping[str, bytes]) -> None:
    relations, types = parse_own(parts[_RELATIONS]), parse_own(parts[_TYPES])
    relation = etree.SubElement(relations, f"{{{_PACKAGE}/relationships}}Relationship")
    relation.set("Id", "rIdFacts")
    relation.set("Type", f"{_OFFICE}/relationships/customXml")
    relation.set("Target", f"../{ITEM}")
    override = etree.SubElement(types, f"{{{_PACKAGE}/content-types}}Override")
    override.set("PartName", f"/{_PROPERTIES}")
    override.set("ContentType", _PROPERTIES_TYPE)
    for name, root in ((_RELATIONS, relations), (_TYPES, types)):
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
