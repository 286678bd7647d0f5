"""What is too large for its place is an error at its line; what a theme places outside is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.model.book import Edition, StyleSheet
from tests.pdf.conftest import SENTENCE, Pages, make

pytestmark = pytest.mark.slow

_LONG = "no\u00a0break\u00a0" * 12  # which nothing can help
_BOOK = """
[book]
title = "Too Large"
authors = ["A. Writer"]
language = "zxx"

[structure]
bodymatter = ["one.md", "two.md"]
"""
_TOO_LARGE = {
    "a line": f"{_LONG}Of{_LONG}",
    "a table": f"| A | B |\n|---|---|\n| 1 | {_LONG}and{_LONG} |",
    "a heading": f"## {_LONG}Over{_LONG}",
    "a list item": f"- {_LONG}In{_LONG}",
    "a note": f"A call.[^n]\n\n[^n]: {_LONG}At{_LONG}",
}
_STYLE = """
blockquote { height: 8pt; }
dd { text-indent: -60pt; }
ul { position: absolute; left: -20pt; }
h2 { margin-left: -30pt !important; }
ol { transform: rotate(-90deg) translate(20pt, -60pt); }
h3 { transform: translateX(-300pt); }
"""
_STYLED = f"""# One

> {SENTENCE * 2}

At last. {SENTENCE * 2}

Hung
: Out by an indent.

Ebb
: []{{index="A mark alone, which nobody sees"}}

- Aside.

## Moved

1. Turned.

### Off the sheet
"""


def _pages(folder: Path, text: str, style: str = "") -> Pages:
    files = {"book.toml": _BOOK, "one.md": text, "two.md": f"# Two\n\n{SENTENCE * 3}\n"}
    sheets = {"pdf.css": StyleSheet("house/pdf.css", style)}
    return make(files, folder, Edition("pdf", "pdf", style_sheets=sheets))


def _placed(pages: Pages) -> list[tuple[str, int]]:
    found = [each for each in pages.report if each.code.startswith("LAY-01")]
    assert all(each.hint for each in found)
    return [(each.message.partition(" “")[0], each.location.line) for each in found]


@pytest.fixture(scope="module")
def too_large(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    return _pages(tmp_path_factory.mktemp("large"), "# One\n\n" + "\n\n".join(_TOO_LARGE.values()))


@pytest.mark.parametrize("thing", _TOO_LARGE)
def test_each_is_found_at_its_line(too_large: Pages, thing: str) -> None:
    text = _TOO_LARGE[thing]
    before = "# One\n\n" + "\n\n".join(_TOO_LARGE.values())
    line = before[: before.index(text)].count("\n") + 1
    line += 2 if thing == "a note" else 0
    assert (thing, line) in _placed(too_large)


def test_a_heading_is_named_in_the_contents_too(too_large: Pages) -> None:
    assert sum(1 for each, _ in _placed(too_large) if each == "a list item") == 2


_ALIKE = {
    "a table": f"| A | B |\n|---|---|\n| 1 | {_LONG}and{_LONG} |",
    "a line": f"{_LONG}Of{_LONG}",
    "a list item": f"- {_LONG}In{_LONG}",
    "a note": f"    {_LONG}At{_LONG}",
}


def test_each_of_those_with_the_same_words_is_found_at_its_own_line(tmp_path: Path) -> None:
    """Also where one of them is in a note, a box or a quotation."""
    notes = f"Called.[^n]\n\n[^n]: A note.\n\n{_ALIKE['a note']}\n\n{_ALIKE['a note']}"
    once = [text for thing, text in _ALIKE.items() if thing != "a note"]
    texts = ["# One", *once, f"::: note\n{once[0]}\n:::", *once, f"> {once[1]}", notes]
    text = "\n\n".join(texts)
    lines = text.splitlines()
    starts = [n for n, line in enumerate(lines, 1) if _LONG in line and "|" not in line]
    tables = [n for n, line in enumerate(lines, 1) if line.startswith("| A")]
    found = [line for _, line in _placed(_pages(tmp_path, text))]
    assert sorted(set(found)) == sorted((*starts, *tables)), found
    assert len(found) == len(set(found))


def test_nothing_is_found_of_what_is_right(tmp_path: Path) -> None:
    """A small picture in the first line of a page, a source below what has no room for it, and
    formulas at the ends of lines whose spaces are narrow."""
    source = "{.source}\nFrom a book."
    blocks = ("A line.", "- An item.", "> Quoted.", "| A |\n|---|\n| 1 |", "***", "    Code.")
    text = "\n\n".join(f"{block}\n\n{source}" for block in blocks)
    icon = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><path d="M0 0h9v9z"/></svg>'
    )
    (tmp_path / "icon.svg").write_text(icon, "utf-8")
    first = "{#next}\n![One](icon.svg) ![Two](icon.svg)"
    words = (SENTENCE * 3).split()
    formulas = "\n\n".join(" ".join([*words[at:], "$n$", *words[:at]]) for at in range(25, 60))
    text = f"{text}\n\n{formulas}"
    pages = _pages(tmp_path, f"# One\n\n{text}\n\n{first}", "#next { break-before: page; }")
    assert _placed(pages) == []


def test_of_a_theme_only_what_it_has_not_declared(tmp_path: Path) -> None:
    pages = _pages(tmp_path, _STYLED, _STYLE)
    assert {line for _, line in _placed(pages)} == {3, 8, 19}, list(map(str, pages.report))


@pytest.mark.parametrize(("language", "word"), [("ar", "البحر "), ("he", "הים "), ("fa", "دریا ")])
def test_leaders_from_the_right_are_in_their_place(
    tmp_path: Path, language: str, word: str
) -> None:
    titles = [f"# {word}\n", f"## {word * 3}\n", f"## {word * 40}\n"]
    book = _BOOK.replace("zxx", language).replace('"one.md", "two.md"', '"one.md"')
    pages = make({"book.toml": book, "one.md": "\n".join(titles)}, tmp_path, Edition("pdf", "pdf"))
    assert _placed(pages) == []
