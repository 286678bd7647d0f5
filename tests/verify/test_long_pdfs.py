"""A long PDF is read and compared by several processes, with the result of one."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from msgspec.structs import replace

from publish import pipeline
from publish.cache import NO_CACHE
from publish.diagnostics import Diagnostic
from publish.model.book import Book
from publish.model.formats import FORMATS
from publish.pipeline import build_run, early_readers
from publish.pipeline.early_readers import start_readers
from publish.pipeline.selection import load_book
from publish.verification import Verification, verify_product
from publish.verification.pdf import prepared
from publish.verification.pdf.reader import apart, file, long_file, pages
from publish.verification.pdf.reader.known_parts import Product
from publish.verification.pdf.reader.long_file import open_pdf
from publish.verification.pdf.reader.tree_parts import decode_parts
from publish.verification.pdf.reader.tree_reading import encode_tree
from tests.running import run_context
from tests.verify.forks import count_forks
from tests.verify.products import PDF
from tests.verify.sample import sample_book
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

    def note(path: Path, *, with_pages: bool = True) -> pikepdf.Pdf:
        opened.append(with_pages)
        return open_pdf(path, with_pages=with_pages)

    monkeypatch.setattr(file, "open_pdf", note)
    monkeypatch.setattr(long_file, "open_pdf", note)
    assert verify_product(mill[1], mill[0], PDF, run_context()) == []
    assert len(forked) == 2, "one reads, and has another read the structure; one compares"
    assert opened == [False], "its objects are in the memory of the others alone"


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
    assert len(forked) == 2
    monkeypatch.undo()
    assert expected
    assert verify_product(changed, mill[0], PDF, run_context()) == expected
    assert read_early(changed, mill[0], monkeypatch) == expected


def read_early(path: Path, book: Book, monkeypatch: pytest.MonkeyPatch) -> list[Diagnostic]:
    """What a verification finds whose file is read by a process that was started before it, in
    parts."""
    monkeypatch.setattr(prepared, "_LONG", 1)
    monkeypatch.setattr(pages, "_MANY", 9)
    monkeypatch.setattr(file, "read_apart", None)
    context = replace(run_context(), processes=2)
    with ExitStack() as stack:
        readers = start_readers({PDF.name: FORMATS["pdf"]}, context, stack)
        verification = Verification(book, PDF, replace(context, readers=readers))
        verification.prepare()
        return verification.check(path)


def _decoded(read: apart.ReadFile) -> tuple[bytes | None, bytes, list[bytes]]:
    assert read.tree
    return read.frame, encode_tree(decode_parts(read.tree)), read.pages


def test_parts_of_a_file_are_the_whole(
    mill: tuple[Book, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    context = replace(run_context(cache=NO_CACHE), processes=2)
    whole = _decoded(apart.read_apart(mill[1], context, Product("mill", "pdf")))
    monkeypatch.setattr(pages, "_MANY", 9)
    started = count_forks(monkeypatch)
    assert _decoded(apart.read_apart(mill[1], context, Product("mill", "pdf"))) == whole
    assert len(started) > 2


def test_a_file_that_is_none_is_reported(
    mill: tuple[Book, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\n" + bytes(2000))
    found = read_early(broken, mill[0], monkeypatch)
    assert [each.code for each in found] == ["VER-014"]


def test_a_build_has_its_file_read_by_a_process_from_before_the_book(
    tmp_path: Path, forked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepared, "_LONG", 1)
    monkeypatch.setattr(early_readers, "can_be_copied", lambda: True)  # whatever ran before
    monkeypatch.setattr(file, "read_apart", None)  # what reads it in any other process
    before: list[int] = []

    def note(*arguments: Any) -> Book:
        before.extend(forked)
        return load_book(*arguments)

    monkeypatch.setattr(build_run, "load_book", note)
    folder = sample_book(tmp_path / "mill").folder
    pipeline.build(folder, ["pdf"], tmp_path / "out", run_context())
    assert len(before) == 1
