"""Verified chapters are not compared again, but those of another file or book are."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from msgspec.structs import replace

from publish.cache import NO_CACHE, Cache
from publish.model.book import Book, NotesPlace
from publish.model.section import Section
from publish.verification import verify_product
from publish.verification.pdf.verified_before import (
    _VERIFIED,
    VerifiedChapters,
    _apart,
    _Chapter,
    _ChapterInputs,
)
from tests.running import run_context
from tests.verify.pdf_changes import WHEAT
from tests.verify.products import PDF
from tests.verify.retyping import retype
from tests.verify.test_pdf_mutants import mill

pytestmark = pytest.mark.slow

__all__ = ["mill"]


@pytest.fixture
def warm(mill: tuple[Book, Path], tmp_path: Path) -> Cache:
    """A cache with the good file as verified."""
    cache = Cache(tmp_path / "cache")
    assert verify_product(mill[1], mill[0], PDF, run_context(cache=cache)) == []
    return cache


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the sections whose own text is compared during the test."""
    ids: list[str] = []
    still_to_check = VerifiedChapters.still_to_check

    def record(chapters: VerifiedChapters, sections: Iterable[Section]) -> list[Section]:
        sections = still_to_check(chapters, sections)
        ids.extend(section.id for section in sections)
        return sections

    monkeypatch.setattr(VerifiedChapters, "still_to_check", record)
    return ids


def test_no_section_is_compared_again(
    mill: tuple[Book, Path], warm: Cache, compared: list[str]
) -> None:
    assert verify_product(mill[1], mill[0], PDF, run_context(cache=warm)) == []
    assert compared == []
    assert verify_product(mill[1], mill[0], PDF) == []
    assert set(compared) == {section.id for section in mill[0].walk()}


def test_a_chapter_whose_page_changed_is_compared_with_all_below_it(
    mill: tuple[Book, Path], warm: Cache, compared: list[str], tmp_path: Path
) -> None:
    changed = tmp_path / "changed.pdf"
    with pikepdf.open(mill[1]) as pdf:
        retype(pdf, WHEAT, "By hand.", "By hands.")
        pdf.save(changed)
    (difference,) = verify_product(changed, mill[0], PDF, run_context(cache=warm))
    assert "“hands.”" in difference.message
    assert set(compared) == {"wheat", "sowing"}
    again = verify_product(changed, mill[0], PDF, run_context(cache=warm))
    assert again == [difference], "nothing of such a file is cached"


def _with(sections: tuple[Section, ...], name: str, **changes: Any) -> tuple[Section, ...]:
    return tuple(
        replace(
            each,
            children=_with(each.children, name, **changes),
            **(changes if each.id == name else {}),
        )
        for each in sections
    )


@pytest.mark.parametrize("name", ["wheat", "sowing", "grain", "flows"])
def test_a_section_that_changed_in_the_book_is_reported_as_without_a_cache(
    mill: tuple[Book, Path], warm: Cache, name: str
) -> None:
    book, path = mill
    other = replace(book, sections=_with(book.sections, name, language="de"))
    expected = verify_product(path, other, PDF)
    assert expected
    assert verify_product(path, other, PDF, run_context(cache=warm)) == expected


@pytest.mark.parametrize(
    ("spans", "apart"),
    [
        ([(0, 3), (3, 5), (6, 7)], [1, 1, 1]),
        ([(0, 3), (2, 5), (5, 7)], [2, 1]),
        ([(4, 9), (5, 6), (8, 12), (0, 4)], [1, 3]),
        ([], []),
    ],
)
def test_chapters_that_share_pages_are_right_together(
    mill: tuple[Book, Path], spans: list[tuple[int, int]], apart: list[int]
) -> None:
    opening = mill[0].sections[0]
    slot = _VERIFIED.at(NO_CACHE, _ChapterInputs(opening.id, "", ""))
    chapters = [_Chapter(opening, range(*span), slot) for span in spans]
    groups = list(_apart(chapters))
    assert [len(group) for group in groups] == apart
    assert sorted(each.pages.start for group in groups for each in group) == sorted(
        start for start, _ in spans
    )


def test_notes_at_the_end_of_the_book_belong_to_no_chapter(
    mill: tuple[Book, Path], warm: Cache, compared: list[str]
) -> None:
    verify_product(
        mill[1], replace(mill[0], notes_place=NotesPlace.BOOK), PDF, run_context(cache=warm)
    )
    assert set(compared) == {section.id for section in mill[0].walk()}
