"""The facts of a book in a Word file that an export wrote, and the bookmarks of its headings."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from publish.model.exported import FACTS_NAMESPACE, ExportedBook, decode_exported
from publish.model.xmlsafe import parse_untrusted

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT = "word/document.xml"
_ITEM = re.compile(r"customXml/item\d+\.xml")
_HEADING = re.compile(r"Heading\d|heading \d")


def exported_facts(file: Path) -> ExportedBook | None:
    """The facts in a Word file; None if no export of ours wrote it."""
    if not zipfile.is_zipfile(file):
        return None
    with zipfile.ZipFile(file) as archive:
        items = [name for name in archive.namelist() if _ITEM.fullmatch(name)]
        for name in sorted(items):
            root = _parsed(archive.read(name))
            if root is not None and root.tag == f"{{{FACTS_NAMESPACE}}}book":
                return decode_exported((root.text or "").encode())
    return None


def heading_bookmarks(file: Path) -> list[list[str]]:
    """The bookmarks in each heading of a Word file, in reading order; a heading has words."""
    with zipfile.ZipFile(file) as archive:
        root = _parsed(archive.read(_DOCUMENT))
    return [] if root is None else list(_headings(root))


def _headings(root: etree._Element) -> Iterator[list[str]]:
    for paragraph in root.iter(f"{_W}p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if style is None or not _HEADING.fullmatch(style.get(f"{_W}val", "")):
            continue
        if "".join(text.text or "" for text in paragraph.iter(f"{_W}t")).strip():
            starts = paragraph.iter(f"{_W}bookmarkStart")
            yield [start.get(f"{_W}name", "") for start in starts]


def _parsed(content: bytes) -> etree._Element | None:
    try:
        return parse_untrusted(content)
    except (etree.XMLSyntaxError, ValueError):
        return None
