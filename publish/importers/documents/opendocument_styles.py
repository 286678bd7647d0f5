"""Styles of OpenDocument whose meaning the parser does not see, written so that it does.

It knows headings by their element alone, and takes each paragraph with a margin for a quotation,
although the whole text of many documents has one (OpenDocument 1.3, part 3, 16.2 and 20.206).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from publish.importers.documents.styles import HEADINGS, guess
from publish.model.xmlsafe import parse_untrusted

_URN = "urn:oasis:names:tc:opendocument:xmlns"
_TEXT, _STYLE, _FO, _OFFICE, _TABLE = (
    f"{{{_URN}:{name}:1.0}}" for name in ("text", "style", "xsl-fo-compatible", "office", "table")
)
_NAME = f"{_TEXT}style-name"
_PARAGRAPH, _HEADING, _LEVEL = f"{_TEXT}p", f"{_TEXT}h", f"{_TEXT}outline-level"
_MARGIN, _PROPERTIES = f"{_FO}margin-left", f"{_STYLE}paragraph-properties"
_LENGTH = re.compile(r"(-?[\d.]+)(cm|mm|in|pt|pc|px)")
_MILLIMETRES = {"cm": 10.0, "mm": 1.0, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "px": 25.4 / 96}
# Where paragraphs are no running text.
_ASIDE = tuple(f"{_TEXT}{name}" for name in ("list-item", "note-body", "index-body", "index-title"))
_CELLS = (f"{_TABLE}table-cell",)
_INDENTED = 5  # millimetres
_QUOTED = "-quoted"
_DEEPEST = 6
_LONGEST_CHAIN = 20


@dataclass(slots=True)
class _Sheet:
    """The paragraph styles of a document by name: their elements, and levels of its contents."""

    elements: dict[str, etree._Element] = field(default_factory=dict)
    levels: dict[str, int] = field(default_factory=dict)

    def chain(self, name: str) -> Iterator[tuple[str, etree._Element]]:
        """A style and those that it is based on."""
        for _ in range(_LONGEST_CHAIN):
            if name not in self.elements:
                return
            yield name, self.elements[name]
            name = self.elements[name].get(f"{_STYLE}parent-style-name", "")

    def level(self, name: str) -> int:
        """The level of headings in a style, 0 for one of text."""
        for each, element in self.chain(name):
            own = element.get(f"{_STYLE}default-outline-level")
            if own is not None:
                return int(own) if own.isdigit() and int(own) <= _DEEPEST else 0
            if each in self.levels:
                return self.levels[each]
            if (meaning := self._meaning(each, element)) in HEADINGS:
                return int(meaning[-1])
        return 0

    def margin(self, name: str) -> float:
        """The left margin of a style in millimetres."""
        for _, element in self.chain(name):
            properties = element.find(_PROPERTIES)
            length = None if properties is None else properties.get(_MARGIN)
            if length is not None:
                match = _LENGTH.fullmatch(length)
                return float(match[1]) * _MILLIMETRES[match[2]] if match else 0
        return 0

    def is_quotation(self, name: str) -> bool:
        """Whether the name of a style says so, or that of one which it is based on."""
        return any(self._meaning(*each) == "quotation" for each in self.chain(name))

    def _meaning(self, name: str, element: etree._Element) -> str:
        shown = element.get(f"{_STYLE}display-name") or name.replace("_20_", " ")
        return guess(shown) or ""


def read_text_document(file: Path) -> bytes | None:
    """The document in which headings and quotations are what their styles say; None for a file that
    cannot be read."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        roots = {name: parse_untrusted(parts[name]) for name in ("content.xml", "styles.xml")}
    except (zipfile.BadZipFile, OSError, ValueError, KeyError, NotImplementedError):
        return None
    sheet = _sheet(roots)
    _mark_headings(roots["content.xml"], sheet)
    _mark_quotations(roots["content.xml"], sheet)
    for name, root in roots.items():
        parts[name] = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _sheet(roots: dict[str, etree._Element]) -> _Sheet:
    sheet = _Sheet()
    for root in (roots["styles.xml"], roots["content.xml"]):
        for style in root.iter(f"{_STYLE}style"):
            if style.get(f"{_STYLE}family") == "paragraph":
                sheet.elements[style.get(f"{_STYLE}name", "")] = style
        for group in root.iter(f"{_TEXT}index-source-styles"):
            level = group.get(_LEVEL, "")
            for style in group if level.isdigit() and int(level) <= _DEEPEST else ():
                sheet.levels[style.get(_NAME, "")] = int(level)
    return sheet


def _mark_headings(content: etree._Element, sheet: _Sheet) -> None:
    for node in list(_running(content)):
        level = sheet.level(node.get(_NAME, ""))
        if level and "".join(node.itertext()).strip():
            node.tag = _HEADING
            node.set(_LEVEL, str(level))


def _mark_quotations(content: etree._Element, sheet: _Sheet) -> None:
    """Leave a margin to quotations alone: those by name, and what is further in than most text."""
    running = [(node, node.get(_NAME, "")) for node in _running(content)]
    lengths: Counter[float] = Counter()
    for node, name in running:
        lengths[round(sheet.margin(name))] += len("".join(node.itertext()))
    usual = max(lengths, key=lambda each: lengths[each], default=0)
    quoted = {
        name
        for _, name in running
        if sheet.is_quotation(name) or sheet.margin(name) - usual > _INDENTED
    }
    for element in sheet.elements.values():
        for properties in element.iter(_PROPERTIES):
            properties.attrib.pop(_MARGIN, None)
    for node, name in running:
        if name in quoted and next(node.iterancestors(*_CELLS), None) is None:
            node.set(_NAME, f"{name}{_QUOTED}")
    _add_styles(content, quoted)


def _add_styles(content: etree._Element, names: Iterable[str]) -> None:
    """Add a style with a margin, based on each of those names."""
    styles = content.find(f"{_OFFICE}automatic-styles")
    if styles is None:
        styles = etree.Element(f"{_OFFICE}automatic-styles")
        content.insert(0, styles)
    for name in sorted(names):
        style = etree.SubElement(styles, f"{_STYLE}style")
        style.set(f"{_STYLE}name", f"{name}{_QUOTED}")
        style.set(f"{_STYLE}family", "paragraph")
        style.set(f"{_STYLE}parent-style-name", name)
        etree.SubElement(style, _PROPERTIES).set(_MARGIN, "10mm")


def _running(content: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of the running text."""
    for node in content.iter(_PARAGRAPH):
        if next(node.iterancestors(*_ASIDE), None) is None:
            yield node
