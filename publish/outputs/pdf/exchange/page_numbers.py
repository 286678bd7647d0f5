"""Page numbers as text: in contents, lists, index and references, once the pages are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from publish.model.markup import DATA_END, DATA_PAGE, LOCATORS, has_class
from publish.model.numerals import roman


@dataclass(frozen=True, slots=True)
class PageNumbers:
    """The page (index from 0) of each anchor; the first `front_pages` have roman folios."""

    anchor_pages: Mapping[str, int]
    front_pages: int

    def folio(self, page: int) -> str:
        """The folio printed on a page: roman in the front matter, arabic from 1 after it."""
        if page < self.front_pages:
            return roman(page + 1)
        return str(page - self.front_pages + 1)


@dataclass(frozen=True, slots=True)
class _PageRange:
    """The pages from first to last of one locator of the index."""

    link: Element
    first: int
    last: int

    def contains(self, other: _PageRange) -> bool:
        return self.first <= other.first and other.last <= self.last


class NumberPlaceholders:
    """The elements of one document whose text becomes page numbers.

    Those are elements with `data-page`, the name of an anchor, whose text becomes its folio; and
    each `span.locators`, which has the locators of an entry of the index. The tree is one of
    `xml.etree` or lxml.
    """

    def __init__(self, root: Element) -> None:
        self._folios = [node for node in root.iter() if node.get(DATA_PAGE)]
        holders = (node for node in root.iter() if has_class(node, LOCATORS))
        self._locators = [(holder, list(holder)) for holder in holders]
        self.missing_anchors: dict[str, None] = {}

    def fill(self, pages: PageNumbers) -> bool:
        """Write the folios; returns whether any changed. Collects the `missing_anchors`."""
        self.missing_anchors.clear()
        changed = [self._write_folio(node, pages) for node in self._folios]
        changed += [self._write_locators(*entry, pages) for entry in self._locators]
        return any(changed)

    def _page(self, anchor: str, pages: PageNumbers) -> int | None:
        page = pages.anchor_pages.get(anchor)
        if page is None:
            self.missing_anchors[anchor] = None
        return page

    def _write_folio(self, node: Element, pages: PageNumbers) -> bool:
        page = self._page(node.get(DATA_PAGE, ""), pages)
        folio = "" if page is None else pages.folio(page)
        changed, node.text = node.text != folio, folio
        return changed

    def _write_locators(self, holder: Element, links: list[Element], pages: PageNumbers) -> bool:
        before = [(link.text, link.tail) for link in holder]
        holder[:] = []
        for each in _merge(self._ranges(links, pages)):
            if len(holder):
                holder[-1].tail = ", "
            each.link.text = pages.folio(each.first)
            if each.last > each.first:
                each.link.text += f"–{pages.folio(each.last)}"
            each.link.tail = None
            holder.append(each.link)
        return before != [(link.text, link.tail) for link in holder]

    def _ranges(self, links: list[Element], pages: PageNumbers) -> Iterator[_PageRange]:
        for link in links:
            anchors = (link.get("href", "").removeprefix("#"), link.get(DATA_END))
            ends = [self._page(anchor, pages) for anchor in anchors if anchor]
            known = [page for page in ends if page is not None]
            if known:
                yield _PageRange(link, known[0], known[-1])


def _merge(ranges: Iterable[_PageRange]) -> list[_PageRange]:
    """Ranges in order without those that a neighbour contains: “14, 14–18” becomes “14–18”."""
    merged: list[_PageRange] = []
    for each in ranges:
        if merged and merged[-1].contains(each):
            continue
        if merged and each.contains(merged[-1]):
            merged.pop()
        merged.append(each)
    return merged
