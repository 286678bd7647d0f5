"""The addresses of links in print: in notes, in brackets, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pypdfium2
import pytest
from msgspec.structs import replace

from publish import api
from publish.context import Context
from publish.model.book import Book, LinkAddresses
from publish.model.markup import notes_of
from publish.model.xhtml import text_of
from publish.structure.link_addresses import show_link_addresses

_MANIFEST = """
[book]
title = "Addresses"
authors = ["A. Writer"]
language = "{language}"

[structure]
bodymatter = ["a.md"]
lists = ["tables"]

[editions.epub]
format = "epub"

[editions.notes]
link-addresses = "note"

[editions.brackets]
link-addresses = "brackets"
"""
_TEXT = """# Walls[^a]

See the [list](https://example.org/lists/of_all/walls-of-the-town.html?year=1900&sort=name_of_wall).
An *emphasised [page](https://example.org)*, [it](https://example.org/) again;
mail [us](mailto:we@example.org?subject=Wall)![^b] Or [Mörtel](https://example.org/M%C3%B6rtel%20a).
[example.org/own](https://www.example.org/own/), <https://example.org/bare>, [here](#walls-too).

| a | b |
|---|---|
| [c](https://example.org/cell) | d |

Table: From [there](https://example.org/table) {#t}

## Walls too

The [page](https://example.org) again.[^b]

[^a]: With [a link](https://example.org/in-note).
[^b]: Own note.
"""
_PRINTED = [
    "https://example.org/lists/of_all/walls-of-the-town.html?year=1900&sort=name_of_wall",
    "https://example.org",
    "we@example.org",
    "https://example.org/Mörtel%20a",
    "https://example.org/table",
    "https://example.org/cell",
    "https://example.org",
]
ReadFiles = Callable[[Mapping[str, str]], Book]


def _shown(text: str, read: ReadFiles, place: LinkAddresses, language: str = "en") -> str:
    book = read({"book.toml": _MANIFEST.format(language=language), "a.md": text})
    book = show_link_addresses(replace(book, link_addresses=place), Context())
    return "".join(map(text_of, (section.body for section in book.walk()))).strip()


@pytest.mark.slow
def test_each_edition_prints_the_addresses_as_it_asks(tmp_path: Path) -> None:
    """Verification compares the words of all products, and where they stand."""
    (tmp_path / "book.toml").write_text(_MANIFEST.format(language="en"), encoding="utf-8")
    (tmp_path / "a.md").write_text(_TEXT, encoding="utf-8")
    result = api.build(tmp_path, tmp_path / "out")
    assert {each.code for each in result.diagnostics} == {"ACC-005"}
    texts = {each.edition: _text(each.path) for each in result.artifacts if each.pages}
    for address in _PRINTED:
        assert address in texts["notes"]
        assert f"({address})" in texts["brackets"]
    assert "Table1.Fromthere" in texts["brackets"]
    assert texts["brackets"].count("example.org/table") == 1  # not in the list of tables
    assert texts["notes"].count("https://example.org/bare") == 1


def _text(path: Path) -> str:
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)]
    return "".join("".join(pages).replace("\ufffe", "").split())


def test_addresses_are_notes_in_the_order_of_calls(tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_text(_MANIFEST.format(language="en"), encoding="utf-8")
    (tmp_path / "a.md").write_text(_TEXT, encoding="utf-8")
    book = api.settle(api.load(tmp_path, "notes"))
    notes = [text_of(note.body).split()[:2] for note in book.notes()]
    words = [word for _, word in notes]
    assert words == ["With", *_PRINTED[:3], "Own", *_PRINTED[3:]]
    assert [number for number, _ in notes] == [str(number) for number in range(1, 10)]
    (epub,) = api.settle(api.load(tmp_path, "epub")).sections
    assert len(epub.notes_in_file()) == 2


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("A [b](https://c.org/d).", "A b (https://c.org/d)."),
        ("A **[b](https://c.org)**.", "A b (https://c.org)."),
        ("A [C.org/d](http://www.c.org/d/).", "A C.org/d."),
        ("Call [us](tel:+49123).", "Call us (+49123)."),
        ("[a](https://b.org/x)[c](https://b.org/x/)", "a (https://b.org/x)c"),
        ("[a](https://b.org/%E5%9B%BE%FF)", "a (https://b.org/%E5%9B%BE%FF)"),
        ("[a](#a)", "a"),
    ],
)
def test_brackets_follow_the_words(typed: str, printed: str, read_files: ReadFiles) -> None:
    assert _shown(f"# A\n\n{typed}\n", read_files, LinkAddresses.BRACKETS) == printed


@pytest.mark.parametrize(("language", "before"), [("en", "A b."), ("fr", "A b")])
def test_calls_stand_where_the_language_has_them(
    language: str, before: str, read_files: ReadFiles
) -> None:
    text = "# A\n\nA [b](https://d.org).c\n"
    files = {"book.toml": _MANIFEST.format(language=language), "a.md": text}
    book = replace(read_files(files), link_addresses=LinkAddresses.NOTE)
    (section,) = show_link_addresses(book, Context()).sections
    (paragraph,) = section.body.findall("{*}p")
    link, call = paragraph
    assert f"{paragraph.text}{link.text}{link.tail or ''}" == before
    assert call.get("class") == "noteref"
    (note,) = notes_of(section.body)
    assert text_of(note) == "https://d.org"
