"""Reads an EPUB for the comparison: elements, text, navigation, pages, accessibility metadata."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from bench.comparison.elements import Element

_X, _OPS = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/ops}"
_MATHML = "{http://www.w3.org/1998/Math/MathML}math"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_KINDS = {
    "p": "P", "li": "LI", "ul": "L", "ol": "L", "table": "Table", "tr": "TR", "th": "TH",
    "td": "TD", "caption": "Caption", "figcaption": "Caption", "blockquote": "BlockQuote",
    "img": "Figure",
} | {f"h{level}": "H" for level in range(1, 7)}  # fmt: skip
_BLOCKS = frozenset(
    "p li td th tr h1 h2 h3 h4 h5 h6 div figcaption caption pre aside dd dt".split()
)
_NOTE = frozenset("footnote endnote rearnote doc-footnote doc-endnote".split())


@dataclass(frozen=True, slots=True)
class NavLine:
    """A line of the navigation: its text, and the file and fragment of its target."""

    text: str
    target: tuple[str, str]


class EpubReader:
    """The content of an EPUB; raises `KeyError` if a required part is missing."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            container = etree.fromstring(archive.read("META-INF/container.xml"), _PARSER)
            self._opf_path = str(container.xpath("string(//@full-path)"))
            self._opf = etree.fromstring(archive.read(self._opf_path), _PARSER)
            items = {node.get("id"): node for node in self._opf.iterfind(".//{*}item")}
            self._nav_path = next(
                self._inside(self._opf_path, node.get("href", ""))
                for node in items.values()
                if "nav" in node.get("properties", "").split()
            )
            spine = [items[node.get("idref")] for node in self._opf.iterfind(".//{*}itemref")]
            names = [self._inside(self._opf_path, node.get("href", "")) for node in spine]
            self._pages = {
                name: etree.fromstring(archive.read(name), _PARSER)
                for name in names
                if name != self._nav_path
            }
            self._nav = etree.fromstring(archive.read(self._nav_path), _PARSER)

    @staticmethod
    def _inside(base: str, href: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(href)))

    @cached_property
    def accessibility(self) -> list[tuple[str, str]]:
        """The `schema:`, `a11y:` and `dcterms:conformsTo` properties of the package."""
        return [
            (name, (node.text or "").strip())
            for node in self._opf.iterfind(".//{*}meta")
            if (name := node.get("property", "")).startswith(("schema:", "a11y:"))
            or name == "dcterms:conformsTo"
        ]

    def values_of(self, name: str) -> list[str]:
        """The values of one such property."""
        return [value for key, value in self.accessibility if key == name]

    @cached_property
    def elements(self) -> list[Element]:
        """All elements that have a kind, in reading order."""
        return [
            each
            for page in self._pages.values()
            for node in page.iter(etree.Element)
            for each in self._element(node)
        ]

    def _element(self, node: etree._Element) -> Iterator[Element]:
        tag = str(node.tag).removeprefix(_X)
        if _is_note(node):
            yield Element("Note", _text(node, notes=True))
        if node.tag == _MATHML:
            yield Element("Formula", "", node.get("alttext") or _text(node, notes=True))
        elif tag in _KINDS:
            yield Element(_KINDS[tag], _text(node, notes=False), node.get("alt", ""))

    @cached_property
    def text(self) -> str:
        """The text of all pages in the order of the spine."""
        bodies = (body for page in self._pages.values() for body in page.iter(f"{_X}body"))
        return " ".join(_text(body, notes=True) for body in bodies)

    @cached_property
    def languages(self) -> set[str]:
        """The languages of parts of the text, without those of whole pages."""
        nodes = (node for page in self._pages.values() for node in page.iter(etree.Element))
        values_of = (
            node.get(_LANG) or node.get("lang") for node in nodes if node.tag != f"{_X}html"
        )
        return {language for language in values_of if language}

    def navigation(self, kind: str) -> list[NavLine]:
        """The lines of one navigation: "toc", "page-list" or "landmarks"."""
        return [
            NavLine(_text(node, notes=True), self._target(node.get("href", "")))
            for nav in self._nav.iter(f"{_X}nav")
            if kind in nav.get(f"{_OPS}type", "").split()
            for node in nav.iter(f"{_X}a")
        ]

    def _target(self, href: str) -> tuple[str, str]:
        name, _, fragment = href.partition("#")
        return self._inside(self._nav_path, name), unquote(fragment)

    def heading(self, target: tuple[str, str]) -> str:
        """The text of the heading of a navigation line: at its target, or the first inside."""
        name, fragment = target
        page = self._pages.get(name)
        found = page if page is None or not fragment else _by_id(page, fragment)
        if found is None:
            return ""
        for node in found.iter(etree.Element):
            if _KINDS.get(str(node.tag).removeprefix(_X)) == "H":
                return _text(node, notes=False)
        return ""

    @property
    def page_breaks(self) -> set[tuple[str, str]]:
        """The positions of page breaks of a print edition."""
        return {
            (name, node.get("id", ""))
            for name, page in self._pages.items()
            for node in page.iter(etree.Element)
            if "pagebreak" in node.get(f"{_OPS}type", "").split()
            or node.get("role") == "doc-pagebreak"
        }


def _by_id(page: etree._Element, name: str) -> etree._Element | None:
    return next((node for node in page.iter(etree.Element) if node.get("id") == name), None)


def _is_note(node: etree._Element) -> bool:
    return bool(_NOTE & {*node.get(f"{_OPS}type", "").split(), *node.get("role", "").split()})


def _text(node: etree._Element, notes: bool) -> str:
    return "".join(_pieces(node, notes))


def _pieces(node: etree._Element, notes: bool) -> Iterator[str]:
    apart = " " if str(node.tag).removeprefix(_X) in _BLOCKS else ""
    yield apart + (node.text or "")
    for kid in node:
        if isinstance(kid.tag, str) and (notes or not _is_note(kid)) and not _is_annotation(kid):
            yield from _pieces(kid, notes)
        yield kid.tail or ""
    yield apart


def _is_annotation(node: etree._Element) -> bool:
    """Whether it is the same formula in another notation, which is not displayed."""
    return etree.QName(node).localname == "annotation"
