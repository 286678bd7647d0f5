"""The counts of the comparison are complete for a correct product, and each fault is counted."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable
from html import escape
from io import StringIO
from pathlib import Path

import pikepdf
import pytest

from bench.blocks import Composition, Figure, Inline, Note, Reference
from bench.comparison import text as source
from bench.comparison.assessment import ProductResult, assess_epub
from bench.comparison.elements import Element, counts, find
from bench.comparison.handbook import table
from bench.comparison.pdf import PdfReader
from bench.comparison.reading_order import count_missed_words, count_ordered_passages
from bench.comparison.report import ROWS, rows
from bench.comparison.text import ExpectedElement, compose, expected_elements, undescribed

ROOT = Path(__file__).parent.parent.parent
TEXT = compose()
HEAD = (
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
    "<head><title>A</title></head><body>"
)
OPF = """<package xmlns="http://www.idpf.org/2007/opf"><metadata>
<meta property="schema:accessibilityFeature">alternativeText</meta></metadata>
<manifest><item id="n" href="nav.xhtml" properties="nav"/>
<item id="t" href="text.xhtml"/></manifest>
<spine><itemref idref="t"/></spine></package>"""
CONTAINER = '<container><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>'


NUMBERS = {
    expected.runs[0]: f"{expected.kind} {number}"
    for number, expected in enumerate(expected_elements(TEXT))
    if expected.kind in ("H", "Caption")
}
TITLES = source.targets(TEXT)
SHAPES = {
    "BlockQuote": "<blockquote>{0}</blockquote>",
    "Caption": "<figcaption>{number} {0}</figcaption>",
    "Figure": '<img alt="{0}"/>',
    "Formula": '<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="v"/>',
    "H": '<h2 id="{number}">{number} {0}</h2>',
    "Note": '<aside role="doc-footnote"><p>1 {0}</p></aside>',
}


def filled(gaps: tuple[Inline, ...]) -> str:
    references = [NUMBERS[TITLES[each.target]] for each in gaps if isinstance(each, Reference)]
    calls = ["<a>1</a> " for each in gaps if isinstance(each, Note)]
    return "".join([*(f"<a>See {number}</a>. " for number in references), *calls])


def shown(expected: ExpectedElement) -> str:
    """An element as XHTML; rows, cells and items are in their table or list."""
    texts = [escape(run) for run in expected.runs]
    if expected.kind in SHAPES:
        return SHAPES[expected.kind].format(*texts, number=NUMBERS.get("".join(expected.runs)))
    if expected.kind == "P":
        pairs = zip(expected.gaps, [*texts, ""], strict=True)
        return f"<p>{''.join(filled(gap) + run + ' ' for gap, run in pairs)}</p>"
    if expected.kind == "L":
        return f"<ul>{''.join(f'<li>{item}</li>' for item in texts)}</ul>"
    if expected.kind == "Table":
        tags = ["th", *["td"] * len(texts)]
        cells = [
            "".join(f"<{tag}>{word}</{tag}>" for word in row.split())
            for tag, row in zip(tags, texts, strict=False)
        ]
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"
    return ""


def pages() -> tuple[str, str]:
    """The text as one correct page, and its navigation."""
    body = "\n".join(map(shown, expected_elements(TEXT)))
    marker = '<span id="page-1" role="doc-pagebreak"/><i lang="de"/><i lang="fr-FR"/>'
    lines = "".join(
        f'<a href="text.xhtml#{NUMBERS[title]}">{NUMBERS[title]} {escape(title)}</a>'
        for title in (
            expected.runs[0] for expected in expected_elements(TEXT) if expected.kind == "H"
        )
    )
    toc = f'<nav epub:type="toc">{lines}</nav>'
    listed = '<nav epub:type="page-list"><a href="text.xhtml#page-1">1</a></nav>'
    return f"{HEAD}{body}{marker}</body></html>", f"{HEAD}{toc}{listed}</body></html>"


PAGE, NAV = pages()


def assess(page: str, nav: str, folder: Path) -> dict[str, str]:
    path = folder / "book.epub"
    contents = {"META-INF/container.xml": CONTAINER, "book.opf": OPF}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {**contents, "text.xhtml": page, "nav.xhtml": nav}.items():
            archive.writestr(name, content)
    return assess_epub(TEXT, path)


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return assess(PAGE, NAV, tmp_path_factory.mktemp("right"))


def test_a_correct_product_has_complete_counts(right: dict[str, str]) -> None:
    assert {name: value for name, value in right.items() if " of " in value} == {}
    total = counts(expected_elements(TEXT))
    assert {kind: right[kind] for kind in total} == {kind: str(n) for kind, n in total.items()}
    assert right["references with number"] == "14"
    assert (right["page list"], right["languages"]) == ("1", "2")


Change = Callable[[str], str]


def once(old: str, new: str) -> Change:
    """A function that replaces the first occurrence of a text, which must exist."""

    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


LONG = next(
    expected
    for expected in expected_elements(TEXT)
    if expected.kind == "P" and len(expected.runs) == 1
).runs[0]
FIRST, SECOND, *_ = (escape(word) for word in LONG.split()[6:])


@pytest.mark.parametrize(
    ("change", "row", "expected_value"),
    [
        (once(f"{FIRST} {SECOND}", f"{FIRST}</p><p>{SECOND}"), "P", "126 of 127"),
        (once(f"{FIRST} {SECOND}", f"{FIRST}{SECOND}"), "words", "10901 of 10903"),
        (once(f"{FIRST} {SECOND}", FIRST), "words", "10902 of 10903"),
        (once("<ul><li>", "<ul><li>New</li><li>"), "L", "4"),
        (once("</li><li>", "</li></ul><ul><li>"), "L", "3 of 4"),
        (once("<th>", "<th>No "), "TH", "23 of 24"),
        (once("</tr><tr>", ""), "TR", "63 of 65"),
        (once('<img alt="', '<img alt="Image: '), "Figure", "3 of 4"),
        (once('alttext="v"', ""), "Formula", "5 of 6"),
        (once('role="doc-footnote"', ""), "Note", "35 of 36"),
        (once("<a>See H ", "<a>See H 9"), "references with number", "13 of 14"),
        (once('id="page-1"', 'id="page-2"'), "page list", "0 of 1"),
        (once('<i lang="de"/>', ""), "languages", "1 of 2"),
    ],
)
def test_each_fault_is_counted(
    change: Change, row: str, expected_value: str, tmp_path: Path
) -> None:
    assert assess(change(PAGE), NAV, tmp_path)[row] == expected_value


def test_a_note_that_is_lost_is_missed(tmp_path: Path) -> None:
    note = escape(source.notes(TEXT)[0])
    found = assess(once(note, "")(PAGE), NAV, tmp_path)
    assert (found["Note"], found["notes there"]) == ("35 of 36", "35 of 36")


def test_a_line_of_the_navigation_has_the_number_of_its_heading(tmp_path: Path) -> None:
    assert assess(PAGE, once(">H 0 Preface<", ">Preface<")(NAV), tmp_path)["navigation"] == (
        "27 of 28"
    )


def test_passages_are_counted_in_their_order_whatever_the_spaces() -> None:
    passages = ["one two", "three four", "five"]
    assert count_ordered_passages(passages, "One two. Three four: five!") == 3
    assert count_ordered_passages(passages, "onetwothreefourfive") == 3
    assert count_ordered_passages(passages, "three four one two five") == 2
    assert count_ordered_passages(passages, "one five two three four") == 1
    assert count_missed_words(["one", "two", "three"], ["one", "2", "three", "four"]) == 1
    assert count_missed_words(["one", "two"], ["two", "one"]) == 1


def test_an_element_stands_for_one_thing_alone() -> None:
    twice = [ExpectedElement("P", ("one two three",)), ExpectedElement("P", ("one two three",))]
    assert len(find(twice, [Element("P", "One two three.")])) == 1
    assert len(find(twice, [Element("P", "One two three.")] * 2)) == 2
    assert find(twice, [Element("LI", "One two three.")] * 2) == []
    assert find(twice, [Element("P", "One two three. And what is none of its words.")]) == []


def test_one_figure_is_left_without_a_text() -> None:
    def texts(composition: Composition) -> list[str]:
        blocks = (block for chapter in composition.chapters for block in chapter.blocks)
        return [block.alternative for block in blocks if isinstance(block, Figure)]

    assert texts(undescribed(TEXT)) == ["", *texts(TEXT)[1:]]


def tagged(path: Path, content: str, elements: str) -> PdfReader:
    """A page of a PDF with marked content, and one element `K` for each number."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        font = pikepdf.Object.parse(FONT)
        font.ToUnicode = pdf.make_stream(b"1 beginbfrange <0020> <007e> <0020> endbfrange")
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.Contents = pdf.make_stream(f"BT /F 12 Tf 50 700 Td {content} ET".encode())
        kids = [
            pdf.make_indirect(
                pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), K=number, Pg=page.obj, Lang="de-AT")
            )
            for number, kind in enumerate(elements.split())
        ]
        roles = pikepdf.Dictionary(Stanza=pikepdf.Name.P)
        pdf.Root.StructTreeRoot = pikepdf.Dictionary(K=pikepdf.Array(kids), RoleMap=roles)
        pdf.Root.PageLabels = pikepdf.Dictionary(
            Nums=pikepdf.Array([0, pikepdf.Dictionary(S=pikepdf.Name.r, St=4)])
        )
        pdf.save(path)
    return PdfReader(path)


FONT = b"""<</Type /Font /Subtype /Type0 /BaseFont /Helvetica /Encoding /Identity-H
/DescendantFonts [<</Type /Font /Subtype /CIDFontType2 /BaseFont /Helvetica
/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>>>]>>"""
MARKED = " 0 -14 Td ".join(
    f"/P <</MCID {number}>> BDC <{words.encode('utf-16-be').hex()}> Tj EMC"
    for number, words in enumerate(("One two", "three"))
)


def test_a_pdf_is_read_by_its_tree(tmp_path: Path) -> None:
    reader = tagged(tmp_path / "a.pdf", MARKED, "Stanza H2")
    shown = [(each.kind, each.text.strip(), each.page) for each in reader.elements]
    assert shown == [("P", "One two", "iv"), ("H", "three", "iv")]
    assert reader.text.split() == ["One", "two", "three"]
    assert (reader.untagged, reader.languages, reader.claims) == (0, {"de-AT"}, [])


def test_what_the_tree_does_not_hold_or_keep_apart_is_seen(tmp_path: Path) -> None:
    assert tagged(tmp_path / "a.pdf", MARKED, "P").untagged == 1
    assert tagged(tmp_path / "b.pdf", MARKED, "Span Span").text.strip() == "One twothree"


def test_a_table_shows_validators_after_the_counts() -> None:
    found = {"bytes": "1", "Ace": "pass", "P": "2", "H": "1"}
    assert rows([ProductResult("A", found)]) == ["H", "P", "Ace", "bytes"]


def test_the_table_of_the_handbook_is_of_the_first_product_of_each_peer() -> None:
    ours = {"P": "127", "claims": "PDF/UA-1", "veraPDF PDF/UA-1": "pass"}
    theirs = {"P": "103 of 127", "veraPDF PDF/UA-1": "fails: 2 rules, 9 times"}
    products = [
        ProductResult("A", ours),
        ProductResult("A, PDF 2.0", theirs),
        ProductResult("B and C", theirs),
    ]
    expected_value = {line[0]: line[1:] for line in table("pdf", products)}
    assert expected_value["Counted"] == ["A", "B"]
    assert expected_value["Paragraphs (127)"] == ["127", "103"]
    assert (expected_value["Claims"], expected_value["veraPDF"]) == (
        ["UA-1", "–"],
        ["pass", "fails"],
    )


@pytest.mark.parametrize("name", ["epub", "pdf"])
def test_the_handbook_has_the_latest_results(name: str) -> None:
    _, _, expected_value = (
        (ROOT / "bench/PEERS.md").read_text(encoding="utf-8").partition(f"## {name.upper()}")
    )
    lines = [
        line.strip("| ").split(" | ")
        for line in expected_value.splitlines()
        if line.startswith("| ")
    ]
    names, body = lines[0], [line for line in lines[1:] if len(line) == len(lines[0]) + 1]
    labels = {label: row for row, label in ROWS.items()}
    found = [
        ProductResult(product, {labels.get(line[0], line[0]): line[at] for line in body})
        for at, product in enumerate(names, start=1)
    ]
    shown = (ROOT / f"corpus/handbook/tables/peers-{name}.csv").read_text(encoding="utf-8")
    assert list(csv.reader(StringIO(shown))) == list(table(name, found))
