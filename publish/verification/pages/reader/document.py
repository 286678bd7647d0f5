"""A document of a product: its tree, and the facts that every verification needs.

A book of many documents is verified after each change of one: the facts of the same bytes are
cached, and the tree of a document is parsed only where a check looks into it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import NamedTuple

import msgspec
from lxml import etree

from publish.cache import Cache, Memo, digest
from publish.model.xmlsafe import parse_own
from publish.verification.markup import X

EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Attributes that authors write and no HTML has.
_TYPED = ("index", "see", "see-also", "range", "sort", "term", "running", "only", "except")
_typed = etree.XPath(" | ".join(f"//@{name}" for name in _TYPED))
_anchors = etree.XPath("//@id", smart_strings=False)

# Takes out of a tree, in place, what only an edition for a shop has.
Plain = Callable[[etree._Element], None]


class Unreadable(Exception):
    """The file is not what it claims to be; the message gives the reason."""


class ImageFile(NamedTuple):
    """An image of the product: its address there, its media type and its bytes."""

    href: str
    media_type: str
    content: bytes
    is_cover: bool


class DocumentFacts(msgspec.Struct, frozen=True):
    """The facts of a document: every anchor, each `section` by its id and kind in reading order.

    The kind is the `epub:type`, or else the first class. `navs` is the number of `nav` elements,
    `images` are the links to those that it shows, and `typed` the attributes of the manuscript that
    are left.
    """

    language: str | None
    title: str
    anchors: list[str]
    sections: list[tuple[str, str]]
    navs: int
    images: list[str]
    typed: list[str]


class _DocumentInputs(msgspec.Struct, frozen=True):
    href: str
    document: str


_FACTS = Memo("document-facts", _DocumentInputs, DocumentFacts)


class Document:
    """A document of the product, by its address among its files."""

    def __init__(
        self,
        href: str,
        files: Mapping[str, bytes],
        cache: Cache,
        make_plain: Plain = lambda _: None,
        read: Callable[[str, bytes], etree._Element] | None = None,
    ) -> None:
        self.href = href
        self._files = files
        self._cache = cache
        self._make_plain = make_plain
        self._read = read or parse

    @property
    def _content(self) -> bytes:
        return self._files[self.href]

    @cached_property
    def root(self) -> etree._Element:
        """Its tree, made plain; raises `Unreadable`."""
        root = self.as_stored()
        self._make_plain(root)
        return root

    def as_stored(self) -> etree._Element:
        """Its tree as it is in the file; raises `Unreadable`."""
        return self._read(self.href, self._content)

    @cached_property
    def sections(self) -> dict[str, etree._Element]:
        """The first `section` with each id; raises `Unreadable`."""
        return {each.get("id", ""): each for each in reversed(list(self.root.iter(f"{X}section")))}

    def forget_tree(self) -> None:
        """Forget the tree and its elements until they are asked for again."""
        for name in ("root", "sections"):
            self.__dict__.pop(name, None)

    @cached_property
    def digest(self) -> str:
        """A hash of its bytes."""
        return digest(self._content)

    @cached_property
    def facts(self) -> DocumentFacts:
        """What is needed whatever changed; raises `Unreadable`."""
        if self._cache.folder is None:
            return _read_facts(self.root)
        inputs = _DocumentInputs(self.href, self.digest)
        return _FACTS.get(self._cache, inputs, lambda: _read_facts(self.root))


def parse(href: str, content: bytes) -> etree._Element:
    """The tree of an XML file; raises `Unreadable` where it is not well-formed."""
    try:
        return parse_own(content)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"{href} is not well-formed: {error.msg}") from error


def _kind(section: etree._Element) -> str:
    return section.get(EPUB_TYPE) or section.get("class", "").partition(" ")[0]


def _read_facts(root: etree._Element) -> DocumentFacts:
    sections = root.iter(f"{X}section")
    return DocumentFacts(
        language=root.get(_XML_LANG),
        title=root.findtext(f"{X}head/{X}title", ""),
        anchors=_anchors(root),
        sections=[(each.get("id", ""), _kind(each)) for each in sections],
        navs=sum(1 for _ in root.iter(f"{X}nav")),
        images=[image.get("src", "") for image in root.iter(f"{X}img")],
        typed=[str(each.attrname) for each in _typed(root)],
    )
