"""A document of an EPUB: its tree, and what every verification asks of it.

A book of many documents is verified after each change of one: what was read of the same bytes
before is kept, and the tree of a document is read only where a surface looks into it.
"""

from __future__ import annotations

from functools import cached_property

import msgspec
from lxml import etree

from publish.cache import Cache, digest, toolchain

X = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_KIND = "survey"
_anchors = etree.XPath("//@id", smart_strings=False)


class Unreadable(Exception):
    """The file cannot be read as what it says it is; the message tells what is wrong."""


class Survey(msgspec.Struct, frozen=True):
    """What a document says of itself and holds: every anchor, each `section` by its id and its
    `epub:type` in reading order, and how many `nav` elements."""

    language: str | None
    title: str
    anchors: list[str]
    sections: list[tuple[str, str]]
    navs: int


_DECODER = msgspec.msgpack.Decoder(Survey)


class Document:
    """A document of the package, by its address inside the container."""

    def __init__(self, href: str, content: bytes, cache: Cache | None = None) -> None:
        self.href = href
        self._content = content
        self._cache = cache

    @cached_property
    def root(self) -> etree._Element:
        """Its tree; raises `Unreadable`."""
        return parse(self.href, self._content)

    @cached_property
    def key(self) -> str:
        """A hash of its bytes, and of what reads them."""
        return digest(toolchain(), self._content)

    @cached_property
    def survey(self) -> Survey:
        """What is asked of it whatever changed; raises `Unreadable`."""
        known = self._cache.load(_KIND, self.key) if self._cache else None
        if known is not None:
            return _DECODER.decode(known)
        found = _survey(self.root)
        if self._cache:
            self._cache.store(_KIND, self.key, msgspec.msgpack.encode(found))
        return found


def parse(href: str, content: bytes) -> etree._Element:
    """The tree of an XML file; raises `Unreadable` where it is not well-formed."""
    reader = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(content, reader)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"{href} is not well-formed: {error.msg}") from error


def _survey(root: etree._Element) -> Survey:
    sections = root.iter(f"{X}section")
    return Survey(
        language=root.get(_XML_LANG),
        title=root.findtext(f"{X}head/{X}title", ""),
        anchors=_anchors(root),
        sections=[(each.get("id", ""), each.get(EPUB_TYPE, "")) for each in sections],
        navs=sum(1 for _ in root.iter(f"{X}nav")),
    )
