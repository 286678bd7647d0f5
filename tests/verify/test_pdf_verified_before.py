"""Chapters that agreed before are not compared again, but those of another file or book are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from publish.cache import Cache
from publish.model.book import Book, NotesPlace
from publish.model.section import Section
from publish.verify import verify_product
from publish.verify.pdf.verified_before import VerifiedChapters
from tests.verify.products import PDF
from tests.verify.retyping import retype
from tests.verify.test_pdf_mutants import WHEAT, mill

__all__ = ["mill"]


@pytest.fixture
def warm(mill: tuple[Book, Path], tmp_path: Path) -> Cache:
    """A cache that knows that the good file agreed with the book."""
    cache = Cache(tmp_path / "cache")
    assert verify_product(mill[1], mill[0], PDF, cache) == []
    return cache


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sections whose own text is compared, by their ids, as long as the test runs."""
    seen: list[str] = []
    still_to_check = VerifiedChapters.still_to_check

    def noted(agreed: VerifiedChapters, sections: Iterable[Section]) -> list[Section]:
        found = still_to_check(agreed, sections)
        seen.extend(section.id for section in found)
        return found

    monkeypatch.setattr(VerifiedChapters, "still_to_check", noted)
    return seen


def test_no_section_is_compared_again(
    mill: tuple[Book, Path], warm: Cache, compared: list[str]
) -> None:
    assert verify_product(mill[1], mill[0], PDF, warm) == []
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
    (told,) = verify_product(changed, mill[0], PDF, warm)
    assert "“hands.”" in told.message
    assert set(compared) == {"wheat", "sowing"}
    assert verify_product(changed, mill[0], PDF, warm) == [told], "nothing of such a file is kept"


def _with(sections: tuple[Section, ...], name: str, **changes: object) -> tuple[Section, ...]:
    return tuple(
        replace(
            each,
            children=_with(each.children, name, **changes),
            **(changes if each.id == name else {}),
        )
        for each in sections
    )


@pytest.mark.parametrize("name", ["wheat", "sowing", "grain", "flows"])
def test_a_section_that_the_book_tells_otherwise_is_told_as_without_a_cache(
    mill: tuple[Book, Path], warm: Cache, name: str
) -> None:
    book, path = mill
    other = replace(book, sections=_with(book.sections, name, language="de"))
    told = verify_product(path, other, PDF)
    assert told
    assert verify_product(path, other, PDF, warm) == told


def test_notes_behind_the_book_belong_to_no_chapter(
    mill: tuple[Book, Path], warm: Cache, compared: list[str]
) -> None:
    verify_product(mill[1], replace(mill[0], notes_place=NotesPlace.BOOK), PDF, warm)
    assert set(compared) == {section.id for section in mill[0].walk()}
