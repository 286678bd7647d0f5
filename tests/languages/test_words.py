"""The program's own words: complete in each language, and replaced by those of a book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

import msgspec
import pytest

from publish.diagnostics import Report
from publish.model.book import Book
from publish.model.language import fallback_tags, has_localized_words, localized_words
from publish.sources.spine.folder import read_book
from publish.structure import settle
from tests.conftest import WriteBook
from tests.running import run_context

EU = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split()
OTHERS = "ar hi ja ko ru tr uk zh".split()
_TAGS = sorted(
    file.name.removesuffix(".toml")
    for file in files("publish.model").joinpath("languages").iterdir()
)
_MANIFEST = """
[book]
title = "A"
language = "{language}"
[structure]
bodymatter = ["a.md"]
backmatter = [{{ file = "b.md", role = "afterword" }}]
"""
_TEXT = """# A

See [](#f).[^n]

![b](a.svg "c"){#f}

> [!NOTE]
> d

[^n]: e
"""
_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
)


def _patterns(words: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for name, value in words.items():
        if isinstance(value, Mapping):
            yield from _patterns(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", value


def _all_words(tag: str) -> dict[str, str]:
    return dict(_patterns(msgspec.to_builtins(localized_words(tag))))


def test_there_are_words_for_these_languages() -> None:
    assert [tag for tag in (*EU, *OTHERS) if not has_localized_words(tag)] == []


@pytest.mark.parametrize("tag", _TAGS)
def test_a_language_has_all_words(tag: str) -> None:
    english, words = _all_words("en"), _all_words(tag)
    assert words.keys() == english.keys()
    for path, word in words.items():
        assert word.strip() or path == "label-separator"
        assert word.count("{}") == english[path].count("{}"), path
        assert not set(word) & set("\"'"), path
    same = [path for path in words if words[path] == english[path]]
    assert fallback_tags(tag)[-1] == "en" or len(same) < 25, same


def _settled(write_book: WriteBook, manifest: str) -> tuple[Book, Report]:
    report = Report()
    files = {"book.toml": manifest, "a.md": _TEXT, "b.md": "Text.\n", "a.svg": _DRAWING}
    book = read_book(write_book(files), run_context(report))
    assert book is not None
    return settle(book, run_context(report)), report


def test_labels_begin_with_the_number_where_the_language_wants_it(write_book: WriteBook) -> None:
    book, report = _settled(write_book, _MANIFEST.format(language="hu"))
    assert [str(each) for each in report] == []
    assert book.sections[0].label == "1. fejezet"
    assert book.captions[0].label == "1. ábra"


_OWN = """
[words]
chapter = "Haadstik {}"
contents = "Ynhâld"
captions.figure = "Ofbylding {}"
[words.roles]
afterword = "Neiwurd"
[words.boxes]
note = "Opmerking"
"""


def test_a_book_gives_its_own_words(write_book: WriteBook) -> None:
    book, report = _settled(write_book, _MANIFEST.format(language="fy") + _OWN)
    assert [each.code for each in report] == ["MAN-014"]
    text = "".join(map(str, book.sections[0].body.itertext()))
    assert book.sections[0].label == "Haadstik 1"
    assert "See Ofbylding\u00a01" in text
    assert "Opmerking" in text
    assert book.sections[1].title == "Neiwurd"
    assert book.metadata.words.contents == "Ynhâld"
    assert book.metadata.words_in("de").contents == "Inhalt"


def test_a_word_of_a_known_language_is_replaced_without_a_warning(write_book: WriteBook) -> None:
    own = '\n[words]\nchapter = "{}. Kapitel"\n'
    book, report = _settled(write_book, _MANIFEST.format(language="de") + own)
    assert [str(each) for each in report] == []
    assert book.sections[0].label == "1. Kapitel"
    assert book.captions[0].label == "Abbildung 1"


def test_a_book_that_gives_all_words_has_no_warning(write_book: WriteBook) -> None:
    words = _all_words("en")
    table = "[words]\n" + "".join(f'{path} = "{word}"\n' for path, word in words.items())
    _, report = _settled(write_book, _MANIFEST.format(language="eo") + table)
    assert [str(each) for each in report] == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('chaptr = "x {}"', "MAN-005"),
        ('captions.figur = "x {}"', "MAN-005"),
        ('chapter = "x"', "MAN-015"),
        ('contents = "x {}"', "MAN-015"),
        ('captions = "x"', "MAN-005"),
    ],
)
def test_a_wrong_word_is_reported_at_its_line(write_book: WriteBook, line: str, code: str) -> None:
    manifest = _MANIFEST.format(language="de") + f"[words]\n{line}\n"
    report = Report()
    read_book(write_book({"book.toml": manifest, "a.md": _TEXT}), run_context(report))
    found = next(each for each in report if each.code == code)
    assert found.location.line == manifest.count("\n")
