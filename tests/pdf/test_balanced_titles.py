"""Titles, captions and heads of several lines: none ends in a line of one short word."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from publish import api
from publish.context import make_context
from tests.conftest import WriteBook

pytestmark = pytest.mark.slow

_MANIFEST = """
[book]
title = "The Varrow Harbour Yearbook"
language = "en"
[structure]
bodymatter = ["a.md", "b.md", "c.md", "d.md", "e.md", "f.md", "g.md", "h.md"]
[editions.pdf]
format = "pdf"
"""
_TITLES = {
    "a": "Of the hall of fish and of the hall of ropes and sails",
    "b": "Of *Origin* and other books about the sea by hands",
    "c": "Donaudampfschifffahrtsgesellschaftskapitänsmütze",
    "d": "Short",
    "e": "The German Room: Lights of the Harbour",
    "f": "How to choose between `.rope` and fast when writing harbour notebooks",
    "g": "What stands between a `.` and a `)` or between a `}` and a `?` in the language of ropes",
    "h": "Why the lights of the harbour burn to the end of the night ? Nobody, nobody knows it !",
}
_EXPECTED = (
    ("The Varrow", "Harbour Yearbook"),
    ("Of the hall of fish and of", "the hall of ropes and sails"),
    ("Of Origin and other books", "about the sea by hands"),
    ("Short",),
    ("The German Room:", "Lights of the Harbour"),
    ("How to choose between", ".rope and fast when", "writing harbour notebooks"),
    ("What stands between a .", "and a ) or between a } and", "a ? in the language of ropes"),
    (
        "Why the lights of the harbour",
        "burn to the end of the night ?",
        "Nobody, nobody knows it !",
    ),
)
# The table goes on overleaf, where its columns have the same widths.
_ROW = "| M | 28.984 | 1.82 | 41 | the moon, when it is far north or south |\n"
_TABLE = f"""| Wave | Degrees an hour | Metres | Phase | Made by |
|:--|--:|--:|--:|:--|
{_ROW * 40}
Table: The tides of the harbour: those of the moon, and all that are made by the wind and the snow

{{.source}}
Speeds as in all tables of their kind; amplitudes and phases were invented for this harbour.
"""


def test_lines_of_titles_are_of_about_one_length(write_book: WriteBook, tmp_path: Path) -> None:
    files = {f"{name}.md": f"# {title}\n\nText.\n" for name, title in _TITLES.items()}
    folder, context = write_book({"book.toml": _MANIFEST, **files}), make_context(cache=False)
    api.build(folder, tmp_path / "out", context=context)
    assert [each.code for each in context.report if each.code != "ACC-007"] == []
    document = pypdfium2.PdfDocument(next((tmp_path / "out").glob("*.pdf")))
    texts = (page.get_textpage().get_text_bounded() for page in document)
    pages = [
        tuple(line.replace("\u00a0", " ").strip() for line in text.splitlines()) for text in texts
    ]
    for lines in _EXPECTED:
        starts = ((page, at) for page in pages for at in (0, 1))
        assert any(page[at : at + len(lines)] == lines for page, at in starts), (lines, pages)


def test_captions_and_heads_of_columns_end_in_no_short_line(
    write_book: WriteBook, tmp_path: Path
) -> None:
    folder = write_book({"a.md": f"# Tides\n\n{_TABLE}"})
    api.build(folder, tmp_path / "out", ["pdf"], context=make_context(cache=False))
    document = pypdfium2.PdfDocument(next((tmp_path / "out").glob("*.pdf")))
    texts = (page.get_textpage().get_text_bounded() for page in document)
    lines = [text.replace("\u00a0", " ").splitlines() for text in texts]
    pages = [each for each in lines if "Degrees" in each]
    assert [_after(page, "Degrees") for page in pages] == ["an hour Metres Phase Made by"] * 2
    first, last = pages
    assert _after(first, "Tides") == "Table 1. The tides of the harbour: those of the moon,"
    assert last[-2] == "and phases were invented for this harbour."


def _after(lines: list[str], words: str) -> str:
    return lines[lines.index(words) + 1]
