"""All that a page loads or leads to in the edition is there, and nothing comes from elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from publish.verification.difference import Code, Difference, quoted
from publish.verification.markup import X
from publish.verification.pages.reader.addresses import resolve
from publish.verification.pages.reader.document import Document
from publish.verification.web.finished import FinishedWeb

_OUTSIDE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.I)
_LOADED = ("src", "srcset", "poster", "data")
_STYLE_ADDRESS = re.compile(rb"url\(\s*[\"']?([^\"')]+)")


def check_links(finished: FinishedWeb) -> Iterator[Difference]:
    """The targets of all links and the addresses of all that is loaded."""
    site = finished.container
    anchors = {name: set(page.facts.anchors) for name, page in site.pages.items()}
    for document in site.pages.values():
        yield from _check_ids(document)
        yield from _check_skip(document)
        for node in document.root.iter(etree.Element):
            for address, is_loaded in _addresses(node):
                where = f"{etree.QName(node).localname} of {document.href}"
                yield from _check(finished, anchors, where, address, document.href, is_loaded)
    for name, content in site.files.items():
        if name.endswith(".css"):
            for match in _STYLE_ADDRESS.finditer(content):
                address = match[1].decode()
                if not address.startswith("data:"):
                    yield from _check(finished, anchors, name, address, name, True)


def _check_skip(document: Document) -> Iterator[Difference]:
    """The first link of a page leads past what surrounds the text, to the text."""
    first = next(document.root.iter(f"{X}a"), None)
    main = next(document.root.iter(f"{X}main"), None)
    right = None if main is None else f"#{main.get('id')}"
    shown = None if first is None else first.get("href")
    if right is None or shown != right:
        values = quoted(right or "a text"), quoted(shown)
        yield Difference(Code.TARGET, "links", document.href, "the way to the text", *values)


def _check_ids(document: Document) -> Iterator[Difference]:
    for anchor, count in Counter(document.facts.anchors).items():
        if count > 1:
            values = "once", f"{count} times"
            yield Difference(
                Code.TARGET, "links", document.href, f"the id {quoted(anchor)}", *values
            )


def _addresses(node: etree._Element) -> Iterator[tuple[str, bool]]:
    """The addresses of an element, and whether a browser loads them with the page."""
    for name in _LOADED:
        if address := node.get(name):
            yield address, True
    if address := node.get("href"):
        is_link = etree.QName(node).localname == "link"
        relation = node.get("rel", "")
        yield address, is_link and relation not in ("canonical", "prev", "next")


def _check(
    finished: FinishedWeb,
    anchors: dict[str, set[str]],
    where: str,
    address: str,
    base: str,
    is_loaded: bool,
) -> Iterator[Difference]:
    if _OUTSIDE.match(address):
        if is_loaded:
            values = "a file of the edition", quoted(address)
            yield Difference(Code.TARGET, "links", where, "address", *values)
        return
    file, _, fragment = resolve(address, base).partition("#")
    if file not in finished.container.files:
        yield Difference(Code.TARGET, "links", where, "address", "a file", quoted(address))
    elif fragment and file in anchors and fragment not in anchors[file]:
        yield Difference(Code.TARGET, "links", where, "address", "a place", quoted(address))
