"""Running heads that are too long for their line, and the short titles of authors."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publish.model.book import Edition
from tests.pdf.conftest import SENTENCE, Pages, make
from tests.pdf.test_pages import lines, margins

_TITLE = "An Account of the Walls of the Northern Parishes, with Remarks upon Their Lichens"
_UNBROKEN = "Donaudampfschiffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
_BOOK = """
[book]
title = "A Book with a Title That No Line Has Room for, as the Titles of an Earlier Age Were Wont"
authors = ["A. Writer"]
language = "en"

[structure]
bodymatter = [
  "long.md", "short.md", { file = "entry.md", running = "Of Mortar" }, "word.md", "fitting.md",
]
"""
_TEXT = SENTENCE * 72


@pytest.fixture(scope="module")
def heads(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    return make(
        {
            "book.toml": _BOOK,
            "long.md": f"# {_TITLE}\n\n{_TEXT}\n",
            "short.md": f'# {_TITLE}, Again {{running="Northern Walls"}}\n\n{_TEXT}\n',
            "entry.md": f"# {_TITLE}, and Their Mortar\n\n{_TEXT}\n",
            "word.md": f"# {_UNBROKEN}\n\n{_TEXT}\n",
            "fitting.md": f"# {'Wall ' * 3}\n\n{_TEXT}\n",
        },
        tmp_path_factory.mktemp("heads"),
    )


def _heads(pages: Pages, chapter: int) -> set[str]:
    """The running heads of a chapter's rectos, without folio."""
    found = (re.sub(r" \d+$", "", margins(text)) for text in pages.texts)
    return {head for head in found if head.startswith(f"Chapter {chapter}")}


def test_a_long_title_is_shortened_at_a_word(heads: Pages) -> None:
    (head,) = _heads(heads, 1)
    assert head.endswith("…")
    assert re.match(rf"{re.escape(head[:-1])}\b", f"Chapter 1. {_TITLE}")
    assert len(head) > 40


def test_so_is_the_title_of_the_book(heads: Pages) -> None:
    assert any(re.match(r"\d+ A Book with .* for, as .*\w…$", margins(t)) for t in heads.texts)


def test_a_short_title_is_for_running_heads_only(heads: Pages) -> None:
    assert _heads(heads, 2) == {"Chapter 2. Northern Walls"}
    assert _heads(heads, 3) == {"Chapter 3. Of Mortar"}
    assert not [page for page in heads.texts[:8] if "Of Mortar" in page]


def test_a_word_that_does_not_fit_is_left_out(heads: Pages) -> None:
    assert _heads(heads, 4) == {"Chapter 4…"}


def test_a_title_that_fits_stays(heads: Pages) -> None:
    assert _heads(heads, 5) == {"Chapter 5. Wall Wall Wall"}


def test_heads_in_small_capitals_are_copied_as_they_are_written(tmp_path: Path) -> None:
    """One glyph shows “a” and “A”."""
    table = '[book]\ntitle = "Decoy DUCKS, Wide Wade"\nauthors = ["Ada Wedde"]\nlanguage = "en"\n'
    files = {
        "book.toml": f'{table}[structure]\nbodymatter = ["a.md"]\n',
        "a.md": f"# A\n\n{_TEXT * 2}\n",
    }
    pages = make(files, tmp_path, Edition("pdf", "pdf", theme="novel"))
    found = {lines(text)[-2] for text in pages.texts[-4:-1]}
    assert found == {"Decoy DUCKS, Wide Wade", "Ada Wedde"}
