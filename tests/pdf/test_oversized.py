"""Seeded things that are too large, on each trim: they end inside the type area, or are refused by
name at their line. `OVERSIZED_SEEDS=5 pytest tests/pdf/test_oversized.py` tries more of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from publish.diagnostics import Location
from publish.model.book import Edition
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.type_area import TypeArea
from tests.pdf.conftest import Pages, make
from tests.pdf.oversized import Oversized
from tests.running import run_context

pytestmark = pytest.mark.slow

_MARGIN = 30.0  # points: less than the narrowest margin of a trim
_SPACE = 9.0  # points: a space at the end of a line
_TRIMS = ("6x9in", "A5", "A4")
_SEEDS = int(os.environ.get("OVERSIZED_SEEDS", "1"))


@pytest.mark.parametrize("seed", range(_SEEDS))
@pytest.mark.parametrize("trim", _TRIMS)
def test_each_ends_right_or_is_refused_at_its_line(trim: str, seed: int, tmp_path: Path) -> None:
    pages = make(Oversized(f"{trim} {seed}").files(), tmp_path, Edition("pdf", "pdf", trim=trim))
    refused = [each for each in pages.report.errors if each.code in ("LAY-011", "LAY-012")]
    assert refused == pages.report.errors, list(map(str, pages.report))
    assert all(each.hint and each.location.line for each in refused), list(map(str, refused))
    assert refused
    named = _letters(" ".join(_block(each.location) for each in refused))
    outside = _outside(pages, Edition("pdf", "pdf", trim=trim))
    by_words = (text for text in outside if "₀" not in text)  # and not a formula, named by its TeX
    assert [text for text in by_words if _letters(text)[-8:] not in named] == []


def _letters(text: str) -> str:
    """A text without spaces and the hyphens of the layout."""
    return "".join(filter(str.isalnum, text))


def _block(place: Location) -> str:
    """The manuscript from a line to the next empty one."""
    lines = Path(place.path).read_text(encoding="utf-8").splitlines()[place.line - 1 :]
    return "\n".join(lines).partition("\n\n")[0]


def _outside(pages: Pages, edition: Edition) -> Iterator[str]:
    """Every text outside the type area, and every head or folio near an edge of the sheet."""
    finished = FinishedPdf(pages.artifact.path, pages.book, edition, run_context())
    type_area = TypeArea(finished)
    for number, page in enumerate(finished.pages):
        width = float(pages.pdf.pages[number].trimbox[2])
        for each in page.passages.values():
            box = each.left, each.bottom, each.right, each.top
            if type_area.outside(number, box) > _SPACE:
                yield each.text
        for run in (*page.header, *page.footer):
            if run.left < _MARGIN or run.right > width - _MARGIN:
                yield run.text
