"""What a Word file says of itself: its title page by styles, its properties, its languages."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from publish.importers.documents.ooxml.headings import StyleSheet, read_styles
from publish.importers.documents.ooxml.names import PARAGRAPH, TEXT, W, value
from publish.model.xmlsafe import parse_untrusted

_DC = "{http://purl.org/dc/elements/1.1/}"
_CORE, _DOCUMENT, _STYLES = "docProps/core.xml", "word/document.xml", "word/styles.xml"
_HEADING = re.compile(r"heading \d", re.I)
_AND = re.compile(r"\s*(?:[;,&]|\band\b|\bund\b|\bet\b)\s*")
_PROGRAMS = frozenset({"Microsoft Office User", "Windows User", "Apache POI"})
_LANGUAGES = tuple(f"{W}{name}" for name in ("val", "eastAsia", "bidi"))
_LONGEST_CHAIN = 20


class WordProperties(NamedTuple):
    """The title and subtitle by their styles; the title in the properties, which may be another;
    the authors; the languages in which the text is proofed: Latin, East Asian, right to left."""

    title: str | None
    subtitle: str | None
    named: str | None
    authors: list[str]
    languages: list[str]


def read_properties(file: Path) -> WordProperties:
    """The properties of a Word file; empty ones where it cannot be read."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = {n: archive.read(n) for n in archive.namelist() if n in _READ}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        parts = {}
    core, document, styles = (_parsed(parts.get(name)) for name in _READ)
    sheet = read_styles(styles) if styles is not None else StyleSheet()
    cover = list(_cover(document, sheet)) if document is not None else []
    return WordProperties(
        _joined(cover, "Title"),
        _joined(cover, "Subtitle"),
        _property(core, "title"),
        list(_people(_property(core, "creator") or "")),
        list(_languages(styles)),
    )


_READ = (_CORE, _DOCUMENT, _STYLES)


def _parsed(content: bytes | None) -> etree._Element | None:
    try:
        return None if content is None else parse_untrusted(content)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _property(core: etree._Element | None, name: str) -> str | None:
    found = None if core is None else core.find(f"{_DC}{name}")
    return " ".join((found.text or "").split()) or None if found is not None else None


def _cover(document: etree._Element, sheet: StyleSheet) -> Iterator[tuple[str, str]]:
    """The paragraphs before the first heading, each with the name of its style."""
    for paragraph in document.iter(PARAGRAPH):
        style = value(paragraph, "w:pPr/w:pStyle") or ""
        names = list(_names(style, sheet))
        if any(map(_HEADING.fullmatch, names)) or (style and sheet.level(style)):
            return
        title = next((name for name in names if name in ("Title", "Subtitle")), "")
        yield title, " ".join(_own_words(paragraph).split())


def _own_words(paragraph: etree._Element) -> str:
    """The words of a paragraph without those of text boxes in it."""
    texts = paragraph.iter(TEXT)
    return "".join(each.text or "" for each in texts if _around(each) is paragraph)


def _around(text: etree._Element) -> etree._Element | None:
    return next(text.iterancestors(PARAGRAPH), None)


def _names(style: str, sheet: StyleSheet) -> Iterator[str]:
    """The names of a style and of those that it is based on."""
    for _ in range(_LONGEST_CHAIN):
        if style not in sheet.names:
            return
        yield sheet.names[style]
        style = sheet.bases.get(style, "")


def _joined(cover: list[tuple[str, str]], style: str) -> str | None:
    """The words of the first paragraphs in a style that follow each other."""
    found: list[str] = []
    for name, text in cover:
        if name == style and text:
            found.append(text)
        elif found and text:
            break
    return " ".join(found) or None


def _people(creator: str) -> Iterator[str]:
    """The names in a property, which often has that of an account or a program."""
    if creator not in _PROGRAMS:
        yield from (part for part in _AND.split(creator) if _is_name(part))


def _is_name(text: str) -> bool:
    parts = text.split()
    return 2 <= len(parts) <= 4 and all(each[0].isupper() and each.isalpha() for each in parts)


def _languages(styles: etree._Element | None) -> Iterator[str]:
    """Those of the document's defaults."""
    path = "w:docDefaults/w:rPrDefault/w:rPr/w:lang".replace("w:", W)
    found = None if styles is None else styles.find(path)
    if found is not None:
        yield from filter(None, map(found.get, _LANGUAGES))
