"""Content for some editions: what goes with it, and references to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.cache import NO_CACHE, Cache
from publish.diagnostics import Report
from publish.model.book import Book
from publish.render.markup import inner
from publish.sources.spine.folder import read_book
from publish.structure import settle
from tests.conftest import WriteBook
from tests.running import run_context

MANIFEST = """
[book]
title = "A Book"
language = "en"
[structure]
bodymatter = [{}]
[editions.epub]
format = "epub"
[editions.pdf]
format = "pdf"
"""
START = "# A\n\nBefore.\n\n"


def _read(folder: Path, edition: str, cache: Cache = NO_CACHE) -> tuple[Book, list[str]]:
    report = Report()
    context = run_context(report, cache=cache)
    book = read_book(folder, context, edition)
    assert book is not None
    book = settle(book, context)
    found = [each for each in report if each.code != "ACC-001"]
    return book, [f"{each.code} {each.location.line}: {each.message}" for each in found]


def _book(write_book: WriteBook, text: str, spine: str = '"a.md"', **files: str) -> Path:
    others = {f"{name}.md": content for name, content in files.items()}
    return write_book({"book.toml": MANIFEST.format(spine), "a.md": text, **others})


def _words(book: Book) -> str:
    """The titles and texts of a book, apart from its spaces."""
    parts = [f"{each.title} {''.join(each.body.itertext())}" for each in book.walk()]
    return " ".join(" ".join(parts).split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## M {only=pdf}\n\nx\n\n### N\n\ny\n\n## O\n\nz", "A Before. O z"),
        ("## M {except=epub}\n\nx\n\n- y\n\n> z\n", "A Before."),
        ("## M\n\n### N {only=pdf}\n\nx\n\n#### O\n\ny\n\n### P\n\nz", "A Before. M P z"),
        ('## M {only=pdf}\n\n::: include {file="b.md"}\n:::\n\nx\n\n## O\n\nz', "A Before. O z"),
        ('::: include {file="b.md"}\n:::\n\nx\n\n## O\n\nz', "A Before. O z"),
        ("## M {only=pdf}\n\nx[^m]\n\n[^m]: y\n\n[^n]: z\n\n## O\n\nv[^n]", "A Before. O v1 1 z"),
    ],
)
def test_condition_on_a_heading_holds_for_its_section(
    write_book: WriteBook, text: str, expected: str
) -> None:
    folder = _book(write_book, START + text, b="## Inner {only=pdf}\n\ni\n\n")
    book, found = _read(folder, "epub")
    assert (_words(book), found) == (expected, [])
    whole, found = _read(folder, "pdf")
    assert found == []
    assert len(_words(whole)) > len(expected)


def test_condition_on_the_title_holds_for_the_file_and_the_entries_below_it(
    write_book: WriteBook,
) -> None:
    spine = '"a.md", { file = "b.md", sections = ["c.md"] }'
    folder = _book(write_book, START, spine, b="# B {only=pdf}\n\nb\n", c="# C\n\nc\n")
    book, found = _read(folder, "epub")
    assert (_words(book), found) == ("A Before.", [])
    assert _words(_read(folder, "pdf")[0]) == "A Before. B b C c"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- a\n- [b]{only=pdf}\n- c", "<ul><li>a</li><li>c</li></ul>"),
        ("- [b]{only=pdf}\n\nx", "<p>x</p>"),
        ("- [ ] [b]{only=pdf}\n\nx", "<p>x</p>"),
        ("1. a\n\n   {only=pdf}\n   > b\n\n2. c\n   - [d]{only=pdf}",
         "<ol><li><p>a</p></li><li><p>c</p></li></ol>"),
        ("> [b]{only=pdf}\n\nx", "<p>x</p>"),
        ("::: note Title\n[b]{only=pdf}\n:::\n\nx", "<p>x</p>"),
        ("::: quotation\n{only=pdf}\nb\n:::\n\nx", "<p>x</p>"),
        ("x\n\n- *[b]{only=pdf}*\n- **[c]{only=pdf}**", "<p>x</p>"),
        ("a\n: b\n\n[c]{only=pdf}\n: d", "<dl><dt>a</dt><dd>b</dd></dl>"),
        ("x[^n]\n\n[^n]: [b]{only=pdf}", "<p>x</p>"),
        ("x\n\n{only=pdf}\n| a |\n|---|\n| b |\n\nTable: c", "<p>x</p>"),
        ('x\n\n![a](x.svg "b"){only=pdf}', "<p>x</p>"),
        ('x\n\n```python {caption="b" only=pdf}\nc\n```', "<p>x</p>"),
    ],
)  # fmt: skip
def test_what_loses_all_its_content_goes(write_book: WriteBook, text: str, expected: str) -> None:
    folder = _book(write_book, f"# A\n\n{text}\n")
    (folder / "x.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    )
    book, found = _read(folder, "epub")
    body = str(inner(book.sections[0].body)).replace(' xmlns="http://www.w3.org/1999/xhtml"', "")
    assert ("".join(body.split("\n")).rstrip(), found) == (expected, [])


BLOCKS = {
    "paragraph": "gone",
    "list": "- gone",
    "numbered list": "1. gone\n2. gone",
    "lettered list": "a. gone\nb. gone",
    "tasks": "- [ ] gone",
    "definitions": "gone\n: gone",
    "quotation": "> gone",
    "alert": "> [!NOTE]\n> gone",
    "box": "::: note gone {#n}\ngone\n:::",
    "table, caption below": "| gone |\n|---|\n| gone |\n\nTable: gone {#t}",
    "table, caption above": "Table: gone {#t}\n\n| gone |\n|---|\n| gone |",
    "table of a file": '::: table {src="gone.csv" #t} gone\n:::',
    "code": "```python\ngone()\n```",
    "listing": '```python {#c caption="gone"}\ngone()\n```',
    "indented code": "    gone()",
    "formula": "$$ gone $$ {#f}",
    "picture": "![gone](gone.svg)",
    "figure": '![gone](gone.svg "gone"){#g}',
    "figure with a credit": '![gone](gone.svg "gone"){#g credit="gone"}',
    "two figures": '![gone](gone.svg "gone") ![gone](gone.svg "gone")',
    "verse": "| gone\n| gone",
    "chart": "::: chart {#k} gone\n| a | gone |\n|---|--:|\n| b | 1 |\n:::",
}


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("attributes", ["{only=pdf}", "{.plain}\n{except=epub}"])
def test_a_condition_above_a_block_holds_for_all_of_it(
    write_book: WriteBook, block: str, attributes: str
) -> None:
    folder = _book(write_book, f"# A\n\n{attributes}\n{BLOCKS[block]}\n\nKept.\n")
    (folder / "gone.csv").write_text("gone,b\nc,d\n", encoding="utf-8")
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    )
    (folder / "gone.svg").write_text(drawing, encoding="utf-8")
    book, _ = _read(folder, "epub")
    assert str(inner(book.sections[0].body)).count("gone") == 0
    assert _words(book) == "A Kept."
    assert "gone" in str(inner(_read(folder, "pdf")[0].sections[0].body))


def test_rows_without_content_go_and_cells_stay(write_book: WriteBook) -> None:
    rows = "| A | B |\n|---|---|\n| [a]{only=pdf} | [b]{only=pdf} |\n| [c]{only=pdf} | d |\n"
    book, _ = _read(_book(write_book, f"# A\n\n{rows}"), "epub")
    body = book.sections[0].body
    assert [len(row) for row in body.iter("{*}tr")] == [2, 2]


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("[](#m)", "## M {only=pdf}\n\nx"),
        ("[](#map)", "## M {#map only=pdf}\n\nx"),
        ("[x](#tbl)", "{only=pdf}\n| a |\n|---|\n| b |\n\nTable: c {#tbl}"),
        ("[x](#n)", "## M {only=pdf}\n\n[a]{#n}"),
        ("[x](b.md)", ""),
        ("[](#b)", ""),
        ("[](#film)", ""),
    ],
)
def test_reference_to_what_another_edition_has(
    write_book: WriteBook, link: str, target: str
) -> None:
    spine = '"a.md", { file = "b.md", id = "film", only = "pdf" }'
    folder = _book(write_book, f"# A\n\nSee {link}.\n\n{target}\n", spine, b="# B\n\nb\n")
    (message,) = _read(folder, "epub")[1]
    assert message.startswith("REF-001 3: the link target `")
    assert message.endswith("is not in this edition: it has `only=pdf`")


def test_cached_texts_leave_out_the_same(write_book: WriteBook, tmp_path: Path) -> None:
    text = f"{START}[](#m)[^n]\n\n## M {{only=pdf}}\n\n- x[^m]\n\n[^m]: y\n\n[^n]: z\n"
    folder = _book(write_book, text, '"a.md", "b.md"', b="# B {only=pdf}\n\nb\n")
    cache = Cache(tmp_path / "cache")
    first = [_read(folder, edition, cache) for edition in ("epub", "pdf")]
    again = [_read(folder, edition, cache) for edition in ("epub", "pdf")]
    assert [(_words(book), found) for book, found in first] == [
        (_words(book), found) for book, found in again
    ]
    assert [book.left_out for book, _ in first] == [book.left_out for book, _ in again]
    assert first[0][0].left_out["m"] == first[0][0].left_out["b"] == "only=pdf"


@pytest.mark.parametrize(
    ("pages", "shown"),
    [
        ("", "For pdf. For paper or pdf."),
        ('page-list = "large"\n', "For pdf. For large."),
        ('page-list = "pdf"\n', "For pdf. For paper or pdf."),
    ],
)
def test_an_edition_for_a_printer_has_the_text_of_its_pages(
    pages: str, shown: str, write_book: WriteBook
) -> None:
    text = "# A\n\n[For pdf.]{only=pdf} [For large.]{only=large}[For paper or pdf.]{except=large}"
    order = f'[editions.shop]\nformat = "print"\nprinter = "kdp"\npaper = "cream"\n{pages}'
    manifest = (
        f'{MANIFEST.format(chr(34) + "a.md" + chr(34))}[editions.large]\nformat = "pdf"\n{order}'
    )
    folder = write_book({"book.toml": manifest, "a.md": f"{text}\n"})
    book, found = _read(folder, "shop")
    assert _words(book) == f"A {shown}"
    assert not found
