"""All that a page loads or leads to in the edition is there, and nothing comes from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.verification.difference import Code, Difference, quoted
from publish.verification.pages.reader.addresses import resolve
from publish.verification.web.finished import FinishedWeb
from publish.verification.web.reader.page import Address, WebPage

_OUTSIDE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)", re.I)
_STYLE_ADDRESS = re.compile(rb"url\(\s*[\"']?([^\"')]+)")


def check_links(finished: FinishedWeb) -> Iterator[Difference]:
    """The targets of all links and the addresses of all that is loaded."""
    site = finished.container
    anchors = {name: set(page.around.anchors) for name, page in site.pages.items()}
    for document in site.pages.values():
        yield from _check_skip(document)
        for each in document.around.addresses:
            where = f"{each.element} of {document.href}"
            yield from _check(finished, anchors, where, each, document.href)
    for name, content in site.files.items():
        if name.endswith(".css"):
            for match in _STYLE_ADDRESS.finditer(content):
                address = Address("url", match[1].decode(), is_loaded=True)
                if not address.address.startswith("data:"):
                    yield from _check(finished, anchors, name, address, name)


def _check_skip(document: WebPage) -> Iterator[Difference]:
    """The first link of a page leads past what surrounds the text, to the text."""
    around = document.around
    if around.leads_on is not None:  # a page that has moved has nothing to skip
        return
    right = None if around.main is None else f"#{around.main}"
    shown = around.first_link
    if right is None or shown != right:
        values = quoted(right or "a text"), quoted(shown)
        yield Difference(Code.TARGET, "links", document.href, "the way to the text", *values)


def _check(
    finished: FinishedWeb,
    anchors: dict[str, set[str]],
    where: str,
    address: Address,
    base: str,
) -> Iterator[Difference]:
    if _OUTSIDE.match(address.address):
        if address.is_loaded:
            values = "a file of the edition", quoted(address.address)
            yield Difference(Code.TARGET, "links", where, "address", *values)
        return
    file, _, fragment = resolve(address.address, base).partition("#")
    if file not in finished.container.files:
        yield Difference(Code.TARGET, "links", where, "address", "a file", quoted(address.address))
    elif fragment and file in anchors and fragment not in anchors[file]:
        yield Difference(Code.TARGET, "links", where, "address", "a place", quoted(address.address))
