"""The Word file: what pandoc writes, with our styles, lists, properties and drawings; no clock."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from lxml import etree

from publish.exporters.docx.body import finish_body
from publish.exporters.docx.code_styles import add_code_styles, style_code
from publish.exporters.docx.drawings import add_drawings
from publish.exporters.docx.facts import add_facts
from publish.exporters.docx.pictures import WordPicture
from publish.exporters.docx.styles import styles_part
from publish.exporters.docx.word_lists import HeadingListIds, add_lists, link_styles
from publish.model.book import Book
from publish.model.exported import ExportedBook
from publish.model.xmlsafe import parse_own
from publish.outputs.epub.archive import pack

_DOCUMENT, _STYLES = "word/document.xml", "word/styles.xml"
_NUMBERING, _CORE = "word/numbering.xml", "docProps/core.xml"


def finish_package(
    written: bytes,
    book: Book,
    numbers: HeadingListIds,
    first: frozenset[str],
    pictures: Mapping[str, WordPicture],
    facts: ExportedBook,
) -> bytes:
    """The finished file; `first` are the bookmarks of the sections that begin a file."""
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    right_to_left = book.direction == "rtl"
    document, numbering = parse_own(parts[_DOCUMENT]), parse_own(parts[_NUMBERING])
    finish_body(document, numbers, first, right_to_left=right_to_left)
    code = style_code(document)
    parts[_STYLES] = _styles(book, numbers, code, right_to_left=right_to_left)
    add_lists(numbering, numbers.lists)
    parts[_NUMBERING] = _bytes(numbering)
    parts[_CORE] = _core_properties(book)
    add_drawings(parts, document, [each for each in pictures.values() if each.drawing])
    parts[_DOCUMENT] = _bytes(document)
    add_facts(parts, facts)
    return pack(parts)


def _styles(
    book: Book,
    numbers: HeadingListIds,
    code: Mapping[str, tuple[str, str]],
    *,
    right_to_left: bool,
) -> bytes:
    styles = parse_own(styles_part(book.metadata.language, right_to_left=right_to_left))
    link_styles(styles, numbers.lists)
    add_code_styles(styles, code)
    return _bytes(styles)


def _bytes(root: etree._Element) -> bytes:
    part: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return part


def _core_properties(book: Book) -> bytes:
    """The core properties (ISO 29500-2, 11), from the manifest; the time is that of the book."""
    data = book.metadata
    modified = data.modified.strftime("%Y-%m-%dT%H:%M:%SZ")
    texts = {
        "dc:title": data.title,
        "dc:creator": "; ".join(author.name for author in data.authors),
        "dc:description": data.description,
        "dc:language": data.language,
        "dc:identifier": data.identifier,
        "cp:keywords": ", ".join(data.subjects),
        "cp:version": data.version,
    }
    rows = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in texts.items() if text)
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{modified}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return f"{_CORE_START}{rows}{dates}</cp:coreProperties>".encode()


_CORE_START = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties'
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
)
