"""What the layout reports of a book and how to help it, in golden files as those of `checks/`: who
follows the hints has a book without a fault."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publish.diagnostics import Report
from publish.outputs.pdf.writer import write_pdf
from publish.sources.files.manuscript_lines import manuscript_lines
from publish.sources.spine.folder import read_book
from publish.structure import settle
from tests.checks.test_checks import Check, load_check
from tests.conftest import Golden
from tests.running import run_context

pytestmark = pytest.mark.slow

CHECKS = [load_check(path) for path in sorted((Path(__file__).parent / "hints").glob("*.md"))]


def _laid_out(folder: Path, files: dict[str, bytes]) -> list[str]:
    """The report of laying out a book of these files."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    report = Report()
    book = read_book(folder, run_context(report))
    assert book is not None, list(map(str, report))
    settled = settle(book, run_context(report))
    lines = manuscript_lines(folder)
    context = run_context(report)
    write_pdf(settled, settled.editions[0], folder / "book.pdf", context, manuscript_lines=lines)
    return list(map(str, report))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_the_faults_of_a_layout_and_their_hints(
    check: Check, tmp_path: Path, golden: Golden
) -> None:
    text = "\n".join(_laid_out(tmp_path / "BOOK", check.bad)).replace(
        str(tmp_path / "BOOK"), "BOOK"
    )
    text = re.sub(r"\d+ pt", "some pt", text)  # which each change of the style sheet changes
    golden(check.file, f"## Expected\n\n{check.expected}\n", f"## Expected\n\n{text}\n")
    assert f" {check.code}: " in text


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_who_follows_the_hints_has_no_fault(check: Check, tmp_path: Path) -> None:
    assert _laid_out(tmp_path / "BOOK", check.good) == []
