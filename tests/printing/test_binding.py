"""Pages are moved away from the spine of a thick book, with every line where it was."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace

from publish import pipeline
from publish.cache import NO_CACHE
from publish.config.printers import shipped_printer
from publish.model.printer import Inks, PrintOrder
from publish.outputs.print.binding import move_from_spine
from publish.outputs.print.interior import interior
from publish.verification.print import verify_print
from publish.verification.print.finding import Job
from publish.verification.print.reader import OpenFiles, PrintFile
from publish.verification.print.rules.sheets import too_near_spine
from tests.printing.conftest import Prints, write_book
from tests.running import run_context

_BOUND = 60.0  # points from the spine, more than the theme has


def _order(margin: float) -> PrintOrder:
    printer = shipped_printer("digital")
    asked = replace(printer.interior, inner_margins={2: margin}, safety=20.0)
    return PrintOrder(replace(printer, interior=asked), printer.papers[0], Inks.BLACK, bleeds=True)


@pytest.fixture
def folder(prints: Prints, tmp_path: Path) -> Path:
    """A folder with an interior whose pages are moved."""
    content = interior(prints.out / "salt.pdf", _order(_BOUND)).content
    (tmp_path / "interior.pdf").write_bytes(content)
    return tmp_path


def test_pages_are_moved_from_the_spine_and_stay_as_they_are(folder: Path, prints: Prints) -> None:
    file, order, screen = (
        PrintFile.open(folder / "interior.pdf"),
        _order(_BOUND),
        prints.out / "salt.pdf",
    )
    with pikepdf.open(screen) as pages:
        away = move_from_spine(screen, pages, order.printer.interior, NO_CACHE, rtl=False)
    assert away > 0
    assert [page.trim[0] for page in file.pages[:4]] == pytest.approx([-away, away, -away, away])
    job = Job(order, (432.0, 648.0), len(file.pages), "", "", rtl=False, interior="")
    assert list(too_near_spine(file, job)) == []
    edition = prints.edition("digital-black")
    opened = OpenFiles(run_context(), screen)
    assert list(verify_print(folder, prints.book, edition, run_context(), opened)) == []


def test_a_page_that_is_cut_elsewhere_is_a_difference(folder: Path, prints: Prints) -> None:
    file, screen = folder / "interior.pdf", prints.out / "salt.pdf"
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        pdf.pages[4].obj["/TrimBox"] = pikepdf.Array([0, 0, 432, 648])
        pdf.save(file)
    edition = prints.edition("digital-black")
    opened = OpenFiles(run_context(), screen)
    found = list(verify_print(folder, prints.book, edition, run_context(), opened))
    assert [(each.code.value, each.subject) for each in found] == [("VER-015", "page 5")]


@pytest.mark.parametrize(("margin", "least", "most"), [(20.0, 0.0, 0.0), (500.0, 1.0, 60.0)])
def test_no_page_is_moved_without_need_or_out_of_its_margin(
    margin: float, least: float, most: float, prints: Prints
) -> None:
    asked = _order(margin).printer.interior
    screen = prints.out / "salt.pdf"
    with pikepdf.open(screen) as pages:
        assert least <= move_from_spine(screen, pages, asked, NO_CACHE, rtl=False) <= most


_THICK = """
name = "Quayside"
source = "a letter"
read = 2026-11-02
interior.colours = "rgb"
interior.safety = "20pt"
interior.inner-margins = [{ pages = 2, margin = "%s" }]
[[paper]]
id = "laid"
page = "0.06mm"
"""
_EDITION = """
[editions.pdf]
format = "pdf"
[editions.press]
format = "print"
printer = "thick.toml"
"""


@pytest.mark.parametrize(("margin", "codes"), [("58pt", ["LAY-016"]), ("20pt", [])])
def test_a_build_tells_that_pages_were_moved(margin: str, codes: list[str], tmp_path: Path) -> None:
    book = write_book(tmp_path / "salt", _EDITION)
    (book / "thick.toml").write_text(_THICK % margin)
    context = run_context()
    pipeline.build(book, ["press"], tmp_path / "out", context)
    told = [each for each in context.report if each.code.startswith("LAY")]
    assert [each.code for each in told] == codes
    assert all("asks for 20.5 mm" in each.message for each in told)
