"""Rows that stay together, and heads of tables that are never left out."""

from __future__ import annotations

import pypdfium2
import pytest
from lxml import etree

from publish.model.markup import KEPT, KEPT_ROW, UNBREAKABLE, classes_of
from publish.outputs.pdf.document.keeping import keep_together
from publish.outputs.pdf.document.verse import narrow_numbered_verse
from publish.verification import verify_product
from tests.conftest import WriteBook
from tests.verify.products import PDF, build_pdf, settled_folder

_SQUARE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400"><path d="M0 0h400v400z"/></svg>'
)
_LONG = "Many words in one cell, which make it tall. " * 40


def kept(*rows: str) -> list[bool]:
    """Which of the rows of a table stay with the next one."""
    text = "".join(f"<tr>{row}</tr>" for row in rows)
    root = etree.fromstring(
        f'<body xmlns="http://www.w3.org/1999/xhtml"><table><tbody>{text}</tbody></table></body>'
    )
    keep_together(root)
    return [KEPT_ROW in classes_of(row) for row in root[0][0]]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["<td>a</td>"], [False]),
        (["<td>a</td>"] * 2, [True, False]),
        (["<td>a</td>"] * 5, [True, False, False, True, False]),
        (["<td>a</td>"] * 13, [True, *[False] * 10, True, False]),
        (["<td>a</td>", '<td><img alt="" src="a.svg"/></td>', "<td>b</td>"], [False] * 3),
        (["<td>a</td>", "<td>b</td>", f"<td>{_LONG}</td>"], [True, False, False]),
        # A row of two lines can stand alone; in narrow columns fewer words are as many.
        ([f"<td>{_LONG[:60]}</td>" * 2] * 2, [True, False]),
        ([f"<td>{_LONG[:60]}</td>" * 3] * 2, [False, False]),
    ],
)
def test_rows_at_the_ends_stay_together_if_they_are_low(
    rows: list[str], expected: list[bool]
) -> None:
    assert kept(*rows) == expected


def test_pictures_too_tall_for_one_page_leave_the_head_in_place(write_book: WriteBook) -> None:
    rows = "| ![A square](square.svg) | x |\n" * 3
    text = f"# Squares\n\n| Head | Word |\n|---|---|\n{rows}"
    folder = write_book({"square.svg": _SQUARE, "a.md": text})
    book = settled_folder(folder)
    path = build_pdf(book, folder)
    assert list(map(str, verify_product(path, book, PDF))) == []
    with pypdfium2.PdfDocument(path) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    assert sum("Head" in text for text in texts) == 3


@pytest.mark.parametrize(
    ("rows", "length", "expected"),
    [(8, 20, True), (9, 20, False), (4, 140, True), (4, 200, False), (1, 700, False)],
)
def test_higher_tables_break_over_a_page(rows: int, length: int, expected: bool) -> None:
    """Few rows are high if they have many words."""
    row = f"<tr><td>{_LONG[: length // 2]}</td><td>{_LONG[: length // 2]}</td></tr>"
    text = f"<table><tbody>{row * rows}</tbody></table>"
    root = etree.fromstring(f'<body xmlns="http://www.w3.org/1999/xhtml">{text}</body>')
    keep_together(root)
    assert (UNBREAKABLE in classes_of(root[0])) == expected


@pytest.mark.parametrize(("lines", "expected"), [(1, True), (5, True), (6, False), (9, False)])
def test_longer_code_breaks_over_a_page(lines: int, expected: bool) -> None:
    text = "<pre><code>" + "a line\n" * lines + "</code></pre>"
    root = etree.fromstring(f'<body xmlns="http://www.w3.org/1999/xhtml">{text}</body>')
    keep_together(root)
    assert (UNBREAKABLE in classes_of(root[0])) == expected


_CODE = "```\n{}\n```\n\n"
_OPENING, _FULL = 20, 32  # lines of the text on the first page of a chapter, and on the others
# What stands at the foot of a page, after so many lines there, and what is overleaf.
_FEET = {
    "below a list": (27, _CODE.format("foot\n1\n2\n3"), "- overleaf\n- two\n"),
    "with a margin": (27, _CODE.format("foot\n1\n2\n3"), "overleaf\n"),
    "of one line": (29, _CODE.format("foot"), "overleaf ![A square](square.svg)\n"),
    "boxed": (29, "::: note\nfoot\n:::\n\n", "overleaf\n"),
    "of verse": (29, "::: verse\none\nfoot\n\n", "overleaf\nfour\n:::\n"),
}


def test_what_fits_at_the_foot_of_a_page_stays_there(write_book: WriteBook) -> None:
    files = {"square.svg": _SQUARE}
    for title, (lines, foot, overleaf) in _FEET.items():
        text = "\n\n".join(f"Line {number}" for number in range(_OPENING + lines))
        chapter = f"{title.replace(' ', '-')}.md"
        files[chapter] = f"# {title}\n\n{text}\n\n{foot}{overleaf}\n\n{_LONG}"
    manifest = '[book]\ntitle = "A Book"\nlanguage = "en"\n\n[structure]\nbodymatter = {}\n'
    chapters = sorted(set(files) - {"square.svg"})
    folder = write_book({**files, "book.toml": manifest.format(chapters)})
    path = build_pdf(settled_folder(folder), folder)
    with pypdfium2.PdfDocument(path) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    ends = [text for text in texts if "Line 45" in text]
    found = [("foot" in text, "overleaf" in text) for text in ends]
    assert found == [(True, False)] * len(_FEET), found


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ("<p>Three things:</p><ul/>", ["Three things:"]),
        ("<p><em>Drei Dinge</em>：</p><ul/>", ["Drei Dinge："]),
        ('<h2 class="heading">A</h2><p>One line.</p><p>Another.</p>', ["One line."]),
        (f'<h2 class="heading">A</h2><p>{_LONG}</p><p>One: two.</p>', []),
    ],
)
def test_what_introduces_a_block_stays_with_it(blocks: str, expected: list[str]) -> None:
    root = etree.fromstring(f'<body xmlns="http://www.w3.org/1999/xhtml">{blocks}</body>')
    keep_together(root)
    kept = [node for node in root.iter("{*}p") if KEPT in classes_of(node)]
    assert ["".join(node.itertext()) for node in kept] == expected


_OPENS = 'class="opens-file"'
_SOME = "Some words of the last item, which has two lines. "


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ("<ul><li>one</li><li>two</li><li>three</li></ul>", ["one", "two"]),
        (f"<ol><li>{_LONG}</li><li>two</li><li>{_LONG}</li></ol>", []),
        ("<dl><dt>A</dt><dd>one</dd><dt>B</dt><dd>two</dd></dl>", ["one"]),
        ('<ul class="index-entries"><li>one</li><li>two</li></ul>', []),
        (
            (
                '<pre><span class="code-line">a\n</span><span class="code-line">\n</span>'
                '<span class="code-line">b\n</span></pre>'
            ),
            ["a\n"],
        ),
        (f"<section {_OPENS}><p>{_LONG}</p><p>The end.</p></section>", [_LONG]),
        (f"<section {_OPENS}><p>{_LONG}</p></section>", []),
        (f"<section {_OPENS}><p>{_LONG}</p><aside><p>The end.</p></aside></section>", [_LONG]),
        (f"<section {_OPENS}><p>{_LONG}</p><aside><p>{_LONG}</p></aside></section>", []),
        (
            f'<section {_OPENS}><p>{_LONG}</p><aside class="endnote"><p>1</p></aside></section>',
            [],
        ),
        (f"<section {_OPENS}><ul><li>{_LONG}</li><li>a<br/>b {_SOME}</li></ul></section>", [_LONG]),
        (
            f"<section {_OPENS}><ol><li><p>{_LONG}</p><p>The end.</p></li></ol></section>",
            [_LONG],
        ),
        (
            (
                f"<section {_OPENS}><section><p>one</p><p>two</p></section>"
                f"<section {_OPENS}><ul><li>three</li></ul></section></section>"
            ),
            ["one"],
        ),
    ],
)
def test_no_page_has_one_line_of_what_goes_on(blocks: str, expected: list[str]) -> None:
    root = etree.fromstring(f'<body xmlns="http://www.w3.org/1999/xhtml">{blocks}</body>')
    keep_together(root)
    kept = list(root.iter("{*}p", "{*}li", "{*}dd", "{*}span"))
    kept = [node for node in kept if KEPT in classes_of(node)]
    assert ["".join(node.itertext()) for node in kept] == expected


def test_numbered_verse_is_as_wide_as_its_longest_line() -> None:
    lines = ("Short", "A line that is longer", "潮水一天来两次")
    spans = [f'<span class="line indent-1">{line}</span>' for line in lines]
    spans[0] = spans[0].replace("</span>", '<span class="line-number">1</span></span>')
    verses = [f'<div class="verse">{"".join(part)}</div>' for part in (spans, spans[1:])]
    root = etree.fromstring(f'<body xmlns="http://www.w3.org/1999/xhtml">{"".join(verses)}</body>')
    narrow_numbered_verse(root)
    assert root[0].get("style") == "max-width: 12.57em"
    assert root[1].get("style") is None  # without numbers
