"""The books of the corpus, exported and imported again: the same books."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exporting.round_trip import RoundTrip

pytestmark = pytest.mark.slow
CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.mark.parametrize("to", ["markdown", "html"])
@pytest.mark.parametrize("name", ["specimen", "moderate-prosperity"])
def test_the_same_book_comes_back(name: str, to: str, tmp_path: Path) -> None:
    assert RoundTrip(CORPUS / name, to, tmp_path).differences() == {}


def test_the_handbook_comes_back_from_markdown(tmp_path: Path) -> None:
    assert RoundTrip(CORPUS / "handbook", "markdown", tmp_path).differences() == {}
