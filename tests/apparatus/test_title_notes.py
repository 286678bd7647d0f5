"""Notes on titles: called at the heading alone, wherever the notes are printed."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from publish import api
from publish.model.book import Book
from publish.verification import verify_product
from tests.verify.mutants import assert_reported
from tests.verify.products import EPUB, build_epub, settled_folder

pytestmark = pytest.mark.slow

_BOOK = """
[book]
title = "Titles"
authors = ["A. Writer"]
language = "en"

[structure]
frontmatter = [{{ file = "preface.md", role = "preface" }}]
bodymatter = [{{ file = "part.md", sections = ["walls.md"] }}]
{back}
[notes]
place = "{place}"

[numbering]
contents-depth = 3
"""
_FILES = {
    "preface.md": "# Preface[^p]\n\nWhy.\n\n[^p]: It was in the first edition too.\n",
    "part.md": "# The *Old* Town[^t]\n\nWords.\n\n[^t]: So named by all.\n",
    "walls.md": """# Walls[^w] of a Town with a Name That Needs a Line More[^x]

The [](#lime){.full} is told of in [](#walls){.title}.[^again]

## Mortar[^m] and *Lime*[^w] {#lime}

More.

## Not Counted[^last] {.unnumbered}

A table.

| a | b |
|---|---|
| 1 | 2 |

Table: Ages[^age] of stone

[^w]: Printed before, in a letter[^in] to all.
[^in]: Which is lost.
[^x]: As below.
[^m]: The translator has it so.
[^again]: Twice.
[^last]: The last of them.
[^age]: In years.
""",
}
_TITLES = [
    "Preface",
    "Part I. The Old Town",
    "Chapter 1. Walls of a Town with a Name That Needs a Line More",
    "1.1 Mortar and Lime",
    "Not Counted",
]


def _files(place: str) -> dict[str, str]:
    back = 'backmatter = [{ role = "endnotes" }]' if place == "book" else ""
    return _FILES | {"book.toml": _BOOK.format(place=place, back=back)}


@pytest.mark.slow
@pytest.mark.parametrize("place", ["foot", "book"])
def test_titles_call_notes_in_both_products(place: str, tmp_path: Path) -> None:
    """Verification compares headings, calls and notes, and follows the links of all calls."""
    for name, text in _files(place).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = api.build(tmp_path, tmp_path / "out")
    assert [str(each) for each in result.diagnostics] == []
    (pdf,) = [each.path for each in result.artifacts if each.path.suffix == ".pdf"]
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    (contents,) = [text for text in pages if text.startswith("Contents")]
    assert "Mortar and Lime" in contents
    with pikepdf.open(pdf) as file, file.open_outline() as outline:
        titles = [str(each.title) for item in outline.root for each in _nested(item)]
    assert set(_TITLES) <= set(titles)


def _nested(item: pikepdf.OutlineItem) -> list[pikepdf.OutlineItem]:
    return [item, *(each for child in item.children for each in _nested(child))]


@pytest.fixture(scope="module")
def epub(tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, Path]:
    folder = tmp_path_factory.mktemp("titles")
    for name, text in _files("foot").items():
        (folder / name).write_text(text, encoding="utf-8")
    book = settled_folder(folder)
    return book, build_epub(book, folder)


def test_calls_of_titles_count_with_the_others(epub: tuple[Book, Path]) -> None:
    notes = {note.label: note.number for note in epub[0].notes() if note.label not in "pt"}
    order = ["w", "in", "x", "again", "m", "last", "age"]
    assert sorted(notes, key=notes.__getitem__) == order


_LOST = re.compile(r"(Mortar)<a [^>]*>5</a>")
_CALLED_IN_NAV = ">1.1 Mortar and Lime<", ">1.1 Mortar5 and Lime<"


def test_a_call_that_a_heading_lacks_is_reported(epub: tuple[Book, Path], tmp_path: Path) -> None:
    book, path = epub
    mutant = _changed(path, tmp_path, "text/walls.xhtml", lambda text: _LOST.sub(r"\1", text))
    diagnostics = verify_product(mutant, book, EPUB)
    assert any("number of calls: expected 8, found 7" in each.message for each in diagnostics)


def test_a_call_in_a_list_of_titles_is_reported(epub: tuple[Book, Path], tmp_path: Path) -> None:
    book, path = epub
    mutant = _changed(path, tmp_path, "nav.xhtml", lambda text: text.replace(*_CALLED_IN_NAV))
    expected, found = "“Mortar and Lime”", "“Mortar5 and Lime”"
    diagnostics = verify_product(mutant, book, EPUB)
    assert_reported(diagnostics, "nav", "“1.1 Mortar and Lime”", expected, found)


def _changed(path: Path, folder: Path, member: str, change: Callable[[str], str]) -> Path:
    target = folder / "mutant.epub"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as copy:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == f"EPUB/{member}":
                changed = change(content.decode()).encode()
                assert changed != content
                content = changed
            copy.writestr(entry, content)
    return target
