"""A numbered construct needs four places: module, table of constructs, caption kind, words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from publish.diagnostics import Report
from publish.model import language
from publish.model.caption import CAPTION_KINDS, CaptionKind
from publish.model.markup import X, add_classes
from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.shaping.constructs import CONSTRUCTS, Construct
from publish.sources.markdown.shaping.constructs.block import mark_title
from publish.sources.spine.folder import read_book
from publish.verification import verify_product
from tests.apparatus.test_pages import documents, page_of, printed
from tests.conftest import WriteBook
from tests.running import run_context
from tests.verify.products import EPUB, PDF, build_epub, build_pdf, settled_folder

# What the module of the construct has.
ATTRIBUTES = ("level",)


def shape(block: etree._Element, _: SourceFile) -> None:
    """A figure of the class `algorithm` with its title as the caption."""
    level = block.get("data-level", "")
    title = mark_title(block)
    block.tag = f"{X}figure"
    add_classes(block, "algorithm", *([f"level-{level}"] if level else []))
    assert title is not None
    title.tag = f"{X}figcaption"
    del title.attrib["class"]


MANIFEST = """
[book]
title = "Sums"
language = "en"

[structure]
bodymatter = ["a.md", "b.md"]
lists = ["algorithms", "tables"]
"""
FILES = {
    "book.toml": MANIFEST,
    "a.md": "# Adding\n\nBegin.\n\n"
    '::: algorithm {#pears level="easy"} Pears\n\nAdd two pears to three.\n\n:::\n\n'
    "Then go on to [](#geese), and to [](#geese){.full}.\n\n"
    "| A | B |\n|---|---|\n| 1 | 2 |\n\nTable: Sums\n",
    "b.md": "# Taking away\n\nBegin.\n\n"
    "::: algorithm {#geese} Geese\n\nTake two geese from five.\n\n:::\n\nEnd.\n",
}


@pytest.fixture
def algorithms(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The construct, with the three tables that name it."""
    english = language._table("en")
    monkeypatch.setitem(CONSTRUCTS, "algorithm", Construct(shape, ATTRIBUTES))
    monkeypatch.setitem(CAPTION_KINDS, "algorithm", CaptionKind("algorithm", "algorithms"))
    monkeypatch.setitem(english["captions"], "algorithm", "Algorithm {}")
    monkeypatch.setitem(english["lists"], "algorithm", "Algorithms")
    language.localized_words.cache_clear()
    yield
    language.localized_words.cache_clear()


@pytest.mark.usefixtures("algorithms")
def test_an_algorithm_has_a_number_a_list_and_references(
    write_book: WriteBook, tmp_path: Path
) -> None:
    book = settled_folder(write_book(FILES))
    assert [caption.full_text for caption in book.captions] == [
        "Algorithm 1. Pears", "Table 1. Sums", "Algorithm 2. Geese",
    ]  # fmt: skip
    epub, pdf = build_epub(book, tmp_path), build_pdf(book, tmp_path)
    diagnostics = [*verify_product(epub, book, EPUB), *verify_product(pdf, book, PDF)]
    assert list(map(str, diagnostics)) == []
    pages = printed(pdf)
    listed_on = page_of(pages, "Algorithms").replace(" .", "").replace(".....", "")
    assert "Algorithms Algorithm 1. Pears 1 Algorithm 2. Geese 3" in " ".join(listed_on.split())
    assert "on to Algorithm 2, and to Algorithm 2. Geese." in page_of(pages, "Chapter 1 Adding")
    listed = dict(documents(epub))["list-of-algorithms.xhtml"].findall(".//{*}li/{*}a")
    assert [link.get("href") for link in listed] == ["text/a.xhtml#pears", "text/b.xhtml#geese"]
    (figure,) = dict(documents(epub))["text/a.xhtml"].iter(f"{X}figure")
    assert figure.get("class") == "algorithm level-easy"


@pytest.mark.usefixtures("algorithms")
def test_an_attribute_that_it_does_not_declare_is_an_error(write_book: WriteBook) -> None:
    report = Report()
    wrong = FILES | {"a.md": FILES["a.md"].replace("level=", "levl=")}
    read_book(write_book(wrong), run_context(report))
    assert [each.code for each in report] == ["STR-020"]
    assert report.errors[0].hint == "did you mean `level`?"
