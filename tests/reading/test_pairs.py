"""Two blocks in a row read as each reads alone, but for those that CommonMark joins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from lxml import etree

from publish.cache import NO_CACHE
from publish.diagnostics import Report
from publish.sources.spine.folder import read_book
from tests.reading.test_conditions import BLOCKS, MANIFEST
from tests.running import run_context

ALONE = {
    **BLOCKS,
    "rule": "***",
    "note": "gone[^n]\n\n[^n]: gone",
    "index mark": 'gone[]{index="gone"}',
    "poem": "::: verse\n| gone\n| gone\n:::",
    "epigraph": "::: epigraph\ngone\n:::",
    "figures": '::: figures gone {#s}\n![a](gone.svg "x")\n![b](gone.svg "y")\n:::',
    "paragraph with attributes": "{.plain}\ngone",
    "comment": "<!-- gone -->",
    "proof": "::: proof\ngone\n:::",
    "theorem": "::: theorem gone {#h}\ngone\n:::",
    "picture in words": "gone ![a](gone.svg) gone",
    "link": "[gone](https://example.org)",
    "long definitions": "gone\n: gone\n\n    gone",
    "table": "| gone |\n|---|\n| gone |",
    "broken lines": "gone\\\ngone",
    "bold": "**gone**",
    "code in a list": "- gone\n\n  ```python\n  gone\n  ```",
    "list in a quotation": "> gone\n>\n> - gone",
}
_BULLETS = frozenset({"list", "tasks", "code in a list"})
_DEFINITIONS = frozenset({"definitions", "long definitions"})
# What CommonMark joins: items of one list, and what is indented below what can have it.
JOINED = {
    *((a, b) for group in (_BULLETS, _DEFINITIONS) for a in group for b in group),
    *((name, name) for name in ("numbered list", "lettered list", "indented code")),
    *(
        (name, "indented code")
        for name in (*_BULLETS, *_DEFINITIONS, "numbered list", "lettered list", "note")
    ),
    ("table", "table, caption above"),  # the caption is below the first
}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each block reads as."""
    texts = _read(tmp_path_factory.mktemp("alone"), list(ALONE.values()))
    return dict(zip(ALONE, texts, strict=True))


@pytest.mark.parametrize("first", ALONE)
def test_a_block_leaves_the_next_one_as_it_is(
    tmp_path: Path, alone: dict[str, str], first: str
) -> None:
    pairs = [f"{ALONE[first]}\n\n{_renamed(text, 0)}" for text in ALONE.values()]
    read = dict(zip(ALONE, _read(tmp_path, pairs), strict=True))
    joined = {second for second in ALONE if read[second] != alone[first] + alone[second]}
    assert joined == {second for second in ALONE if (first, second) in JOINED}


def _read(folder: Path, texts: Sequence[str]) -> list[str]:
    """The markup of some texts of one book, without places, names and spaces."""
    between = (f"Between.\n\n{_renamed(text, n)}\n\n" for n, text in enumerate(texts, start=1))
    files = {
        "book.toml": MANIFEST.format('"a.md"'),
        "a.md": f"# A\n\n{''.join(between)}Between.\n",
        "gone.csv": "gone,b\nc,d\n",
        "gone.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>',
    }
    for name, content in files.items():
        (folder / name).write_text(content, "utf-8")
    book = read_book(folder, run_context(Report(), cache=NO_CACHE), "epub")
    assert book is not None
    markup = etree.tostring(book.sections[0].body).decode()
    return re.sub(_LEFT_OUT, "", markup).split("<p>Between.</p>")[1:-1]


_LEFT_OUT = r' (xmlns|xmlns:\w+|data-line|data-origin|id)="[^"]*"|q\d+|\s'


def _renamed(text: str, number: int) -> str:
    """A text whose names are its own in the book."""
    return re.sub(r"(?<=[#^])([a-z])(?=[\]} ])", rf"\1q{number}", text)
