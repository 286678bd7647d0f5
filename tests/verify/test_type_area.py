"""The type area of each page, as style sheets say; where they leave it open, that is reported."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pikepdf
import pytest

from publish.diagnostics import Severity
from publish.model.book import Book, Edition, Sides, StyleSheet
from publish.verification import verify_product
from publish.verification.pdf.reader.runs import PageText, TextRun, around, to_passage
from publish.verification.pdf.style.pages import LEFT, RIGHT, PageKind, page_kinds
from publish.verification.pdf.style.promise import PromisedPages
from publish.verification.pdf.style.rules import Sheet, Unclear
from publish.verification.pdf.type_area import TypeArea
from tests.conftest import MINIMAL
from tests.pdf.conftest import SENTENCE, make

_BOOK: Any = SimpleNamespace(
    folder=Path(), direction="ltr", metadata=SimpleNamespace(language="en", words=None)
)
_INCH = 72
# Declarations after `size: 10in 8in`, and the area of a left page in inches.
_AREAS = {
    "@page { margin: 1in }": (1, 1, 9, 7),
    "@page { margin: 1in 2in }": (2, 1, 8, 7),
    "@page { margin: 1in 2in 3in }": (2, 3, 8, 7),
    "@page { margin: 1in 2in 3in 72px }": (0.75, 3, 8, 7),
    "@page { margin: 25% 10% }": (1, 2, 9, 6),
    "@page { margin: 1in; padding: 0.5in 0 0 12pc }": (3, 1, 9, 6.5),
    "@page { margin: 1in; margin-left: 25.4mm !important; margin-left: 0 }": (1, 1, 9, 7),
    "@page :left { margin-left: 2in } @page { margin: 1in }": (2, 1, 9, 7),
    "@page { margin: 1in; @top-left { margin: 3in } }": (1, 1, 9, 7),
    "@media print { @page { margin: 1in } } @media screen { @page { margin: 0 } }": (1, 1, 9, 7),
    "@page { margin: 1in; size: 8in 10in; size: 10in 8in /* wide */ }": (1, 1, 9, 7),
}
_SIZES = {
    "A5": (419.5, 595.3),
    "A5 landscape": (595.3, 419.5),
    "portrait letter": (612, 792),
    "20cm": (566.9, 566.9),
    "landscape": (841.9, 595.3),
}
_UNCLEAR = {
    "@page { margin: 2em }": "`@page { margin: 2em }`",
    "@page wide { margin-left: calc(1in + 2pt) }": "`@page { margin-left: calc(1in + 2pt) }`",
    "@page { border-left: 1pt solid }": "border-left",
    "@page { width: 300pt }": "width",
    "@page { margin-inline-start: 9pt }": "margin-inline-start",
    "h2 { margin-left: -3em }": "`h2 { margin-left: -3em }` (house/pdf.css, line 2)",
    "h2, .a > b { margin: 0 -1pt }": "`h2, .a > b { margin: 0 -1pt }`",
    "p { margin-inline: calc(0pt - 1em) 0 }": "margin-inline",
    "aside { position: absolute; left: 9pt }": "position: absolute",
    "@media all { td { transform: rotate(9deg) } }": "transform",
}
_CLEAR = (
    "h2 { margin: -6pt 0 }",
    "p { transform: none; position: relative }",
    "@media screen { p { position: fixed } }",
    "@page { @top-left { margin-left: -9pt } }",
    ".turned { transform-origin: 0 0; }",
)


def _kinds(css: str) -> list[PageKind]:
    return page_kinds([Sheet(css, "pdf.css")])


@pytest.mark.parametrize("rules", _AREAS)
def test_area(rules: str) -> None:
    first = next(
        each for each in _kinds(f"@page {{ size: 10in 8in }} {rules}") if each.side == LEFT
    )
    assert first.area == pytest.approx([_INCH * each for each in _AREAS[rules]], abs=0.01)


@pytest.mark.parametrize("size", _SIZES)
def test_size(size: str) -> None:
    kind = _kinds(f"@page {{ size: {size} }}")[0]
    assert (kind.width, kind.height) == pytest.approx(_SIZES[size], abs=0.1)


def test_a_page_may_be_of_each_kind_that_a_name_or_condition_makes() -> None:
    rules = "@page { margin: 9pt } @page wide { margin: 8pt } @page :first { margin-left: 7pt }"
    found = {each.area[0] for each in _kinds(rules) if each.side == RIGHT}
    assert found == {9, 8, 7}


def _promised(rules: str = "", **fields: Any) -> PromisedPages:
    sheets = {"pdf.css": StyleSheet("house/pdf.css", f"\n{rules}")} if rules else {}
    return PromisedPages(_BOOK, Edition("pdf", "pdf", style_sheets=sheets, **fields))


@pytest.mark.parametrize("rules", _UNCLEAR)
def test_what_leaves_the_area_open_is_named(rules: str) -> None:
    assert _UNCLEAR[rules] in _promised(rules).unclear


@pytest.mark.parametrize("rules", _CLEAR)
def test_what_leaves_nothing_open(rules: str) -> None:
    assert _promised(rules).unclear == ""


@pytest.mark.parametrize("sides", Sides)
@pytest.mark.parametrize("trim", ["6x9in", "A5", "A4"])
def test_the_classic_theme_leaves_nothing_open(trim: str, sides: Sides) -> None:
    promised = _promised(trim=trim, sides=sides)
    assert promised.unclear == ""
    assert all(0 < each.area[0] < each.area[2] < each.width for each in promised.bound(0))


@pytest.mark.parametrize("binding", [0, 4, 14])
def test_the_binding_of_a_thick_book_moves_the_area(binding: int) -> None:
    promised = _promised()
    (right,) = (each for each in promised.bound(0) if each.side == RIGHT)
    left, bottom, end, _ = right.area
    runs = [TextRun("text", left + binding, bottom, end + binding, bottom + 9)]
    pages = [PageText({0: to_passage(runs)}, text_box=around(runs)) for _ in range(101)]
    pages[1::2] = [PageText()] * 50
    sheet = SimpleNamespace(sheet=(0, 0, right.width, right.height))
    finished: Any = SimpleNamespace(
        book=_BOOK,
        edition=Edition("pdf", "pdf"),
        pages=pages,
        promised_pages=promised,
        entries=SimpleNamespace(pages=[sheet] * len(pages)),
    )
    area = TypeArea(finished)
    (found,) = area.areas(0)
    assert found[0] - left == pytest.approx(binding, abs=0.1)
    assert area.outside(0, (left + binding, bottom, end + binding + 20, bottom + 9)) > 9


_WIDE = """
@page { margin: 20mm 15mm; }
@page wide { size: 200mm 120mm; margin: 10mm; }
table { page: wide; }
"""
_TEXT = f"# One\n\n{SENTENCE * 3}\n\n| A | B |\n|---|---|\n| wide | page |\n\n{SENTENCE * 3}\n"


@pytest.fixture(scope="module")
def styled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, Edition, Path]:
    """A book with a style sheet of its own, on pages of two sizes."""
    edition = Edition("pdf", "pdf", style_sheets={"pdf.css": StyleSheet("house/pdf.css", _WIDE)})
    files = {"book.toml": MINIMAL, "a.md": _TEXT}
    pages = make(files, tmp_path_factory.mktemp("styled"), edition)
    return pages.book, edition, pages.artifact.path


def _placed(path: Path, book: Book, edition: Edition) -> list[str]:
    """What is in a wrong place; the wide pages of this sheet have no folio."""
    differences = verify_product(path, book, edition)
    return [each.message for each in differences if each.code == "VER-015"]


@pytest.mark.slow
def test_pages_of_a_style_sheet_of_ones_own(
    styled: tuple[Book, Edition, Path], tmp_path: Path
) -> None:
    book, edition, path = styled
    assert _placed(path, book, edition) == []
    with pikepdf.open(path) as pdf:
        (wide,) = (page for page in pdf.pages if float(page.mediabox[2]) > 500)
        wide.contents_add(b"1 0 0 1 -25 0 cm", prepend=True)
        narrow = pikepdf.Array([0, 0, 420, 648])
        pdf.pages[0].trimbox = pdf.pages[0].mediabox = narrow
        pdf.save(tmp_path / "moved.pdf")
    found = _placed(tmp_path / "moved.pdf", book, edition)
    assert any("in the type area, found 25 points outside" in each for each in found), found
    assert any("size: expected 432 × 648 points or 567 × 340 points" in each for each in found)


@pytest.mark.slow
def test_a_sheet_that_places_things_is_a_warning(
    styled: tuple[Book, Edition, Path],
) -> None:
    book, _, path = styled
    rules = f"{_WIDE} h2 {{ margin-left: -2em }}"
    edition = Edition("pdf", "pdf", style_sheets={"pdf.css": StyleSheet("house/pdf.css", rules)})
    *_, only = verify_product(path, book, edition)
    assert _placed(path, book, edition) == []
    assert (only.code, only.severity) == ("VER-016", Severity.INFO)
    assert "`h2 { margin-left: -2em }` (house/pdf.css, line 5)" in only.message


def test_a_declaration_that_is_not_clear_is_an_exception_of_the_reader() -> None:
    with pytest.raises(Unclear):
        _kinds("@page { margin: 1ex }")
