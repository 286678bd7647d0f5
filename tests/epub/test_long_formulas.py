"""Long formulas and wide tables of an EPUB have places to break on a phone."""

from __future__ import annotations

import pytest
from lxml import etree

from publish.outputs.pages.formulas import (
    break_long_formulas,
    keep_stops_with_formulas,
    name_heads_of_formulas,
)
from publish.outputs.pages.narrow_columns import break_long_words
from publish.sources.latex.conversion import convert_formula

_XHTML = "http://www.w3.org/1999/xhtml"


def _broken(latex: str) -> etree._Element:
    body = etree.Element("body")
    body.append(convert_formula(latex, display=True))
    break_long_formulas(body)
    return body[0]


def _texts(node: etree._Element, class_: str) -> list[str]:
    found = node.iterfind(f".//{{*}}mrow[@class='{class_}']")
    return ["".join(map(str, each.itertext())) for each in found]


@pytest.mark.parametrize(
    ("latex", "clauses", "chunks"),
    [
        ("E = mc^2", [], []),
        ("f(x) = abcdefghijklmnopq", [], ["f\u2061(x)", "=abcdefghijklmnopq"]),
        ("a + b = c - d = efghijklm", ["a+b", "=c−d"], ["a", "+b", "=c", "−d", "=efghijklm"]),
        ("abcdefghi = -jklmnopqrst", [], ["abcdefghi", "=−jklmnopqrst"]),
        (r"\left(a + b + c + d + e + f + g + h\right)", [], []),
        (
            r"\begin{aligned} ab &= cdefghi + jklm \\ &= n \end{aligned}",
            ["=cdefghi+jklm"],
            ["ab", "=cdefghi", "+jklm", "=n"],
        ),
    ],
)
def test_a_long_formula_has_lines(latex: str, clauses: list[str], chunks: list[str]) -> None:
    math = _broken(latex)
    plain = [text.replace("\u2061", "") for text in _texts(math, "chunk")]
    assert plain == [text.replace("\u2061", "") for text in chunks]
    assert _texts(math, "clause") == clauses
    assert (math.get("class") == "wide") == bool(chunks)


def test_an_operator_at_the_head_of_a_line_keeps_its_space() -> None:
    math = _broken("abcdefgh + ijklmnop = qrstuvw")
    heads = [row[0] for row in math.iterfind(".//{*}mrow[@class='chunk']")]
    assert [head.get("form") for head in heads] == [None, "infix", "infix"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Let $x$, then", "x,"),
        ("The $i$th one", "ith"),
        ("A pair (or $x$): so", "x):"),
        ("So ($x$) is", "(x)"),
        ("An $x$ alone", ""),
        ("$x$-axes, $x$ink", ""),
        ("Twice “$x$.”", "“x.”"),
    ],
)
def test_a_formula_keeps_what_a_line_must_not_begin_or_end_with(text: str, kept: str) -> None:
    words = text.split("$")
    paragraph = etree.fromstring(f'<p xmlns="{_XHTML}">{words[0]}</p>')
    for latex, after in zip(words[1::2], words[2::2], strict=True):
        paragraph.append(convert_formula(latex, display=False))
        paragraph[-1].tail = after
    keep_stops_with_formulas(paragraph)
    spans = paragraph.iterfind("{*}span[@class='nowrap']")
    assert "".join("".join(map(str, span.itertext())) for span in spans) == kept
    assert "".join(map(str, paragraph.itertext())) == text.replace("$", "")


def test_the_stop_after_a_formula_that_breaks_is_an_element_of_its_own() -> None:
    """The style sheet moves it into the room at the end of the formula."""
    paragraph = etree.fromstring(f'<p xmlns="{_XHTML}"/>')
    paragraph.append(convert_formula("abcdefgh + ijklmnop = qrstuvw", display=False))
    paragraph[0].tail = ", so"
    break_long_formulas(paragraph)
    keep_stops_with_formulas(paragraph)
    (span,) = paragraph
    assert [each.text for each in span[1:]] == [","]
    assert (span[0].tail, span.tail) == (None, " so")


@pytest.mark.parametrize(
    ("head", "name"), [("{}", "x^2"), ("<b>{}</b> ", "x^2"), ("{} in metres", None), ("", None)]
)
def test_a_formula_that_is_a_head_of_a_table_has_a_name(head: str, name: str | None) -> None:
    formula = etree.tostring(convert_formula("x^2", display=False), encoding="unicode")
    cells = f"<th>{head.format(formula)}</th><td>{formula}</td>"
    table = etree.fromstring(f'<table xmlns="{_XHTML}"><tr>{cells}</tr></table>')
    name_heads_of_formulas(table)
    names = [math.get("aria-label") for math in table.iter("{*}math")]
    assert names == [name, None] if "{}" in head else [None]


def _table(*rows: str) -> etree._Element:
    cells = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split('|'))}</tr>" for row in rows
    )
    table = etree.fromstring(f'<table xmlns="{_XHTML}">{cells}</table>')
    break_long_words(table)
    return table


def _shown(table: etree._Element) -> list[str]:
    for chance in table.iter("{*}wbr"):
        chance.text = "¦"
    return ["".join(map(str, cell.itertext())) for cell in table.iter("{*}td")]


def test_a_table_that_fits_a_phone_is_left_alone() -> None:
    table = _table("harbourmaster|12,345.6|a remark of any length, however long it may be")
    assert next(table.iter("{*}wbr"), None) is None
    assert table.get("class") is None


def test_the_longest_words_of_a_wide_table_break_after_marks_or_in_equal_parts() -> None:
    table = _table(
        "Donaudampfschifffahrtsgesellschaft|a/long/path/to/some/file.txt|brief|words|here",
        "of|the <b>Leuchtfeuerverzeichnisse</b> of|all|those|last",
    )
    long = [text for text in _shown(table) if "¦" in text]
    assert long == [
        "Donaudampfsc¦hifffahrtsg¦esellschaft",
        "a/long/path/¦to/some/file.¦txt",
        "the Leuchtfeuerv¦erzeichnisse of",
    ]
    assert [cell.get("class") for cell in table.iter("{*}td")].count("breaks") == 3


def test_many_columns_have_smaller_type() -> None:
    table = _table("|".join(f"{number}2,345.6" for number in range(10)))
    assert table.get("class") == "smaller"
    assert _shown(table)[0] == "02,¦345.¦6"
