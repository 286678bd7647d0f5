"""Where chapters begin: on a right-hand page, on the next page, or below the one before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from msgspec.structs import replace

from publish.verification import verify_product
from tests.linking.conftest import Maker

pytestmark = pytest.mark.slow


def _texts(content: bytes) -> Iterator[str]:
    for page in pypdfium2.PdfDocument(content):
        yield " ".join(page.get_textpage().get_text_bounded().split())


def _page_of(pages: list[str], words: str) -> int:
    """The last page with some words, which the contents have as well."""
    return max(number for number, text in enumerate(pages) if words in text)


@pytest.mark.parametrize("openings", ["page", "run-on"])
def test_chapters_begin_where_the_theme_says(maker: Maker, openings: str, tmp_path: Path) -> None:
    maker.append("road.md", "\n[bell]{.index}\n")
    maker.edition = replace(maker.edition, variables={"openings": openings})
    linked, whole = maker.pdf(), maker.pdf(linked=False)
    pages = list(_texts(linked))
    assert list(_texts(whole)) == pages
    for content in (linked, whole):
        path = tmp_path / "ferry.pdf"
        path.write_bytes(content)
        assert verify_product(path, maker.book(), maker.edition) == []
    blank = [number for number, text in enumerate(pages) if not text]
    ferry, road = _page_of(pages, "Chapter 1 Bell"), _page_of(pages, "Chapter 3 Road")
    assert pages[ferry - 1].startswith("Part I Water")
    assert pages[road - 1].startswith("Part II Land")
    assert len(blank) <= 4
    bay = pages[_page_of(pages, "Chapter 2 Bay")]
    assert bay.startswith("Chapter 2 Bay") is (openings == "page")
