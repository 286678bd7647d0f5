"""The sheet of the cover: as wide as the book is thick, with a barcode that scanners read."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace
from PIL import Image

from publish.cache import Cache
from publish.config.printers import printer_names, shipped_printer
from publish.diagnostics import ContentError, Report
from publish.model.book import Book
from publish.model.cover_copy import CoverCopy
from publish.model.lengths import points
from publish.model.printer import Binding, Inks, PrintOrder
from publish.model.resource import Resource
from publish.outputs.print.wrap import sheet as sheets
from publish.outputs.print.wrap.before_drawing import check_before_drawing
from publish.outputs.print.wrap.geometry import Panel, wrap_geometry
from publish.outputs.print.wrap.sheet import wrap_around
from publish.outputs.print.wrap.spine import spine_words
from publish.sources.files.manuscript_lines import manuscript_lines
from publish.verification.print.preflight import findings, open_files
from publish.verification.print.reader import PrintFile
from publish.verification.print.rules.barcode import read_barcodes
from tests.printing.conftest import BOUND, PRICED, Prints
from tests.printing.small_prints import ISBN

_TRIM = (432.0, 648.0)
_PAGES = 240


def _rows() -> Iterator[tuple[str, Binding, str]]:
    """All papers of all printers, for all their bindings."""
    for name in printer_names():
        printer = shipped_printer(name)
        for binding, cover in printer.covers.items():
            for paper in printer.papers:
                if not cover.papers or paper.id in cover.papers:
                    yield name, binding, paper.id


def _order(printer: str, paper: str, binding: Binding = Binding.PAPERBACK) -> PrintOrder:
    row = shipped_printer(printer)
    found = next(each for each in row.papers if each.id == paper)
    return PrintOrder(row, found, Inks.BLACK, bleeds=False, binding=binding)


@pytest.mark.parametrize(("printer", "binding", "paper"), list(_rows()))
@pytest.mark.parametrize("pages", [32, 300])
def test_a_sheet_goes_around_the_book(
    printer: str, binding: Binding, paper: str, pages: int
) -> None:
    order = _order(printer, paper, binding)
    sheet = wrap_geometry(order, _TRIM, pages, rtl=False)
    asked = order.cover
    spine = pages * order.paper.page + asked.spine_extra
    if asked.spine_steps:
        spine = points({32: "0.25in", 300: "0.9375in"}[pages])
    beside = asked.bleed + asked.turn_in + asked.flap + asked.fold + asked.board[0]
    above = asked.bleed + asked.turn_in + asked.board[1] / 2
    assert sheet.width == pytest.approx(2 * (432 + beside) + spine, abs=0.1)
    assert sheet.height == pytest.approx(648 + 2 * above, abs=0.1)
    assert sheet.back.seen.right == sheet.spine.left
    assert sheet.spine.right == pytest.approx(sheet.front.seen.left)
    assert (sheet.front_flap is None) is not asked.flap


def test_sheets_are_as_large_as_the_templates_of_printers() -> None:
    """Those that others have published: of KDP, and of two books at Lulu."""
    kdp = _order("kdp", "white", Binding.CASE)
    made = wrap_geometry(kdp, _TRIM, 98, rtl=False)
    assert made.width / 72 == pytest.approx(13.996, abs=0.0014)
    assert made.height / 72 == pytest.approx(10.417, abs=0.0014)
    lulu = _order("lulu", "cream-60", Binding.CASE)
    made = wrap_geometry(lulu, _TRIM, 620, rtl=False)
    assert made.width == pytest.approx(points("392.112mm"), abs=0.1)
    assert made.height == pytest.approx(points("273.05mm"), abs=0.1)
    made = wrap_geometry(lulu, (612.0, 792.0), 32, rtl=False)
    assert (made.width, made.height) == pytest.approx((19 * 72, 12.75 * 72))


def test_a_thin_spine_has_no_words() -> None:
    order = _order("kdp", "cream")
    assert wrap_geometry(order, _TRIM, 78, rtl=False).spine_text is None
    words = wrap_geometry(order, _TRIM, 120, rtl=False).spine_text
    assert words is not None
    assert words.width == pytest.approx(120 * 0.18 - 9)


def test_a_book_that_is_read_from_the_right_opens_there() -> None:
    sheet = wrap_geometry(_order("offset", "offset-80", Binding.JACKET), _TRIM, 200, rtl=True)
    assert sheet.front.seen.left < sheet.spine.left < sheet.back.seen.left
    assert sheet.barcode.left > sheet.back.seen.left
    assert sheet.front_flap is not None
    assert sheet.back_flap is not None
    assert sheet.front_flap.right < sheet.front.seen.left
    assert sheet.back.seen.right < sheet.back_flap.left


@pytest.mark.parametrize(
    ("parts", "language", "turn"),
    [
        (("Ada Hollin", "Salt and Sand", "Pier"), "en-GB", 90),
        (("Ada Hollin", "Zout en zand", ""), "nl", 90),
        (("Ada Hollin", "Salz und Sand", "Pier"), "de", -90),
        (("", "Sel et sable", ""), "fr-CA", -90),
        (("Ada Hollin", "Sal y arena", "Muelle"), "es", -90),
        (("هالة", "رمل وملح", "المرسى"), "ar", -90),
        (("林海", "沙与盐", "码头"), "zh", 0),
        (("はやし", "すなとしお", ""), "ja", 0),
        (("Lin Hai", "沙与盐", ""), "zh", 90),
    ],
)
def test_the_words_of_a_spine_run_as_is_usual(
    parts: tuple[str, str, str], language: str, turn: int
) -> None:
    words = spine_words(parts, language, Panel(0, 0, 20, 500))
    assert words is not None
    assert (words.turn, words.is_close) == (turn, False)


def test_a_long_title_stands_close_and_one_without_end_is_left_out() -> None:
    room = Panel(0, 0, 20, 500)
    long = spine_words(("Ada Hollin", "Salt, Sand and Slack Water " * 4, "Pier"), "en", room)
    assert long is not None
    assert long.is_close
    assert spine_words(("Ada Hollin", "Salt and Sand " * 20, "Pier"), "en", room) is None


@pytest.mark.parametrize("resolution", [300, 600])
@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        (PRICED, {ISBN, "51499"}),
        ("boards", {"9780306401008", "01250"}),
        ("jacketed", {"9780306401015"}),
        ("flapped", {"9780306401022", "00900"}),
    ],
)
def test_the_barcode_is_read_back(
    name: str, numbers: set[str], resolution: int, prints: Prints
) -> None:
    file = PrintFile.open(prints.out / f"salt-{name}" / "cover.pdf")
    assert read_barcodes(file, resolution) == numbers


@pytest.mark.slow
def test_an_add_on_of_two_digits_is_read_back(
    prints: Prints, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "price_digits", lambda _: "07")
    made = _cover(prints, prints.book, tmp_path)
    (tmp_path / "cover.pdf").write_bytes(made)
    for resolution in (300, 600):
        read = read_barcodes(PrintFile.open(tmp_path / "cover.pdf"), resolution)
        assert read == {"9780306401008", "07"}


def test_the_sheet_has_its_boxes(prints: Prints) -> None:
    pages = prints.artifacts[PRICED].pages
    assert pages is not None
    with pikepdf.open(prints.out / f"salt-{PRICED}" / "cover.pdf") as pdf:
        left, below, right, above = map(float, pdf.pages[0].trimbox)
    assert right - left == pytest.approx(2 * 432 + pages * 0.002252 * 72, abs=0.1)
    assert above - below == pytest.approx(648, abs=0.1)


@pytest.mark.parametrize("name", BOUND)
def test_a_bound_book_breaks_no_rule_and_a_changed_interior_one(
    name: str, prints: Prints, tmp_path: Path
) -> None:
    folder = tmp_path / name
    shutil.copytree(prints.out / f"salt-{name}", folder)
    edition = prints.edition(name)
    assert list(findings(open_files(folder), prints.book, edition)) == []
    with pikepdf.open(folder / "interior.pdf", allow_overwriting_input=True) as pdf:
        pdf.docinfo["/Subject"] = "changed"
        pdf.save(folder / "interior.pdf")
    found = [each.code for each in findings(open_files(folder), prints.book, edition)]
    assert "PRE-058" in found


def test_words_are_kept_from_hinges_and_folds(prints: Prints, tmp_path: Path) -> None:
    for name, left in (("boards", 0.5), ("jacketed", -1.0), ("flapped", -1.0)):
        folder = tmp_path / name
        shutil.copytree(prints.out / f"salt-{name}", folder)
        order = prints.edition(name).order
        assert order is not None
        pages = prints.artifacts[name].pages
        assert pages is not None
        sheet = wrap_geometry(order, _TRIM, pages, rtl=False)
        at = sheet.spine.right + 4 if left > 0 else sheet.back.seen.left - 10
        with pikepdf.open(folder / "cover.pdf", allow_overwriting_input=True) as pdf:
            page = pdf.pages[0]
            font = next(iter(page.obj["/Resources"]["/Font"].keys())).encode()
            page.contents_add(b"q BT %s 12 Tf %.2f 300 Td <0024002500240025> Tj ET Q" % (font, at))
            pdf.save(folder / "cover.pdf")
        found = [
            each.code for each in findings(open_files(folder), prints.book, prints.edition(name))
        ]
        assert "PRE-055" in found, name


def _picture(width: int, height: int) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (width, height), (30, 70, 110)).save(content, "JPEG")
    return content.getvalue()


def _wrapped(prints: Prints, wrap: Resource, folder: Path) -> bytes:
    book = replace(prints.book, cover_copy=CoverCopy(wraps={"boards": wrap}))
    return _cover(prints, book, folder)


def _cover(
    prints: Prints, book: Book, folder: Path, pages: int = _PAGES, interior: str = ""
) -> bytes:
    """The cover in boards of an interior of so many pages."""
    edition, cache = prints.edition("boards"), Cache(folder / "cache")
    assert edition.order is not None
    wrap = wrap_around(book, edition, edition.order, _TRIM, pages)
    return wrap.finished(wrap.lay_out(cache), interior, "", cache)


@pytest.mark.slow
def test_artwork_of_the_whole_sheet_goes_around_the_book(prints: Prints, tmp_path: Path) -> None:
    order = prints.edition("boards").order
    assert order is not None
    sheet = wrap_geometry(order, _TRIM, _PAGES, rtl=False)
    width, height = round(sheet.width), round(sheet.height)
    picture = Resource("images/wrap.jpg", "image/jpeg", _picture(width, height))
    paper = pikepdf.new()
    paper.add_blank_page(page_size=(sheet.width, sheet.height))
    content = io.BytesIO()
    paper.save(content)
    page = Resource("wrap.pdf", "application/pdf", content.getvalue())
    for wrap in (picture, page):
        (tmp_path / "cover.pdf").write_bytes(_wrapped(prints, wrap, tmp_path))
        assert read_barcodes(PrintFile.open(tmp_path / "cover.pdf")) == {"9780306401008", "01250"}


@pytest.mark.parametrize("pages", [200, 300])
def test_artwork_for_another_number_of_pages_is_refused(
    pages: int, prints: Prints, tmp_path: Path
) -> None:
    order = prints.edition("boards").order
    assert order is not None
    sheet = wrap_geometry(order, _TRIM, pages, rtl=False)
    size = round(sheet.width * 2), round(sheet.height * 2)
    paper = pikepdf.new()
    paper.add_blank_page(page_size=(sheet.width, sheet.height))
    content = io.BytesIO()
    paper.save(content)
    for wrap in (
        Resource("images/wrap.jpg", "image/jpeg", _picture(*size)),
        Resource("wrap.pdf", "application/pdf", content.getvalue()),
    ):
        with pytest.raises(ContentError) as refused:
            _wrapped(prints, wrap, tmp_path)
        (error,) = refused.value.report.errors
        assert error.code == "LAY-015"
        assert "does not go around 240 pages" in error.message
        assert error.hint is not None
        assert "with its bleed" in error.hint


@pytest.mark.slow
def test_too_many_words_are_refused_and_fewer_are_set_smaller(
    prints: Prints, tmp_path: Path
) -> None:
    assert _cover(prints, _with_blurb(prints, 30), tmp_path)
    with pytest.raises(ContentError) as refused:
        _cover(prints, _with_blurb(prints, 400), tmp_path)
    (error,) = refused.value.report.errors
    assert error.code == "LAY-014"
    assert re.match(r"about \d,\d{3} fit: ", error.hint or "")


def test_a_box_stands_for_what_no_font_has(prints: Prints) -> None:
    edition, report = prints.edition("boards"), Report()
    lines = manuscript_lines(prints.book.folder)
    for blurb in ("All is well: 沙, رمل.", "A man is \N{EGYPTIAN HIEROGLYPH A001} here."):
        book = replace(prints.book, cover_copy=CoverCopy(blurb=blurb))
        assert check_before_drawing(book, edition, lines, report) is book
    (found,) = report
    assert str(found.code) == "TXT-004"
    assert "U+13000" in found.message


def _with_blurb(prints: Prints, count: int) -> Book:
    copy = CoverCopy(blurb="Every boat that comes in is written down. " * count)
    return replace(prints.book, cover_copy=copy)


@pytest.mark.slow
def test_artwork_of_the_front_is_measured_where_it_is_printed(
    prints: Prints, tmp_path: Path
) -> None:
    edition = prints.edition("boards")
    folder = tmp_path / "salt"
    shutil.copytree(prints.out / "salt-boards", folder)
    for width, codes in ((2400, []), (1700, ["PRE-023"]), (600, ["PRE-022"])):
        front = Resource("images/front.jpg", "image/jpeg", _picture(width, round(width * 1.5)))
        book = replace(prints.book, cover_copy=CoverCopy(fronts={"boards": front}))
        files = open_files(folder)
        digest = str(files["cover.pdf"].pdf.docinfo["/Interior"])
        made = _cover(prints, book, tmp_path, files["interior.pdf"].page_count, digest)
        (folder / "cover.pdf").write_bytes(made)
        assert [each.code for each in findings(open_files(folder), book, edition)] == codes
