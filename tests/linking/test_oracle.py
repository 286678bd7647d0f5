"""The linked file beside the one that the engine makes of two whole documents.

What differs is known: the whole documents are laid out before their page numbers are known, so that
a note may have moved a line; the book here has none near a page's end.
"""

from __future__ import annotations

import io
from itertools import zip_longest

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops

_SCALE = 1.0  # pixels in a point
_FAINT = 96  # of 255: the roman folios of a whole document are kerned, and those of pieces are not
_FEW = 40  # pixels of a page in which glyphs may differ by a shift below what eyes see


@pytest.fixture(params=["both", "singles"])
def pair(request: pytest.FixtureRequest) -> tuple[bytes, bytes]:
    """The two files of an edition: for leaves with two sides, and for one."""
    found: tuple[bytes, bytes] = request.getfixturevalue(request.param)
    return found


def test_both_show_the_same(pair: tuple[bytes, bytes]) -> None:
    linked, plain = (pypdfium2.PdfDocument(content) for content in pair)
    assert len(linked) == len(plain)
    for number, (one, other) in enumerate(zip_longest(linked, plain)):
        assert _text(one) == _text(other), f"page {number + 1}"
        images = [page.render(scale=_SCALE).to_pil().convert("L") for page in (one, other)]
        changed = ImageChops.difference(*images).point(lambda shade: shade > _FAINT and 255)
        assert sum(changed.histogram()[1:]) < _FEW, f"page {number + 1}"


def _text(page: pypdfium2.PdfPage) -> list[str]:
    return page.get_textpage().get_text_range().split()


def test_both_say_the_same_of_the_book(pair: tuple[bytes, bytes]) -> None:
    linked, plain = (pikepdf.open(io.BytesIO(content)) for content in pair)
    assert _outline(linked) == _outline(plain)
    assert _labels(linked) == _labels(plain)
    assert dict(linked.docinfo) == dict(plain.docinfo)
    assert linked.Root.Lang == plain.Root.Lang
    assert linked.Root.Metadata.read_bytes() == plain.Root.Metadata.read_bytes()
    assert _names(linked) == _names(plain)


def _outline(pdf: pikepdf.Pdf) -> list[tuple[str, int, bool | None]]:
    found = []

    def walk(items: list[pikepdf.OutlineItem]) -> None:
        for item in items:
            page = pikepdf.Page(item.destination[0]).index
            found.append((item.title, page, item.is_closed))
            walk(item.children)

    with pdf.open_outline() as outline:
        walk(outline.root)
    return found


def _labels(pdf: pikepdf.Pdf) -> list[str]:
    return [page.label for page in pdf.pages]


def _names(pdf: pikepdf.Pdf) -> dict[str, int]:
    names = pikepdf.NameTree(pdf.Root.Names.Dests)
    return {name: pikepdf.Page(place[0]).index for name, place in names.items()}
