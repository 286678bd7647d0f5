"""Pages of a format other than EPUB: other file names, no EPUB vocabulary, links that resolve."""

from __future__ import annotations

from publish.cache import Cache
from publish.model.book import Edition
from publish.outputs.pages.assembly import AssembledPages, assemble_pages
from publish.outputs.pages.navigation import NavEntry, section_entries
from publish.outputs.pages.page_format import STYLESHEET, PageFormat
from publish.outputs.pages.specs import PageSpec, SpecBuilder
from publish.render.environment import Renderer
from publish.render.shared_inputs import SharedInputs
from publish.render.theme import load_theme
from tests.epub.conftest import RICH, ReadFiles

WEB = PageFormat(templates="epub", suffix=".html")


def assembled(read_files: ReadFiles) -> tuple[list[PageSpec], AssembledPages]:
    book = read_files(RICH)
    builder = SpecBuilder(book, WEB, cover="cover.png", isbn="", families=[], open_fonts=False)
    specs = builder.build()
    edition, theme = Edition("web", "epub"), load_theme("classic")
    renderer, shared = Renderer(book, edition, theme), SharedInputs.of(book, edition, theme)
    return specs, assemble_pages(book, specs, WEB, renderer, shared, Cache(None))


def test_every_link_leads_to_a_page_of_the_format(read_files: ReadFiles) -> None:
    specs, pages = assembled(read_files)
    anchors = {spec.href: page.links.anchors for spec, page in zip(specs, pages.pages, strict=True)}
    assert "text/ebb.html" in anchors
    others = {STYLESHEET, "cover.png", *pages.images.values()}
    for page in pages.pages:
        for file, fragment in page.links.references:
            assert file in anchors or file in others
            assert not fragment or fragment in anchors[file]


def test_no_page_has_an_epub_type(read_files: ReadFiles) -> None:
    _, pages = assembled(read_files)
    assert all(b"epub" not in page.content for page in pages.pages)
    assert any(b'role="doc-noteref"' in page.content for page in pages.pages)


def test_navigation_has_the_addresses_of_the_format(read_files: ReadFiles) -> None:
    def addresses(entries: tuple[NavEntry, ...]) -> list[str]:
        return [href for entry in entries for href in (entry.href, *addresses(entry.children))]

    hrefs = addresses(section_entries(read_files(RICH), WEB))
    assert hrefs[:2] == ["text/to.html", "text/preface.html"]
    assert "text/ebb.html#springs" in hrefs
