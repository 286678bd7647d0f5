"""The parts of a Word file that are rewritten before it is parsed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from publish.importers.documents.ooxml.boxes import unbox
from publish.importers.documents.ooxml.citations import mark_citations, read_sources
from publish.importers.documents.ooxml.fields import complete_fields
from publish.importers.documents.ooxml.generated import mark_generated
from publish.importers.documents.ooxml.headings import mark_headings, read_styles, style_levels
from publish.importers.documents.ooxml.tables import complete_grids
from publish.model.xmlsafe import parse_untrusted

_STYLES = "word/styles.xml"
_TEXTS = re.compile(r"word/(?:document|footnotes|endnotes)\.xml")
_SOURCES = re.compile(r"customXml/item\d*\.xml")


@dataclass(frozen=True, slots=True)
class WordFile:
    """A Word file that is ready to be parsed; `levels` are the styles that are headings by their
    outline level, with what they mean."""

    content: bytes
    levels: Mapping[str, str] = field(default_factory=dict)


def read_word(file: Path) -> WordFile | None:
    """The file in which nothing is hidden from the parser; None for one that cannot be read."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    styles = _parsed(parts.get(_STYLES))
    if styles is None:
        return None
    sheet = read_styles(styles)
    works = _works(parts)
    for name, content in parts.items():
        root = _parsed(content) if _TEXTS.fullmatch(name) else None
        if root is not None:
            complete_fields(root)
            unbox(root)
            complete_grids(root)
            mark_citations(root, works)
            mark_generated(root, styles)
            mark_headings(root, sheet, styles)
            parts[name] = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    parts[_STYLES] = etree.tostring(styles, encoding="utf-8", xml_declaration=True)
    return WordFile(_packed(parts), style_levels(sheet))


def _works(parts: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    works: dict[str, dict[str, Any]] = {}
    for name, content in parts.items():
        root = _parsed(content) if _SOURCES.fullmatch(name) else None
        if root is not None:
            works |= read_sources(root)
    return works


def _packed(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _parsed(content: bytes | None) -> etree._Element | None:
    try:
        return None if content is None else parse_untrusted(content)
    except (etree.XMLSyntaxError, ValueError):
        return None
