"""The linked file compared with the one that the engine makes of two whole documents.

One difference is expected: whole documents are laid out before their page numbers are known, so
that a note may have moved a line; the book here has none near the end of a page.
"""

from __future__ import annotations

import io
from itertools import zip_longest

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops

pytestmark = pytest.mark.slow

_SCALE = 1.0  # pixels in a point
_FAINT = 96  # of 255: roman folios are kerned in a whole document, and not in pieces
_FEW = 40  # pixels of a page that may differ, since glyphs are shifted invisibly


@pytest.fixture(params=["both", "singles"])
def pair(request: pytest.FixtureRequest) -> tuple[bytes, bytes]:
    """The two files of an edition: for leaves with two sides, and for one."""
    files: tuple[bytes, bytes] = request.getfixturevalue(request.param)
    return files


def test_the_pages_look_the_same(pair: tuple[bytes, bytes]) -> None:
    linked, whole = (pypdfium2.PdfDocument(content) for content in pair)
    assert len(linked) == len(whole)
    for number, (one, other) in enumerate(zip_longest(linked, whole)):
        assert _text(one) == _text(other), f"page {number + 1}"
        images = [page.render(scale=_SCALE).to_pil().convert("L") for page in (one, other)]
        changed = ImageChops.difference(*images).point(lambda shade: shade > _FAINT and 255)
        assert sum(changed.histogram()[1:]) < _FEW, f"page {number + 1}"


def _text(page: pypdfium2.PdfPage) -> list[str]:
    text: str = page.get_textpage().get_text_range()
    return text.split()


def test_outline_labels_and_metadata_are_the_same(pair: tuple[bytes, bytes]) -> None:
    linked, whole = (pikepdf.open(io.BytesIO(content)) for content in pair)
    assert _outline(linked) == _outline(whole)
    assert _labels(linked) == _labels(whole)
    assert dict(linked.docinfo) == dict(whole.docinfo)
    assert linked.Root.Lang == whole.Root.Lang
    assert linked.Root.Metadata.read_bytes() == whole.Root.Metadata.read_bytes()
    assert _names(linked) == _names(whole)


def _outline(pdf: pikepdf.Pdf) -> list[tuple[str, int, bool | None]]:
    bookmarks: list[tuple[str, int, bool | None]] = []

    def walk(items: list[pikepdf.OutlineItem]) -> None:
        for item in items:
            assert isinstance(item.destination, pikepdf.Array)
            page = pdf.pages.index(pikepdf.Page(item.destination[0]))
            bookmarks.append((item.title, page, item.is_closed))
            walk(item.children)

    with pdf.open_outline() as outline:
        walk(outline.root)
    return bookmarks


def _labels(pdf: pikepdf.Pdf) -> list[str]:
    return [str(page.label) for page in pdf.pages]


def _names(pdf: pikepdf.Pdf) -> dict[str, int]:
    names = pikepdf.NameTree(pdf.Root.Names.Dests)
    return {str(name): pdf.pages.index(pikepdf.Page(place[0])) for name, place in names.items()}
