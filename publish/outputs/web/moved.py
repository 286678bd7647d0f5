"""Where the addresses of an earlier edition lead now: lines on pages, and pages that lead on.

A server never gets the id of an address, and none is needed. A page that still has the name of an
earlier one has a line for each id that it lost, which appears for those who ask for it; an address
without a page has one of its own. A script follows both, and without it a reader does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec
from lxml import etree

from publish.model.earlier_page import EarlierPage, EarlierPlace
from publish.model.markup import MOVED
from publish.model.xhtml import element
from publish.outputs.pages.markup import find_all, parse_document
from publish.outputs.pages.specs import relative_address
from publish.outputs.web.html import to_html
from publish.outputs.web.page_format import FRAME_STYLE, INDEX
from publish.render.environment import Renderer

SCRIPT = "style/moved.js"


class MovedLine(msgspec.Struct, frozen=True):
    """Where an id leads now: the address in the edition, and as its page writes it, and the title
    of the page there."""

    id: str
    target: str
    href: str
    title: str


class MovedPage(msgspec.Struct, frozen=True):
    """The lines of a page; `whole` says where all of it leads, None if the page is still there."""

    href: str
    whole: MovedLine | None
    lines: tuple[MovedLine, ...]


class Places(msgspec.Struct, frozen=True):
    """The places of now: the page of each anchor, and the anchors, the title and the first anchor
    of each page. Pages that are generated may have an id that others have too."""

    pages: Mapping[str, str]
    anchors: Mapping[str, Collection[str]]
    titles: Mapping[str, str]
    openings: Mapping[str, str]

    def line(self, place: EarlierPlace, base: str) -> MovedLine:
        """Where a place leads; to the whole book without anything that is left of it."""
        anchor = next((each for each in place.to if each in self.pages), "")
        page = self.pages.get(anchor, INDEX)
        is_whole = not anchor or (not place.id and self.openings.get(page) == anchor)
        target = page if is_whole else f"{page}#{anchor}"
        return MovedLine(place.id, target, relative_address(target, base), self.titles[page])


def moved_pages(earlier: Sequence[EarlierPage], places: Places) -> Iterator[MovedPage]:
    """The pages of an earlier edition from which something has gone elsewhere."""
    for page in earlier:
        base = page.href
        here = places.anchors.get(base, ())
        lines = [places.line(place, base) for place in page.places if place.id not in here]
        whole = next((line for line in lines if not line.id), None)
        own = tuple(line for line in lines if line.id)
        if page.href not in places.titles:
            yield MovedPage(base, whole or places.line(EarlierPlace("", ()), base), own)
        elif own:
            yield MovedPage(base, None, own)


def add_lines(root: etree._Element, lines: Sequence[MovedLine], words: str, script: str) -> None:
    """Add the lines to a page, at the end of its text."""
    if not lines:
        return
    head, main = find_all(root, "head")[0], find_all(root, "main")[0]
    head.append(element("script", src=script, defer="defer"))
    nav = element("nav", class_=MOVED)
    nav.set("aria-label", words)
    nav.set("data-pagefind-ignore", "")
    for line in lines:
        paragraph = element("p", f"{words} ", id=line.id)
        paragraph.append(element("a", line.title, href=line.href))
        nav.append(paragraph)
    main.append(nav)


def page_that_leads_on(page: MovedPage, address: str, renderer: Renderer) -> bytes:
    """A page that has moved; `address` is where the new one is on the web, if that is known."""
    assert page.whole is not None, "the page is still there"
    text = renderer.render(
        "web/moved.xhtml.j2",
        whole=page.whole,
        lines=page.lines,
        canonical=address or page.whole.href,
        script=relative_address(SCRIPT, page.href),
        stylesheet=relative_address(FRAME_STYLE, page.href),
    )
    return to_html(parse_document(text))
