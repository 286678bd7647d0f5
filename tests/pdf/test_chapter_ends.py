"""Chapters do not end on a page of a few lines."""

from __future__ import annotations

from itertools import cycle, islice

import pytest

from tests.pdf.conftest import Pages, make

pytestmark = pytest.mark.slow

_WORDS = (
    "the harbour wall was built of grey stone and carried away by seven winters until nobody "
    "remembered who had set its lowest course beside the quay where boats unload slate for roofs "
    "in distant towns along a coast"
).split()
_LENGTHS = range(6, 12)


def _text(paragraphs: int, words: int) -> str:
    supply = islice(cycle(_WORDS), paragraphs * words)
    parts = zip(*[supply] * words, strict=True)
    return "\n\n".join(f"{' '.join(part).capitalize()}." for part in parts)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Chapters of two pages, each with about a line more than the one before."""
    files = {
        f"c{number}.md": "\n\n".join(
            ["# Chapter", _text(6, 80), _text(1, 12 * number), _text(1, 44)]
        )
        for number in _LENGTHS
    }
    book = '[book]\ntitle = "T"\nauthors = ["A"]\nlanguage = "en"\n'
    book += f"[structure]\nbodymatter = {list(files)}\n"
    return make({"book.toml": book, **files}, tmp_path_factory.mktemp("ends"))


def test_last_pages(pages: Pages) -> None:
    """Without lines that the page before leaves free, two more would have four."""
    heads = [number for number, text in enumerate(pages.texts) if text.startswith("Chapter ")]
    counts = [[len(text.splitlines()) - 1 for text in pages.texts[head:]] for head in heads]
    assert [chapter[2] for chapter in counts] == [4, 4, 6, 6, 6, 6]
