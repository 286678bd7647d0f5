"""A long PDF is read and compared by several processes, with the result of one."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from publish.model.book import Book
from publish.verification import verify_product
from publish.verification.pdf.reader import file
from tests.running import run_context
from tests.verify.forks import count_forks
from tests.verify.products import PDF
from tests.verify.test_pdf_mutants import MUTANTS, Mutant, mill

pytestmark = pytest.mark.slow

__all__ = ["mill"]


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes that this one starts, where every file counts as long."""
    monkeypatch.setattr(file, "_LONG", 1)
    return count_forks(monkeypatch)


def test_others_read_the_file_and_one_compares(
    mill: tuple[Book, Path], forked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[bool] = []
    opening = file._open

    def note(path: Path, *, with_pages: bool = True) -> pikepdf.Pdf:
        opened.append(with_pages)
        return opening(path, with_pages=with_pages)

    monkeypatch.setattr(file, "_open", note)
    assert verify_product(mill[1], mill[0], PDF, run_context()) == []
    assert len(forked) == 3
    assert opened == [False, False], "the objects of pages are in the memory of the others alone"


@pytest.mark.parametrize("mutant", MUTANTS[::4], ids=str)
def test_they_report_what_one_process_reports(
    mutant: Mutant,
    mill: tuple[Book, Path],
    forked: list[int],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    changed = tmp_path / "mutant.pdf"
    with pikepdf.open(mill[1]) as pdf:
        mutant.change(pdf)
        pdf.save(changed)
    expected = verify_product(changed, mill[0], PDF, run_context())
    assert len(forked) == 3
    monkeypatch.undo()
    assert expected
    assert verify_product(changed, mill[0], PDF, run_context()) == expected
