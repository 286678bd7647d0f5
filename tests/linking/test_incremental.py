"""A change lays out what changed, and the file does not depend on earlier builds."""

from __future__ import annotations

import shutil

import pytest

from publish.outputs.pdf.document import pieces
from publish.outputs.pdf.document.piece_source import PieceSource
from publish.outputs.pdf.document.trees import BodyPart
from publish.outputs.pdf.exchange.jobs import FontJob, PieceJob
from publish.outputs.pdf.schedule.pool import ForkServerPool
from tests.linking.conftest import SENTENCE, Maker

pytestmark = pytest.mark.slow

PIECES = [
    *("opening", "opening"),  # half title to copyright page, and the colophon
    *("Contents", "Preface", "Appendix A. Timetable", "Index", "Part I. Water", "Part II. Land"),
    *("Chapter 1. Bell", "Chapter 2. Bay", "Chapter 3. Road"),
]


def test_each_piece_is_laid_out_once_and_then_never(maker: Maker) -> None:
    first = maker.pdf()
    assert sorted(maker.laid_out) == sorted(PIECES)
    assert maker.pdf() == first
    assert maker.laid_out == []


def test_an_edit_lays_out_the_chapter_alone_and_reverting_it_nothing(maker: Maker) -> None:
    first = maker.pdf()
    before = (maker.folder / "bay.md").read_text(encoding="utf-8")
    maker.append("bay.md", "\nIt is calm.\n")
    edited = maker.pdf()
    assert maker.laid_out == ["Chapter 2. Bay"]
    assert edited != first
    (maker.folder / "bay.md").write_text(before, encoding="utf-8")
    assert maker.pdf() == first
    assert maker.laid_out == []


def test_work_that_needs_no_pages_is_done_once_while_the_pool_lays_out(
    maker: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    submit_job, wait = ForkServerPool.submit, ForkServerPool.result

    def submit(pool: ForkServerPool, job: PieceJob | FontJob) -> int:
        done.append("submit")
        return submit_job(pool, job)

    def result(pool: ForkServerPool, number: int) -> bytes:
        done.append("result")
        return wait(pool, number)

    monkeypatch.setattr(ForkServerPool, "submit", submit)
    monkeypatch.setattr(ForkServerPool, "result", result)

    def while_laying_out() -> None:
        done.append("while")

    maker.pdf(while_laying_out=while_laying_out)
    assert done.count("while") == 1
    assert done.index("submit") < done.index("while") < done.index("result")
    done.clear()
    maker.append("bay.md", "\nIt is calm.\n")  # whose digits are not certain at first
    maker.pdf(while_laying_out=while_laying_out)
    assert done[:3] == ["submit", "while", "result"]
    done.clear()
    maker.pdf(while_laying_out=while_laying_out)
    assert done == ["while"]


def test_a_reference_in_one_part_lets_a_table_of_another_move(maker: Maker) -> None:
    road = maker.folder / "road.md"
    with_reference = road.read_text(encoding="utf-8")
    road.write_text("# Road {#road}\n\nNow.\n", encoding="utf-8")
    maker.pdf()
    road.write_text(with_reference, encoding="utf-8")
    edited = maker.pdf()
    assert "Chapter 2. Bay" in maker.laid_out
    shutil.rmtree(maker.folder.parent / "cache")
    assert maker.pdf() == edited


def test_only_the_part_of_an_edit_is_made_again(
    maker: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    cut = pieces._cut_part

    def note(part: BodyPart) -> list[PieceSource]:
        found = cut(part)
        made.append(found[0].title)
        return found

    monkeypatch.setattr(pieces, "_cut_part", note)
    maker.pdf()
    assert made == ["Part I. Water", "Part II. Land", "Appendix A. Timetable", "Index"]
    made.clear()
    maker.append("road.md", "\nIt is calm.\n")
    maker.pdf()
    assert made == ["Part II. Land"]


def test_growth_moves_other_pieces_without_a_new_layout(maker: Maker) -> None:
    maker.pdf()
    maker.append("bell.md", f"\n{SENTENCE * 60}\n")
    grown = maker.pdf()
    # Index and contents show page numbers, and some of those in chapters have two digits now.
    chapters = {"Chapter 1. Bell", "Chapter 2. Bay", "Chapter 3. Road"}
    assert set(maker.laid_out) <= {*chapters, "Preface", "Index", "Contents"}
    shutil.rmtree(maker.folder.parent / "cache")
    assert maker.pdf() == grown


@pytest.mark.parametrize("cache", ["off", "elsewhere"])
def test_the_cache_changes_nothing(
    maker: Maker, monkeypatch: pytest.MonkeyPatch, cache: str
) -> None:
    first = maker.pdf()
    monkeypatch.setenv("PUBLISH_CACHE", cache if cache == "off" else str(maker.folder / cache))
    assert maker.pdf() == first


def test_the_number_of_cores_changes_nothing(maker: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.running.available_cores", lambda: 1)
    monkeypatch.setenv("PUBLISH_CACHE", "off")
    alone = maker.pdf()
    monkeypatch.setattr("tests.running.available_cores", lambda: 2)
    assert maker.pdf() == alone


def test_damaged_objects_are_laid_out_again(maker: Maker) -> None:
    first = maker.pdf()
    for entry in (maker.folder.parent / "cache").rglob("*"):
        if entry.is_file():
            entry.write_bytes(entry.read_bytes()[:-9] + b"rubbish!!")
    assert maker.pdf() == first
    assert sorted(maker.laid_out) == sorted(PIECES)
