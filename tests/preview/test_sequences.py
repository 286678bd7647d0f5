"""Random edits and scrolling: what is shown in the end is what the next build writes.

`SEQUENCES=200 pytest tests/preview/test_sequences.py` tries more of them.
"""

from __future__ import annotations

import io
import os
import random
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from publish import api
from publish.preview.web.drawing import draw_png
from tests.preview.running import EBB, FLOOD, Running, preview, write_book

SEQUENCES = int(os.environ.get("SEQUENCES", "1"))
_WORDS = "gull tide mud rope harbour bell lantern anchor 北 Straße".split()


@pytest.mark.slow
def test_what_is_shown_is_the_next_build(tmp_path: Path) -> None:
    book, chance = write_book(tmp_path / "tides"), random.Random(18)
    with preview(book, tmp_path / "cache") as running:
        state = running.complete()
        for _ in range(SEQUENCES):
            for _ in range(chance.choice((1, 1, 2, 3))):
                _edit(book, chance)
                _scroll(running, state, chance)
            _mark(book, mark := f"mark{chance.randrange(10**12)}")
            state = running.showing(mark, "flood")
            _compare(running, state, book, tmp_path, chance)


def _edit(book: Path, chance: random.Random) -> None:
    name, text = chance.choice((("ebb.md", EBB), ("flood.md", FLOOD)))
    words = chance.choices(_WORDS, k=chance.randrange(1, 400))
    kind = chance.randrange(4)
    if kind == 0:
        text += f"\n## {words[0]}\n\n{' '.join(words)}.\n"
    elif kind == 1:
        text += f"\n{' '.join(words)}.[^1]\n\n[^1]: {words[0]}.\n"
    elif kind == 2:
        text += "\n# Twice\n"  # an error
    (book / name).write_text(text, encoding="utf-8")


def _mark(book: Path, mark: str) -> None:
    """Take errors out, and write something that tells this text from all others."""
    for name in ("ebb.md", "flood.md"):
        text = (book / name).read_text("utf-8").replace("\n# Twice\n", "")
        (book / name).write_text(text, encoding="utf-8")
    with (book / "flood.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{mark}\n")


def _scroll(running: Running, state: Any, chance: random.Random) -> None:
    """Ask for pages of what was shown last, which may just be replaced."""
    number = state["views"]["print"]["version"]
    answer = running.get(f"v/{number}/print/pages.json")
    if answer.status == 200:
        row = chance.choice(answer.json())
        assert running.get(f"v/{number}/print/{row['hash']}.png?dpi=40").status in (200, 404)


def _compare(running: Running, state: Any, book: Path, folder: Path, chance: random.Random) -> None:
    number, out = state["version"], folder / "out"
    api.build(book, out, cache=folder / "cache")
    pdf = (out / "tides.pdf").read_bytes()
    assert running.get(f"v/{number}/ebook/book.epub").content == (out / "tides.epub").read_bytes()
    assert running.get(f"v/{number}/print/book.pdf").content == pdf
    rows = running.get(f"v/{number}/print/pages.json").json()
    with pdfium.PdfDocument(io.BytesIO(pdf)) as document:
        assert len(rows) == len(document)
        for row in chance.sample(rows, min(len(rows), 4)):
            picture = running.get(f"v/{number}/print/{row['hash']}.png?dpi=40")
            assert picture.content == draw_png(document[row["page"] - 1], 40)
