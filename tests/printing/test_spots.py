"""A colour that an edition names is printed by an ink of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish import api
from publish.config.printers import shipped_printer
from publish.diagnostics import ContentError
from publish.model.printer import Inks, PrintOrder
from publish.outputs.print.interior import interior
from publish.verification.print import verify_print
from publish.verification.print.finding import Job
from publish.verification.print.reader import OpenFiles, PrintFile
from publish.verification.print.table import INTERIOR, RULES
from tests.printing.conftest import Prints, write_book
from tests.running import run_context

_SEA = (0x2F / 255, 0x6E / 255, 0x59 / 255)  # a colour of the drawing


def test_a_colour_has_its_plate_in_a_book_in_black(prints: Prints, tmp_path: Path) -> None:
    printer = shipped_printer("offset")
    order = PrintOrder(printer, printer.papers[0], Inks.BLACK, True, spots={"Sea Green": _SEA})
    screen, path = prints.out / "salt.pdf", tmp_path / "interior.pdf"
    path.write_bytes(interior(screen, order).content)
    file = PrintFile.open(path)
    assert set(file.separations.values()) == {"All", "Sea Green"}
    drawn = b"".join(part.read_bytes() for page in file.pdf.pages for part in page.obj["/Contents"])
    assert drawn.count(b"/Spot1 cs 1 scn") == 1
    job = Job(order, (432.0, 648.0), len(file.pages), "", "", rtl=False, interior="")
    broken = [
        code for code, row in RULES.items() if INTERIOR in row.files and [*row.rule(file, job)]
    ]
    assert broken == []
    edition = prints.edition("offset-black")
    opened = OpenFiles(run_context(), screen)
    assert list(verify_print(tmp_path, prints.book, edition, run_context(), opened)) == []


@pytest.mark.parametrize(
    ("printer", "spots"),
    [
        ("kdp", '"Sea Green" = "#2f6e59"'),
        ("offset", '"Sea Green" = "green"'),
        ("offset", '"Sea (green)" = "#2f6e59"'),
        ("offset", '"Black" = "#000000"'),
    ],
)
def test_what_no_printer_prints_is_refused(printer: str, spots: str, tmp_path: Path) -> None:
    editions = (
        '[editions.pdf]\nformat = "pdf"\n[editions.press]\nformat = "print"\n'
        f'printer = "{printer}"\nspots = {{ {spots} }}\n'
    )
    with pytest.raises(ContentError) as refused:
        api.load(write_book(tmp_path / "salt", editions), context=run_context())
    assert [each.code for each in refused.value.report.errors] == ["MAN-045"]
