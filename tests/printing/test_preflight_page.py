"""The preflight page: every sheet with its boxes, and the verdict of every rule."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from lxml import html
from msgspec.structs import replace

from publish.cli import publish
from publish.errors import ExitCode, UsageError
from publish.preflight import plates
from publish.preflight.gather import gather_preflight
from publish.preflight.page import preflight_page
from publish.verification.print.table import RULES
from tests.printing.conftest import Prints, write_book

_EDITION = "offset-colour"


def test_all_sheets_and_all_rules_are_shown(prints: Prints) -> None:
    folder = prints.out / f"salt-{_EDITION}"
    sheet = gather_preflight(folder, prints.book, prints.edition(_EDITION))
    page = html.document_fromstring(preflight_page(sheet, "en", "ltr"))
    pages = prints.artifacts[_EDITION].pages
    assert pages is not None
    assert len(page.xpath("//figure")) == pages + 1
    assert page.xpath("count(//figure//rect[@class='trim'])") == pages + 1
    assert len(page.xpath("//ul[@class='all-kept']/li")) == len(RULES)
    assert page.xpath("string(//p[contains(@class, 'verdict')])") == "Fit to print"
    assert page.xpath("count(//figure[@class='cover']//rect[@class='fold'])") == 3
    assert not page.xpath("//script")


def test_many_findings_are_counted(prints: Prints) -> None:
    folder = prints.out / f"salt-{_EDITION}"
    sheet = gather_preflight(folder, prints.book, prints.edition(_EDITION))
    found = [f"interior.pdf, page {number}: a line" for number in range(200)]
    broken = [replace(each, findings=found) for each in sheet.verdicts[:2]]
    many = replace(sheet, verdicts=[*broken, *sheet.verdicts[2:]])
    page = html.document_fromstring(preflight_page(many, "en", "ltr"))
    assert page.xpath("string(//p[contains(@class, 'verdict')])").startswith("2 rules broken")
    assert len(page.xpath("//section[contains(@class, 'rule')]//li")) == 2 * 13
    assert page.xpath("string((//section[contains(@class, 'rule')]//li)[13])") == "and 188 more"


def test_a_finding_is_marked_on_its_sheet(prints: Prints, tmp_path: Path) -> None:
    folder = tmp_path / f"salt-{_EDITION}"
    shutil.copytree(prints.out / f"salt-{_EDITION}", folder)
    with pikepdf.open(folder / "interior.pdf", allow_overwriting_input=True) as pdf:
        pdf.pages[2].contents_add(b"q 0.1 w 0 G 100 100 m 200 100 l S Q")
        pdf.save(folder / "interior.pdf")
    sheet = gather_preflight(folder, prints.book, prints.edition(_EDITION))
    assert [each.code for each in sheet.verdicts if each.word == "warning"] == ["PRE-027"]
    (marked,) = (each for each in sheet.sheets if any(box.kind == "finding" for box in each.boxes))
    assert (marked.file, marked.number) == ("interior.pdf", 3)
    assert "interior.pdf, page 3: a line is" in preflight_page(sheet, "en", "ltr")


@pytest.mark.skipif(not plates.is_measured(), reason="Ghostscript is not installed")
@pytest.mark.parametrize("edition", ["ingramspark-black", "digital-black"])
def test_a_black_book_inks_the_black_plate_alone(edition: str, prints: Prints) -> None:
    measured = plates.plates_of(prints.out / f"salt-{edition}" / "interior.pdf")
    assert len(measured) == prints.artifacts[edition].pages
    assert {row[:3] for row in measured} == {(0.0, 0.0, 0.0)}
    assert max(row[3] for row in measured) > 0


@pytest.mark.slow
def test_the_command_writes_the_page_beside_the_files(tmp_path: Path) -> None:
    manifest = '[editions.pdf]\nformat = "pdf"\n[editions.kdp]\nformat = "print"\nprinter = "kdp"\n'
    folder = write_book(tmp_path / "salt", manifest)
    out = tmp_path / "out"
    done = CliRunner().invoke(publish, ["preflight", str(folder), "--out", str(out)])
    assert done.exit_code == ExitCode.OK, done.stderr
    assert done.stderr.strip().endswith("salt-kdp-preflight.html")
    page = (out / "salt-kdp-preflight.html").read_text(encoding="utf-8")
    assert re.search(r"<dt>Printer</dt><dd>Amazon KDP", page)
    with pikepdf.open(out / "salt-kdp-preflight.pdf") as pdf:
        assert len(pdf.pages) > 1
    refused = CliRunner().invoke(publish, ["preflight", str(folder), "--edition", "pdf"])
    assert isinstance(refused.exception, UsageError)
    assert refused.exception.hint == "those for a printer: kdp"


@pytest.mark.skipif(not plates.is_measured(), reason="Ghostscript is not installed")
def test_plates_of_a_file_that_is_named_from_the_folder_of_the_command(
    prints: Prints, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(prints.out)
    assert plates.plates_of(Path("salt-offset-black/cover.pdf"))
