"""Writes the pages: first those of the text, from which the index of the search is made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from publish.files import StagedFolder
from publish.model.book import Edition
from publish.model.earlier_page import EarlierPage
from publish.outputs.pages.page_finishing import FRAME, FinishedPage
from publish.outputs.pages.specs import PageSpec
from publish.outputs.web.html_pages import HtmlPage, PageMaker
from publish.outputs.web.moved import MovedPage, Places, moved_pages, page_that_leads_on
from publish.outputs.web.page_format import own_address
from publish.outputs.web.picture_sizes import Size
from publish.render.environment import Renderer

Pairs = Sequence[tuple[PageSpec, FinishedPage]]


class PageFiles:
    """The pages of a web edition on their way into its folder.

    `made` are those that were written, by address; `moved` what leads on from an earlier edition.
    """

    def __init__(self, staged: StagedFolder, maker: PageMaker, pairs: Pairs) -> None:
        self._staged, self._maker, self._pairs = staged, maker, pairs
        self.made: dict[str, HtmlPage] = {}
        self.moved: dict[str, MovedPage] = {}

    def write_texts(self, sizes: Mapping[str, Size], earlier: Sequence[EarlierPage]) -> None:
        """Write the pages of the text, and find what leads on from `earlier` ones."""
        texts = [pair for pair in self._pairs if pair[0].section is not None]
        for spec, page in texts:
            self.made[spec.href] = self._maker.html_page(spec, page, sizes)
        self.moved = {page.href: page for page in moved_pages(earlier, self._places())}
        self._write(texts, sizes)

    def write_others(self, sizes: Mapping[str, Size]) -> None:
        """Write the pages that are generated."""
        self._write([pair for pair in self._pairs if pair[0].section is None], sizes)

    def leading_on(self, edition: Edition, renderer: Renderer) -> Iterator[tuple[str, bytes]]:
        """The pages at the addresses of those that have moved."""
        for href, page in self.moved.items():
            if page.whole is not None:
                address = own_address(edition, page.whole.target)
                yield href, page_that_leads_on(page, address, renderer)

    def _write(self, pairs: Pairs, sizes: Mapping[str, Size]) -> None:
        for spec, page in pairs:
            if spec.href not in self.made or spec.href in self.moved:
                lines = self.moved[spec.href].lines if spec.href in self.moved else ()
                self.made[spec.href] = self._maker.html_page(spec, page, sizes, lines)
            self._staged.write(spec.href, self.made[spec.href].content)

    def _places(self) -> Places:
        anchors = {spec.href: page.links.anchors for spec, page in self._pairs}
        anchors |= {href: page.anchors for href, page in self.made.items()}
        pages = {each: href for href, here in anchors.items() for each in here}
        specs = [spec for spec, _ in self._pairs]
        return Places(
            pages={anchor: page for anchor, page in pages.items() if not anchor.startswith(FRAME)},
            anchors={href: frozenset(here) for href, here in anchors.items()},
            titles={spec.href: spec.title for spec in specs},
            openings={spec.href: spec.section.id for spec in specs if spec.section is not None},
        )
