"""Folios of an installed theme that numbers its pages in other numerals than the book."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish import pipeline
from publish.diagnostics import ContentError, Report
from tests.conftest import MINIMAL, InstallTheme, WriteBook
from tests.running import run_context

pytestmark = pytest.mark.slow

ARABIC = "@page { @bottom-center { content: counter(page) } }"
_EDITION = '[editions.pdf]\ntheme = "own"\n'
ROMAN = "@page text { @bottom-center { content: counter(page, lower-roman) } }"


@pytest.mark.parametrize(
    ("rules", "linked", "message", "hint"),
    [
        (
            ARABIC,
            True,
            "LAY-010: the theme does not number the pages of “opening”",
            "lower-roman",
        ),
        (ARABIC, False, "VER-011: folios: page 1 of the file", None),
        (
            ROMAN,
            True,
            "a.md:1: error LAY-010: the theme does not number the pages of “Chapter 1. A”",
            "(page)",
        ),
    ],
)
def test_folios_in_other_numerals_are_refused(
    write_book: WriteBook,
    tmp_path: Path,
    install_theme: InstallTheme,
    rules: str,
    linked: bool,
    message: str,
    hint: str | None,
) -> None:
    install_theme("own", rules)
    book = write_book({"a.md": "# A\n\nText.\n", "book.toml": MINIMAL + _EDITION})
    report = Report()
    with pytest.raises(ContentError):
        pipeline.build(book, [], tmp_path / "out", run_context(report), linked=linked)
    first = report.errors[0]
    assert message in str(first)
    assert (hint or "") in (first.hint or "")


def test_who_follows_the_hint_has_folios(
    write_book: WriteBook, tmp_path: Path, install_theme: InstallTheme
) -> None:
    install_theme(
        "own", f"{ROMAN.replace('text', 'front')} {ARABIC.replace('@page', '@page text')}"
    )
    book = write_book({"a.md": "# A\n\nText.\n", "book.toml": MINIMAL + _EDITION})
    report = Report()
    pipeline.build(book, ["pdf"], tmp_path / "out", run_context(report))
    assert report.errors == []
