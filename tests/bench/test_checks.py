"""The checks of the bench confirm a correct book and report differences of another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from bench.blocks import Note, Paragraph
from bench.book import compose, edit, make
from bench.cases import BUILT
from bench.checks import check, check_products, check_tags, lost_notes
from publish import pipeline
from publish.external import run_module
from tests.running import run_context

pytestmark = pytest.mark.slow

PAGES = 50


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `manuscript/` and its products in `out/`."""
    folder = tmp_path_factory.mktemp("bench")
    make(folder, PAGES)
    editions = [word for name in BUILT for word in ("--edition", name)]
    words: list[str | Path] = ["build", folder / "manuscript", "--out", folder / "out", *editions]
    run_module("publish", *words, timeout=300)
    return folder


def test_a_bench_book_has_no_differences(built: Path) -> None:
    checked = list(check(compose(PAGES), built / "manuscript", built / "out"))
    assert [each.differences for each in checked] == [(), (), ()]
    assert "36 notes" in checked[1].description


def test_a_note_that_is_not_in_the_tree_is_reported(built: Path) -> None:
    book = compose(PAGES)
    chapter = book.chapters[0]
    blocks = (*chapter.blocks, Paragraph((Note("A note that is not built."),)))
    more = replace(book, chapters=(replace(chapter, blocks=blocks), *book.chapters[1:]))
    differences = check_tags(more, built / "out" / "manuscript.pdf").differences
    assert differences == (
        "178 P, but 176 found", "37 Note, but 36 found", "50 Reference, but 49 found",
    )  # fmt: skip


def test_a_sentence_that_was_not_built_is_reported_in_both_products(
    built: Path, tmp_path: Path
) -> None:
    make(tmp_path, PAGES)
    edit(tmp_path / "manuscript", 1)
    book = pipeline.load_book(tmp_path / "manuscript", run_context())
    differences = check_products(book, built / "out").differences
    assert len(differences) == len(BUILT)
    assert all(line.startswith("VER-") for line in differences)


def test_lost_notes_of_plain_weasyprint_are_counted(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        places = pikepdf.NameTree.new(pdf)
        for number in range(30):
            places[f"note-{number}"] = places[f"call-{number}"] = pikepdf.Array()
        pdf.Root.Names = pikepdf.Dictionary(Dests=places.obj)
        pdf.save(tmp_path / "plain.pdf")
    assert lost_notes(compose(PAGES), tmp_path / "plain.pdf") == 6
