"""Blocks of a right-to-left book without a letter of its script run left to right, unasked."""

from __future__ import annotations

from lxml import etree

from publish.diagnostics import Report
from publish.model.xhtml import local_name, text_of
from publish.sources.spine.folder import read_book
from publish.structure import settle
from tests.conftest import WriteBook
from tests.running import run_context

MANIFEST = '[book]\ntitle = "כ"\nlanguage = "{}"\n\n[structure]\nbodymatter = ["a.md"]\n'
TEXT = """\
# כותרת

עברית כאן.

Never *translated* and `code`.[^a]

- An *English* item.

1. פריט
2. An *English* item in a `mixed` list

> A *quotation* of **somebody** else.

| א | b |
|:--|:--|
| ב | one *two* three |

$x$ ו *y*

12 34.

[^a]: An *English* note with `code`.
"""


def settled(write_book: WriteBook, language: str, text: str) -> tuple[etree._Element, list[str]]:
    folder = write_book({"book.toml": MANIFEST.format(language), "a.md": text})
    report = Report()
    book = read_book(folder, run_context(report))
    assert book is not None
    body = next(settle(book, run_context(report)).walk()).body
    return body, [problem.code for problem in report.errors]


def test_the_outermost_block_is_turned(write_book: WriteBook) -> None:
    body, errors = settled(write_book, "he", TEXT)
    turned = [local_name(str(node.tag)) for node in body.iter("{*}*") if node.get("dir") == "ltr"]
    assert errors == []
    assert [name for name in turned if name != "code"] == [
        "p",
        "ul",
        "span",
        "blockquote",
        "span",
        "span",
        "p",
    ]


def test_a_block_with_a_letter_of_the_script_is_not_turned(write_book: WriteBook) -> None:
    body, errors = settled(write_book, "ar", "# ع\n\nOne *two* three ع four.\n")
    assert [text_of(node) for node in body.iter() if node.get("dir")] == ["One two three"]
    assert errors == []


def test_books_that_run_left_to_right_are_unchanged(write_book: WriteBook) -> None:
    body, _ = settled(write_book, "en", "# A\n\nOne *two* three.\n\n- Four\n")
    assert [node for node in body.iter() if node.get("dir")] == []
