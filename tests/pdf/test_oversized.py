"""Seeded things that are too large, on each trim: they end inside the type area, or are refused by
name at their line. `OVERSIZED_SEEDS=5 pytest tests/pdf/test_oversized.py` tries more of them."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from publish.diagnostics import Location
from publish.model.book import Edition
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.type_area import TypeArea
from tests.pdf.conftest import SENTENCE, Pages, make
from tests.running import run_context

pytestmark = pytest.mark.slow

_MARGIN = 30.0  # points: less than the narrowest margin of a trim
_SPACE = 9.0  # points: a space at the end of a line
_TRIMS = ("6x9in", "A5", "A4")
_SEEDS = int(os.environ.get("OVERSIZED_SEEDS", "1"))


def _long(chance: random.Random, least: int = 70, most: int = 160) -> str:
    return "".join(chance.choice("bcdfglmnprstv") for _ in range(chance.randint(least, most)))


def _name(chance: random.Random) -> str:
    return chance.choice("_./:-").join(_long(chance, 5, 14) for _ in range(chance.randint(9, 20)))


def _table(chance: random.Random) -> str:
    cells = [_long(chance, 3, 12) for _ in range(chance.randint(9, 20))]
    return f"| {' | '.join(cells)} |\n{'|--' * len(cells)}|\n| {' | '.join(cells)} |"


def _code(chance: random.Random) -> str:
    tokens = (chance.choice(("'{}'", "[{}]", "({})", ".{}", "{}")) for _ in range(30))
    return "".join(each.format(_long(chance, 3, 30)) for each in tokens)


def _things(chance: random.Random) -> Iterator[str]:
    """Some twenty-five things, each in Markdown; nothing can help the matrix."""
    cells = " & ".join(f"a_{{{n}}}" for n in range(chance.randint(80, 120)))
    yield f"$$ \\begin{{pmatrix}} {cells} \\end{{pmatrix}} $$"
    yield f"::: verse\n{_long(chance)}\n:::"
    yield f"| A | B |\n|---|---|\n| a | b |\n\nTable: Of {_long(chance)}"
    yield f"A word {_long(chance)} in a line."
    yield f"A name `{_name(chance)}` in code."
    yield f"An identifier {_name(chance)} in prose."
    yield _table(chance)
    yield f"| A | B |\n|---|---|\n| {_long(chance)} | b |"
    yield f"| {_long(chance)} | B |\n|---|---|\n| a | b |"
    yield f"## {_long(chance)}"
    yield f"- {_long(chance)}\n\n  - {_long(chance)}"
    yield f"> {_long(chance)}\n>\n> > {_long(chance)}"
    yield f"A call.[^a]\n\n[^a]: {_long(chance)}"
    yield f"```\n{_long(chance, 150, 400)}\n```"
    yield f"```python\n{_code(chance)}\n```"
    yield f"{_long(chance)}\n: {_long(chance)}"
    yield f"$$ a = {' + '.join(_long(chance, 1, 1) for _ in range(60))} $$"
    yield f"In a line ${'+'.join(_long(chance, 1, 1) for _ in range(60))}$ of text."
    yield f"[A page](https://example.org/{'/'.join(_long(chance, 8, 14) for _ in range(12))})"
    yield f"[{_long(chance)}]{{.index}}"
    yield f"![A mast](tall.svg)\n\n**{_long(chance)}**"
    yield f"![{_long(chance)}](wide.svg)"
    yield f"1. a\n   1. b\n      1. c\n         1. {_long(chance)}"
    yield f"*{_long(chance)}*, “{_long(chance)}”"


def _picture(width: int, height: int) -> str:
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    box = f'<rect width="{width}" height="{height}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{box}</svg>'


def _files(chance: random.Random) -> dict[str, str]:
    text = f"\n\n{SENTENCE}\n\n".join(_things(chance))
    return {
        "book.toml": "[book]\n"
        f'title = "{_long(chance)}"\nauthors = ["{_long(chance)}"]\nlanguage = "en"\n'
        '[structure]\nbodymatter = ["one.md", "two.md"]\nbackmatter = [{ role = "index" }]\n',
        "one.md": f"# One\n\n{text}\n",
        "two.md": f"# {_long(chance)}\n\n{SENTENCE * 40}\n",
        "tall.svg": _picture(300, chance.randint(900, 3000)),
        "wide.svg": _picture(chance.randint(900, 3000), 200),
    }


@pytest.mark.parametrize("seed", range(_SEEDS))
@pytest.mark.parametrize("trim", _TRIMS)
def test_each_ends_right_or_is_refused_at_its_line(trim: str, seed: int, tmp_path: Path) -> None:
    chance = random.Random(f"{trim} {seed}")
    pages = make(_files(chance), tmp_path, Edition("pdf", "pdf", trim=trim))
    refused = [each for each in pages.report.errors if each.code in ("LAY-011", "LAY-012")]
    assert refused == pages.report.errors, list(map(str, pages.report))
    assert all(each.hint and each.location.line for each in refused), list(map(str, refused))
    assert refused
    named = " ".join(_block(each.location) for each in refused)
    outside = _outside(pages, Edition("pdf", "pdf", trim=trim))
    assert [text for text in outside if text.split()[-1][:8] not in named] == []


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
