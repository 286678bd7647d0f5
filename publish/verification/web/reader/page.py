"""A page of a web edition, with the facts of what surrounds its text.

A book of many pages is verified after each change of one: the facts of the same bytes are cached.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cached_property

import msgspec
from lxml import etree

from publish.cache import Cache, Memo
from publish.model.xhtml import remove, text_of
from publish.verification.markup import X
from publish.verification.pages.reader.addresses import resolve
from publish.verification.pages.reader.document import Document
from publish.verification.web.reader.html import parse_html

_DATA = "application/ld+json"
_LOADED = ("src", "srcset", "poster", "data")
_LED_TO = ("canonical", "prev", "next")  # by a `link`, which loads nothing then
# Found by XPath, since a page has thousands of elements, and few of these.
_anchors = etree.XPath("//@id[. != '']", smart_strings=False)
_with_address = etree.XPath(" | ".join(f"//@{name}/.." for name in (*_LOADED, "href")))
_OWN_CODE = ("{*}script", "{*}style")
# To ask every attribute for its name takes as long as to parse the page, and few have this in them.
_MAY_STYLE_OR_RUN = re.compile(rb"""[\s"'/](?:style|on[a-z]+)\s*=""", re.I)
_own_attributes = etree.XPath("//@*[name() = 'style' or starts-with(name(), 'on')]")
_breaks = etree.XPath("//h:span[@role = 'doc-pagebreak']", namespaces={"h": X[1:-1]})


class Address(msgspec.Struct, frozen=True):
    """An address in a page: the name of its element, and whether a browser loads it."""

    element: str
    address: str
    is_loaded: bool


class Turn(msgspec.Struct, frozen=True):
    """A link to the page before or after: its kind, its address in the edition, its words."""

    kind: str
    target: str
    text: str


class Surroundings(msgspec.Struct, frozen=True):
    """What a page says around its text, and where it leads.

    `named` are the pairs of name and content of its `meta` elements, `data` its JSON-LD, `inside`
    what runs or styles from inside it, `page_numbers` name and text of each mark of a print page.
    A page that has moved `leads_on` to an address in the edition; `moved` has those that its ids
    lead to.
    """

    language: str | None
    main: str | None
    first_link: str | None
    after: str | None
    canonical: str | None
    named: list[tuple[str, str]]
    policies: list[str]
    data: str
    turns: list[Turn]
    addresses: list[Address]
    inside: list[str]
    page_numbers: list[tuple[str, str]]
    anchors: list[str]
    leads_on: str | None
    moved: dict[str, str]


class _PageInputs(msgspec.Struct, frozen=True):
    href: str
    page: str


_FACTS = Memo("web-page-facts", _PageInputs, Surroundings)


class WebPage(Document):
    """A page, whose tree is without the numbers of print pages: they are no words of the text."""

    def __init__(self, href: str, content: bytes, cache: Cache) -> None:
        super().__init__(href, {href: content}, cache, read=parse_html)

    @property
    def may_style_or_run(self) -> bool:
        """Whether any element of it may have a style or a handler of its own."""
        return bool(_MAY_STYLE_OR_RUN.search(self._content))

    @cached_property
    def _stored(self) -> etree._Element:
        return super().as_stored()

    def as_stored(self) -> etree._Element:
        """Its tree as it is in the file, parsed once, which nobody may change."""
        return self._stored

    @cached_property
    def root(self) -> etree._Element:
        """Its tree without the numbers of print pages; raises `Unreadable`."""
        if not _page_numbers(self._stored):
            return self._stored
        root = deepcopy(self._stored)
        for span in _page_numbers(root):
            remove(span)
        return root

    @cached_property
    def around(self) -> Surroundings:
        """The facts of what surrounds its text; raises `Unreadable`."""
        if self._cache.folder is None:
            return _read(self)
        return _FACTS.get(self._cache, _PageInputs(self.href, self.digest), lambda: _read(self))


def _page_numbers(root: etree._Element) -> list[etree._Element]:
    return list(_breaks(root))


def _read(page: WebPage) -> Surroundings:
    root = page.as_stored()
    metas = list(root.iter(f"{X}meta"))
    main = next(root.iter(f"{X}main"), None)
    first = next(root.iter(f"{X}a"), None)
    after = _linked(root, "next")
    return Surroundings(
        language=root.get("lang"),
        main=None if main is None else main.get("id"),
        first_link=None if first is None else first.get("href"),
        after=None if after is None else resolve(after, page.href),
        canonical=_linked(root, "canonical"),
        named=[(node.get("name", ""), node.get("content", "")) for node in metas],
        policies=[
            node.get("content", "")
            for node in metas
            if node.get("http-equiv") == "Content-Security-Policy"
        ],
        data=next((s.text or "" for s in root.iter(f"{X}script") if s.get("type") == _DATA), ""),
        turns=[
            Turn(link.get("rel", ""), resolve(link.get("href", ""), page.href), text_of(link))
            for link in root.iter(f"{X}a")
            if link.get("rel") in ("prev", "next")
        ],
        addresses=[each for node in _with_address(root) for each in _addresses(node)],
        inside=list(_inside(root, may_style_or_run=page.may_style_or_run)),
        anchors=_anchors(root),
        leads_on=_refresh(root, page.href),
        moved=dict(_moved(root, page.href)),
        page_numbers=[(span.get("title", ""), text_of(span)) for span in _page_numbers(root)],
    )


def _refresh(root: etree._Element, base: str) -> str | None:
    for meta in root.iter(f"{X}meta"):
        if meta.get("http-equiv") == "refresh":
            return resolve(meta.get("content", "").partition("url=")[2], base)
    return None


def _moved(root: etree._Element, base: str) -> Iterator[tuple[str, str]]:
    for nav in root.iter(f"{X}nav"):
        if nav.get("class") == "moved":
            for line in nav.iter(f"{X}p"):
                link = next(line.iter(f"{X}a"), None)
                address = "" if link is None else resolve(link.get("href", ""), base)
                yield line.get("id", ""), address


def _linked(root: etree._Element, relation: str) -> str | None:
    links = (link for link in root.iter(f"{X}link") if link.get("rel") == relation)
    return next((link.get("href") for link in links), None)


def _addresses(node: etree._Element) -> Iterator[Address]:
    name = etree.QName(node).localname
    for attribute in _LOADED:
        if address := node.get(attribute):
            yield Address(name, address, is_loaded=True)
    if address := node.get("href"):
        is_loaded = name == "link" and node.get("rel") not in _LED_TO
        yield Address(name, address, is_loaded)


def _inside(root: etree._Element, *, may_style_or_run: bool) -> Iterator[str]:
    for node in root.iter(*_OWN_CODE):
        if etree.QName(node).localname == "style":
            yield "a style sheet"
        elif not node.get("src") and node.get("type") != _DATA:
            yield "a script"
    for found in _own_attributes(root) if may_style_or_run else ():
        yield f"{found.attrname} of {etree.QName(found.getparent()).localname}"
