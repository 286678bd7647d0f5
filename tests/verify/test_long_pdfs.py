"""A long PDF is read and compared by several processes, which tell what one tells."""

from __future__ import annotations

import os
from pathlib import Path

import pikepdf
import pytest

from publish.model.book import Book
from publish.verify import verify_product
from publish.verify.pdf.reader import file
from tests.verify.products import PDF
from tests.verify.test_pdf_mutants import MUTANTS, Mutant, mill

__all__ = ["mill"]


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Every file counts as long; the processes that are begun for it, by this one."""
    processes: list[int] = []
    fork = os.fork

    def noted() -> int:
        process = fork()
        processes.append(process)
        return process

    monkeypatch.setattr(file, "_LONG", 1)
    monkeypatch.setattr("publish.processes.available_cores", lambda: 2)
    monkeypatch.setattr(os, "fork", noted)
    return processes


def test_one_reads_the_tree_and_one_compares(mill: tuple[Book, Path], begun: list[int]) -> None:
    assert verify_product(mill[1], mill[0], PDF) == []
    assert len(begun) == 2


@pytest.mark.parametrize("mutant", MUTANTS[::4], ids=str)
def test_they_tell_what_one_process_tells(
    mutant: Mutant,
    mill: tuple[Book, Path],
    begun: list[int],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    changed = tmp_path / "mutant.pdf"
    with pikepdf.open(mill[1]) as pdf:
        mutant.change(pdf)
        pdf.save(changed)
    told = verify_product(changed, mill[0], PDF)
    assert len(begun) == 2
    monkeypatch.undo()
    assert told
    assert verify_product(changed, mill[0], PDF) == told
