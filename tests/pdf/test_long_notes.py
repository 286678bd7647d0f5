"""Long notes, which go on at the foot of the next page, in seeded places.

`LONG_NOTES_SEEDS=5 pytest tests/pdf/test_long_notes.py` tries more of them.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from publish import api
from tests.pdf.conftest import SENTENCE, Pages, make

_SEEDS = int(os.environ.get("LONG_NOTES_SEEDS", "1"))
_TALL = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 380" width="300" height="380">'
    '<rect width="300" height="380"/></svg>'
)
_WORDS = "stone wall lichen grew over the old north side and nobody counted how it took".split()
_PLACES = (
    "{text} A call.{call} {text}",
    "Two calls.{call} In a line.{call} {text}",
    "- {text}\n- An item.{call}\n- {text}",
    "> {text} Quoted.{call}",
    "| A | B |\n|---|---|\n| a cell{call} | b |\n| c | d |",
    "![A tall mast](tall.svg)\n\n{text}{call}\n\n![A tall mast](tall.svg)",
    "## A heading\n\n{text} Below it.{call}",
    "A word\n: Its meaning.{call} {text}",
    "::: note Mind\n{text}{call}\n:::",
)


def _prose(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(words)).capitalize() + "."


def _note(chance: random.Random, name: str) -> str:
    """A note of up to 1,200 words, in several blocks."""
    words = chance.choice((8, 60, 300, 900, 1200))
    first, rest = f"Opening of {name}.", f"End of {name}."
    if chance.random() < 0.5:
        return f"[^{name}]: {first} {_prose(chance, words)} {rest}\n"
    blocks = (
        _prose(chance, words // 2),
        f"- {_prose(chance, 8)}\n    - {_prose(chance, words // 4)}",
        "```\n    one = 1\n    two = 2\n    ```",
        f"> {_prose(chance, 40)}",
        rest,
    )
    return f"[^{name}]: {first}\n\n    " + "\n\n    ".join(blocks) + "\n"


def _chapter(chance: random.Random, title: str) -> str:
    names: list[str] = []

    def call() -> str:
        names.append(f"{title.lower()}-{len(names)}")
        return f"[^{names[-1]}]"

    places = chance.sample(_PLACES, len(_PLACES))
    blocks = [_filled(chance, place, call) for place in places]
    notes = [_note(chance, name) for name in names]
    return "\n\n".join([f"# {title}", *blocks, _prose(chance, 90) + call(), *notes]) + (
        _note(chance, names[-1])
    )


def _filled(chance: random.Random, place: str, call: Callable[[], str]) -> str:
    while "{call}" in place:
        place = place.replace("{call}", call(), 1)
    return place.replace("{text}", _prose(chance, chance.randint(20, 200)))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(_SEEDS))
def test_long_notes_anywhere_are_whole_and_in_place(seed: int, tmp_path: Path) -> None:
    """Verification compares words, links, folios and running heads, and where all of it stands."""
    chance = random.Random(f"long notes {seed}")
    files = {
        "book.toml": '[book]\ntitle = "Long notes"\nauthors = ["A. Writer"]\nlanguage = "en"\n'
        '[structure]\nbodymatter = ["one.md", "two.md"]\n',
        "one.md": _chapter(chance, "One"),
        "two.md": _chapter(chance, "Two"),
        "tall.svg": _TALL,
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    result = api.build(tmp_path, tmp_path / "out")
    assert [str(d) for d in result.diagnostics if d.code != "LAY-004"] == []


@pytest.fixture(scope="module")
def long_note(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """A call below the middle of a page, and one in the last line of a chapter."""
    words = " ".join(f"word{number}" for number in range(1200))
    text = f"# A\n\n{SENTENCE * 9}\n\n{SENTENCE * 6}Here.[^a] {SENTENCE * 60}\n\nHere.[^b]\n"
    notes = f"\n[^a]: Begun. {words}\n\n[^b]: Begun too. {words}\n"
    manifest = (
        '[book]\ntitle = "Notes"\nauthors = ["A. Writer"]\nlanguage = "en"\n'
        '[structure]\nbodymatter = ["a.md"]\n'
    )
    folder = tmp_path_factory.mktemp("long-note")
    return make({"book.toml": manifest, "a.md": text + notes}, folder)


@pytest.mark.slow
def test_a_long_note_begins_under_its_call_and_goes_on(long_note: Pages) -> None:
    assert list(long_note.report) == []
    first = long_note.page_of("Begun. word0 ")
    assert "Here." in long_note.texts[first]
    ends = [number for number, text in enumerate(long_note.texts) if "word1199" in text]
    assert first + 2 <= ends[0] <= first + 4


@pytest.mark.slow
def test_text_goes_on_beside_it(long_note: Pages) -> None:
    first = long_note.page_of("Begun. word0 ")
    assert all("The harbour keeps" in text for text in long_note.texts[first : first + 3])


@pytest.mark.slow
def test_pages_of_notes_alone_have_heads_and_folios(long_note: Pages) -> None:
    first = long_note.page_of("Begun too. word0 ")
    of_notes = [text for text in long_note.texts[first + 1 :] if "word" in text]
    assert of_notes
    for number, text in enumerate(of_notes, start=first + 1):
        assert long_note.labels[number] in text.split()[-8:] + text.split()[:8]
        assert "Notes" in text or "Chapter 1. A" in text
