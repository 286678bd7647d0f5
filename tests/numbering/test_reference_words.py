"""References read as words of their sentence, in one language with what they name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from publish.model.book import Book
from publish.model.xhtml import text_of

ReadFiles = Callable[[Mapping[str, str]], Book]

_MANIFEST = """
[book]
title = "A Book"
language = "{language}"
[structure]
frontmatter = [{{ file = "preface.md", role = "preface" }}]
bodymatter = ["a.md", {{ file = "b.md", language = "de" }}]
[numbering]
depth = 2
{numbering}
"""
_FILES = {
    "preface.md": "# {preface}\n\nIt is short.\n",
    "a.md": "# Ebb\n\nSee [](#sand), [](#deep), [](#shed), [](#preface), [](#bild), and\n"
    "table [](#bild){.number}.\n\n## Sand {#sand}\n\n### Deep {#deep}\n\nSo.\n\n"
    "## The shed {.unnumbered #shed}\n\nHere.\n",
    "b.md": '# Flut\n\n![Ein Haus](haus.svg "Haus"){#bild}\n\nSiehe [](#shed).\n',
    "haus.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="9"/></svg>',
}


def _texts(read_files: ReadFiles, language: str, preface: str, numbering: str = "") -> list[str]:
    files = {**_FILES, "preface.md": _FILES["preface.md"].format(preface=preface)}
    manifest = _MANIFEST.format(language=language, numbering=numbering)
    book = read_files({"book.toml": manifest, **files})
    return [text_of(section.body) for section in book.walk() if section.title in ("Ebb", "Flut")]


@pytest.mark.parametrize(
    ("language", "preface", "expected"),
    [
        (
            "en",
            "Preface",
            "See Section 1.1, “Deep”, “The shed”, Preface, Abbildung 1, and table",
        ),
        ("en", "To begin", "See Section 1.1, “Deep”, “The shed”, “To begin”, Abbildung 1, and"),
        (
            "fr",
            "Avant-propos",
            "See Section 1.1, « Deep », « The shed », Avant-propos, Abbildung",
        ),
        ("de", "Vorwort", "See Abschnitt 1.1, „Deep“, „The shed“, Vorwort, Abbildung 1, and"),
    ],
)
def test_a_reference_is_a_word_and_a_number_or_a_title_in_marks(
    read_files: ReadFiles, language: str, preface: str, expected: str
) -> None:
    ebb, flut = _texts(read_files, language, preface)
    plain = ebb.replace("\u00a0", " ").replace("\u202f", " ").replace("\n", " ")
    assert plain.startswith(expected)
    assert "Siehe „The shed“." in flut


def test_a_number_stays_on_the_line_of_its_word(read_files: ReadFiles) -> None:
    ebb, _ = _texts(read_files, "en", "Preface")
    for words in ("Section\u00a01.1", "Abbildung\u00a01", "table\u00a01"):
        assert words in ebb


@pytest.mark.parametrize(
    ("numbering", "label"), [("", "Abbildung"), ('caption-language = "book"', "Figure")]
)
def test_captions_and_references_have_one_language(
    read_files: ReadFiles, numbering: str, label: str
) -> None:
    ebb, flut = _texts(read_files, "en", "Preface", numbering)
    assert f"{label}\u00a01" in ebb
    assert f"{label} 1. Haus" in flut
