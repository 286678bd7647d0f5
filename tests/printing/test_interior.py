"""The pages for every printer: boxes, colours, words, and the same bytes each time."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from publish import pipeline
from publish.cache import Cache
from publish.config.printers import printer_names, shipped_printer
from publish.model.printer import BleedSides, Colours, PrintStandard
from publish.verification import verify_product
from publish.verification.print.reader import PrintFile
from tests.printing.conftest import PRICED, Prints, editions_for_all, write_book
from tests.running import run_context

_PAIRS = [(name, inks) for name in printer_names() for inks in ("black", "colour")]


@pytest.mark.parametrize(("printer", "inks"), _PAIRS)
def test_boxes_are_those_of_the_printer(printer: str, inks: str, prints: Prints) -> None:
    asked = shipped_printer(printer).interior
    with pikepdf.open(prints.out / f"salt-{printer}-{inks}" / "interior.pdf") as pdf:
        assert len(pdf.pages) % asked.pages_by == 0
        for number, page in enumerate(pdf.pages):
            trim, bleed, sheet = (
                [float(edge) for edge in page.obj[name]]
                for name in ("/TrimBox", "/BleedBox", "/MediaBox")
            )
            assert (trim[2] - trim[0], trim[3] - trim[1]) == pytest.approx((432, 648), abs=0.05)
            at_spine = 0 if asked.bleeds_at is BleedSides.OUTER else asked.bleed
            sides = (at_spine, asked.bleed) if number % 2 == 0 else (asked.bleed, at_spine)
            around = trim[0] - bleed[0], bleed[2] - trim[2], trim[1] - bleed[1], bleed[3] - trim[3]
            assert around == pytest.approx((*sides, asked.bleed, asked.bleed), abs=0.05)
            assert (sheet != bleed) is asked.marks


@pytest.mark.parametrize(("printer", "inks"), _PAIRS)
def test_only_inks_of_the_order_are_in_the_file(printer: str, inks: str, prints: Prints) -> None:
    asked = shipped_printer(printer).interior
    allowed = {"DeviceGray"}
    if inks == "colour":
        allowed |= {"DeviceCMYK" if asked.colours is Colours.CMYK else "DeviceRGB"}
    with pikepdf.open(prints.out / f"salt-{printer}-{inks}" / "interior.pdf") as pdf:
        text = "".join(map(repr, pdf.objects))
        for page in pdf.pages:
            page.contents_coalesce()
        drawn = [page.obj["/Contents"] for page in pdf.pages if "/Contents" in page.obj]
        contents = b"\n".join(each.read_bytes() for each in drawn)
    used = {name for name in ("DeviceRGB", "DeviceCMYK") if f"/{name}" in text}
    # Marks are on all plates, and what is translucent is blended as inks, where black is black.
    is_separated = asked.colours is Colours.CMYK
    plates = {"DeviceCMYK"} if is_separated and (asked.marks or asked.transparency) else set()
    assert used <= allowed | plates
    assert not re.search(rb"\s(rg|RG)\s", contents) or "DeviceRGB" in allowed
    assert not re.search(rb"\s[kK]\s", contents) or "DeviceCMYK" in allowed


def test_a_file_claims_the_standard_of_its_printer(prints: Prints) -> None:
    for printer in printer_names():
        asked = shipped_printer(printer).interior
        with pikepdf.open(prints.out / f"salt-{printer}-colour" / "interior.pdf") as pdf:
            claimed = str(pdf.docinfo.get("/GTS_PDFXVersion", "none"))
            intents = list(pdf.Root.get("/OutputIntents", pikepdf.Array()))
            assert claimed == asked.standard
            assert bool(intents) is (asked.standard is not PrintStandard.NONE)
            assert all(
                ("/DestOutputProfile" in each) is asked.profile_is_embedded for each in intents
            )


def test_the_pages_are_those_of_the_screen(prints: Prints) -> None:
    screen = prints.out / "salt.pdf"
    with (
        pdfium.PdfDocument(screen) as theirs,
        pdfium.PdfDocument(prints.out / "salt-offset-colour" / "interior.pdf") as ours,
    ):
        for number, page in enumerate(theirs):
            words = page.get_textpage().get_text_range().split()
            assert ours[number].get_textpage().get_text_range().split() == words
        rest = [
            ours[number].get_textpage().get_text_range() for number in range(len(theirs), len(ours))
        ]
    assert set(rest) <= {""}


def _words(file: Path) -> list[list[str]]:
    """The words of each page."""
    with pdfium.PdfDocument(file) as document:
        return [page.get_textpage().get_text_range().split() for page in document]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [(b" TJ", b" pop", "VER-008"), (b"BT", b"1 0 0 1 0 3 cm BT", "VER-015")],
)
def test_another_word_or_place_is_a_difference(
    old: bytes, new: bytes, code: str, prints: Prints, tmp_path: Path
) -> None:
    name = "salt-offset-black"
    shutil.copytree(prints.out / name, tmp_path / name)
    shutil.copy(prints.out / "salt.pdf", tmp_path)
    file = tmp_path / name / "interior.pdf"
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        contents = pdf.pages[2].obj["/Contents"]
        part = next(part for part in contents if old in part.read_bytes())
        part.write(part.read_bytes().replace(old, new, 1))
        pdf.save(file)
    found = verify_product(
        tmp_path / name, prints.book, prints.edition("offset-black"), run_context()
    )
    assert {each.code for each in found} == {code, "PRE-058"}  # the cover is for another one
    assert all(each.message.startswith("interior: page 3: ") for each in found if each.code == code)


def test_no_rule_is_broken(prints: Prints) -> None:
    for name in prints.artifacts:
        edition = prints.edition(name)
        if edition.order is not None:
            path = prints.out / prints.book.product_name(edition)
            found = verify_product(path, prints.book, edition, run_context())
            assert [each.message for each in found] == []


@pytest.mark.slow
def test_the_bytes_are_the_same_twice(prints: Prints, tmp_path: Path) -> None:
    folder, names = write_book(tmp_path / "salt", editions_for_all()), [PRICED, "offset-colour"]
    context = run_context(cache=Cache(tmp_path / "cache"))
    pipeline.build(folder, ["pdf"], tmp_path / "out", context)
    again = pipeline.build(folder, names, tmp_path / "out", context)
    assert [each.sha256 for each in again] == [prints.artifacts[name].sha256 for name in names]
    # The pages are compared with a PDF edition that an earlier build made, too.
    assert "VER-016" not in {each.code for each in context.report}


@pytest.mark.slow
def test_the_background_of_a_page_bleeds(tmp_path: Path) -> None:
    editions = (
        '[editions.pdf]\nformat = "pdf"\ntheme = "./house"\n'
        '[editions.digital]\nformat = "print"\nprinter = "digital"\ntheme = "./house"\n'
    )
    folder = write_book(tmp_path / "salt", editions)
    (folder / "house").mkdir()
    (folder / "house" / "theme.toml").write_text('extends = "classic"\n')
    (folder / "house" / "pdf.css").write_text("@page { background: #d8d8d8 }\n")
    pipeline.build(folder, (), tmp_path / "out", run_context(cache=Cache(tmp_path / "cache")))
    with pikepdf.open(tmp_path / "out" / "salt.pdf") as screen:
        assert screen.pages[0].obj["/MediaBox"] == screen.pages[0].obj["/TrimBox"]
    file = PrintFile.open(tmp_path / "out" / "salt-digital" / "interior.pdf")
    printed = file.pages[0]
    bleed = printed.box("/BleedBox")
    assert bleed is not None
    left, below, right, above = next(each.box for each in printed.things if each.kind == "area")
    assert (left <= bleed[0], below <= bleed[1]) == (True, True)
    assert (right >= bleed[2], above >= bleed[3]) == (True, True)
