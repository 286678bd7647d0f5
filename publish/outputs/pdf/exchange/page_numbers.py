"""Page numbers as text: in contents, lists, index and references, once the pages are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from publish.model.numerals import roman


@dataclass(frozen=True, slots=True)
class Pages:
    """On which page (index from 0) each anchor stands; the first `front` of them are roman."""

    places: Mapping[str, int]
    front: int

    def folio(self, page: int) -> str:
        """The folio printed on a page: roman in the front, arabic from 1 behind it."""
        return roman(page + 1) if page < self.front else str(page - self.front + 1)


@dataclass(frozen=True, slots=True)
class _Span:
    """The pages from first to last that one locator of the index leads to."""

    link: Element
    first: int
    last: int

    def holds(self, other: _Span) -> bool:
        return self.first <= other.first and other.last <= self.last


class Waiting:
    """The places of one document that wait for page numbers.

    Those are elements with `data-page`, the name of an anchor, whose text becomes its folio; and in
    a `span.locators` the locators of an entry of the index. The tree is one of `xml.etree` or lxml.
    """

    def __init__(self, root: Element) -> None:
        self._single = [node for node in root.iter() if node.get("data-page")]
        spans = (node for node in root.iter() if node.get("class") == "locators")
        self._runs = [(span, list(span)) for span in spans]
        self.lost: dict[str, None] = {}

    def fill(self, pages: Pages) -> bool:
        """Write the folios; whether anything changed. Anchors that stand nowhere are `lost`."""
        self.lost.clear()
        changed = [self._write(node, pages) for node in self._single]
        changed += [self._list(holder, links, pages) for holder, links in self._runs]
        return any(changed)

    def _page(self, anchor: str, pages: Pages) -> int | None:
        page = pages.places.get(anchor)
        if page is None:
            self.lost[anchor] = None
        return page

    def _write(self, node: Element, pages: Pages) -> bool:
        page = self._page(node.get("data-page", ""), pages)
        folio = "" if page is None else pages.folio(page)
        changed, node.text = node.text != folio, folio
        return changed

    def _list(self, holder: Element, links: list[Element], pages: Pages) -> bool:
        before = [(link.text, link.tail) for link in holder]
        holder[:] = []
        for span in merged(self._spans(links, pages)):
            if len(holder):
                holder[-1].tail = ", "
            span.link.text = pages.folio(span.first)
            if span.last > span.first:
                span.link.text += f"–{pages.folio(span.last)}"
            span.link.tail = None
            holder.append(span.link)
        return before != [(link.text, link.tail) for link in holder]

    def _spans(self, links: list[Element], pages: Pages) -> Iterator[_Span]:
        for link in links:
            anchors = (link.get("href", "").removeprefix("#"), link.get("data-end"))
            found = [self._page(anchor, pages) for anchor in anchors if anchor]
            known = [page for page in found if page is not None]
            if known:
                yield _Span(link, known[0], known[-1])


def merged(spans: Iterator[_Span]) -> list[_Span]:
    """What is left of pages in order: one that its neighbour holds goes, “14, 14–18” is “14–18”."""
    kept: list[_Span] = []
    for span in spans:
        if kept and kept[-1].holds(span):
            continue
        if kept and span.holds(kept[-1]):
            kept.pop()
        kept.append(span)
    return kept
