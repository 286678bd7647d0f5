"""Verification of a product reports metadata that is not the manifest's."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.diagnostics import Report
from publish.model.book import Book
from publish.pipeline import editions_with_books
from publish.verification import verify_product
from tests.records.test_agreement import EPUB, PDF, change_epub, change_pdf
from tests.running import run_context

pytestmark = pytest.mark.slow

MUTANTS = [
    ("roles", EPUB, ">trl<", ">edt<"),
    ("ORCID and ISNI", EPUB, "0000-0002-1825-0097", "0000-0002-1694-233X"),
    ("subjects", EPUB, ">Tides<", ">Tide<"),
    ("subject codes", EPUB, '"term">RBKC<', '"term">RBKF<'),
    ("schemes of subjects", EPUB, ">BISAC<", ">Thema<"),
    ("DOI", EPUB, "doi:10.5555/12345678", "doi:10.5555/12345679"),
    ("ISSN", EPUB, "urn:issn:1234-5679", "urn:issn:2049-3630"),
    ("licence", EPUB, "licenses/by-sa/4.0", "licenses/by/4.0"),
    ("contributors in XMP", PDF, "Ursula de Vries (translator)", "Ursula Vries (translator)"),
    ("licence in XMP", PDF, "licenses/by-sa/4.0", "licenses/by-nc/4.0"),
]


@pytest.fixture(scope="module")
def book(released: Path) -> Book:
    """The book of that release."""
    context = run_context(Report())
    return next(iter(editions_with_books(released.parents[2] / "tides", [], context)))[1]


@pytest.mark.parametrize(("aspect", "file", "right", "wrong"), MUTANTS)
def test_metadata_that_was_changed_is_reported(
    aspect: str, file: str, right: str, wrong: str, copied: Path, book: Book
) -> None:
    edition = next(each for each in book.editions if file.endswith(each.format))
    assert list(map(str, verify_product(copied / file, book, edition))) == []
    change = change_epub if file == EPUB else change_pdf
    change(copied / file, right, wrong)
    found = [each.message for each in verify_product(copied / file, book, edition)]
    assert [message for message in found if f": {aspect}: " in message], found
