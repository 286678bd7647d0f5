"""The sheet of the cover: as wide as the book is thick, with a barcode that scanners read."""

from __future__ import annotations

import pikepdf
import pytest

from publish.config.printers import printer_names, shipped_printer
from publish.model.printer import Inks, PrintOrder
from publish.outputs.print.wrap.geometry import wrap_geometry
from publish.verification.print.reader import PrintFile
from publish.verification.print.rules.barcode import read_barcodes
from tests.printing.conftest import PRICED, Prints
from tests.printing.small_prints import ISBN

_TRIM = (432.0, 648.0)
_ROWS = [(name, paper.id) for name in printer_names() for paper in shipped_printer(name).papers]


def _order(printer: str, paper: str) -> PrintOrder:
    row = shipped_printer(printer)
    return PrintOrder(row, next(p for p in row.papers if p.id == paper), Inks.BLACK, bleeds=False)


@pytest.mark.parametrize(("printer", "paper"), _ROWS)
@pytest.mark.parametrize("pages", [32, 300])
def test_a_sheet_goes_around_the_book(printer: str, paper: str, pages: int) -> None:
    order = _order(printer, paper)
    sheet = wrap_geometry(order, _TRIM, pages, rtl=False)
    asked = order.cover
    spine = pages * order.paper.page + asked.spine_extra
    assert sheet.width == pytest.approx(2 * 432 + spine + 2 * asked.bleed, abs=0.1)
    assert sheet.height == pytest.approx(648 + 2 * asked.bleed, abs=0.1)
    assert sheet.back.seen.right == sheet.spine.left
    assert sheet.spine.right == sheet.front.seen.left


def test_a_thin_spine_has_no_words() -> None:
    order = _order("kdp", "cream")
    assert wrap_geometry(order, _TRIM, 78, rtl=False).spine_text is None
    words = wrap_geometry(order, _TRIM, 120, rtl=False).spine_text
    assert words is not None
    assert words.width == pytest.approx(120 * 0.18 - 9)


def test_a_book_that_is_read_from_the_right_opens_there() -> None:
    sheet = wrap_geometry(_order("offset", "offset-80"), _TRIM, 200, rtl=True)
    assert sheet.front.seen.left < sheet.spine.left < sheet.back.seen.left
    assert sheet.barcode.left > sheet.back.seen.left


@pytest.mark.parametrize("resolution", [300, 600])
def test_the_barcode_is_read_back(resolution: int, prints: Prints) -> None:
    file = PrintFile(prints.out / f"salt-{PRICED}" / "cover.pdf")
    assert read_barcodes(file, resolution) == {ISBN, "51499"}


def test_the_sheet_has_its_boxes(prints: Prints) -> None:
    pages = prints.artifacts[PRICED].pages
    assert pages is not None
    with pikepdf.open(prints.out / f"salt-{PRICED}" / "cover.pdf") as pdf:
        left, below, right, above = map(float, pdf.pages[0].trimbox)
    assert right - left == pytest.approx(2 * 432 + pages * 0.002252 * 72, abs=0.1)
    assert above - below == pytest.approx(648, abs=0.1)
