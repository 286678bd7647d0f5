"""The structure tree reads as the source does, wherever the layout places its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest

from publish.verification.pdf.reader.objects import Objects
from publish.verification.pdf.reader.pages import read_pages
from publish.verification.pdf.reader.structure_tree import StructureElement
from publish.verification.pdf.reader.tree_reading import attach_text, read_tree
from publish.verification.validators import validate_pdf
from tests.pdf.painted import paint

pytestmark = pytest.mark.java

_PAGE = """<html lang="en"><head><title>Sand</title><style>
@page {{ size: 300pt 200pt; margin: 20pt }} {style}
</style></head><body><section><h1>Sand</h1>{body}</section></body></html>"""

Read = Callable[..., StructureElement]


@pytest.fixture(scope="module")
def painted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of the files, which all pass PDF/UA-1: validated together at the end."""
    folder = tmp_path_factory.mktemp("painted")
    yield folder
    files = sorted(folder.glob("*.pdf"))
    assert {verdict.path.name: verdict.findings for verdict in validate_pdf(files)} == {
        file.name: () for file in files
    }


@pytest.fixture
def read(painted: Path, request: pytest.FixtureRequest) -> Read:
    """The tree of an HTML body, with all marked content of its pages."""

    def run(body: str, style: str = "") -> StructureElement:
        source, target = (painted / f"{request.node.name}{end}" for end in (".html", ".pdf"))
        source.write_text(_PAGE.format(style=style, body=body), encoding="utf-8")
        paint(source, target)
        with pikepdf.open(target) as pdf:
            pages = read_pages(target, pdf)
            tree = attach_text(read_tree(Objects(pdf)), pages)
            owned = {(mark.page, mark.mcid) for mark in tree.content()}
            marked = {(n, mark) for n, page in enumerate(pages) for mark in page.decoded_texts}
            assert marked <= owned
            return tree

    return run


def text(node: StructureElement) -> str:
    return "".join(mark.text for mark in node.content())


def the(tree: StructureElement, role: str) -> StructureElement:
    (only,) = (node for node in tree.walk() if node.role == role)
    return only


def roles(tree: StructureElement) -> list[str]:
    return [node.role for node in tree.walk()]


_INLINE_ROLES = ("Em", "Span", "Div")
_AROUND = ("Root", "Document", "Sect", "H1")

LONG = "The harbour keeps its own time, and the water that comes and goes keeps another. " * 20


def test_a_paragraph_is_one_sequence_on_each_page(read: Read) -> None:
    paragraph = the(read(f"<p>{LONG}And <span>so</span> <b>it</b> <i>goes</i>.</p>"), "P")
    assert text(paragraph).split() == f"{LONG}And so it goes.".split()
    pages = [mark.page for mark in paragraph.content()]
    assert len(pages) > 1
    assert pages == sorted(set(pages))


def test_a_hyphen_of_a_line_is_a_soft_one(read: Read) -> None:
    body = f'<p style="hyphens: auto; width: 60pt">{LONG}</p>'
    shown = text(the(read(body), "P"))
    assert "\u00ad" in shown
    assert shown.replace("\u00ad", "").split() == LONG.split()


def test_floats_are_read_in_the_order_of_the_source(read: Read) -> None:
    style = ".apart { float: right } .first::first-letter { float: left; font-size: 3em }"
    body = '<p class="first">One <span class="apart">two</span> three <u>four</u> five.</p>'
    assert text(the(read(body, style), "P")).split() == "One two three four five.".split()


def test_the_order_of_a_flex_layout_is_not_that_of_the_tree(read: Read) -> None:
    style = ".row { display: flex } .row p:first-child { order: 2 }"
    tree = read('<div class="row"><p>one</p><p>two</p></div><p>three</p>', style)
    assert [text(node).strip() for node in tree.walk() if node.role == "P"] == [
        "one", "two", "three",
    ]  # fmt: skip


def test_a_group_has_sequences_of_its_own(read: Read) -> None:
    tree = read('<p>one</p><p style="opacity: .5">two <u>three</u></p><p>four</p>')
    assert roles(tree).count("P") == 3


def test_a_list_of_terms_gathers_terms_and_meanings(read: Read) -> None:
    tree = read(
        "<dl><dt>ebb</dt><dt>fall</dt><dd>down</dd><dd>out</dd><dt>flow</dt><dd>in</dd></dl>"
    )
    items = [node for node in tree.walk() if node.role == "LI"]
    assert [[kid.role for kid in item.elements()] for item in items] == [
        ["Lbl", "Lbl", "LBody", "LBody"], ["Lbl", "LBody"],
    ]  # fmt: skip


def test_loose_items_hold_paragraphs(read: Read) -> None:
    body = the(read("<ul><li><p>one</p><p>two</p></li></ul>"), "LBody")
    assert [kid.role for kid in body.elements()] == ["P", "P"]


def test_a_linked_image_is_a_figure_in_a_link(read: Read) -> None:
    drawing = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
    linked = f'<a href="https://example.org/"><img alt="A mark" src="{drawing}"/></a>'
    tree = read(f'<p>{linked} and <img alt="" src="{drawing}"/> end.</p>')
    assert [node.alternative for node in the(tree, "Link").elements()] == ["A mark"]
    assert roles(tree).count("Figure") == 1


def test_empty_cells_keep_their_place(read: Read) -> None:
    body = "<table><tr><td>1</td><td></td><td>3</td></tr></table>"
    assert [text(cell).strip() for cell in the(read(body), "TR").elements()] == ["1", "", "3"]


def test_inner_languages_are_in_the_tree(read: Read) -> None:
    tree = read(
        '<p>the <em lang="la">mare</em> and the <abbr title="low water">LW</abbr></p>'
        '<div lang="de"><p>Meer</p></div><div><p>sea</p></div>'
    )
    languages = [(node.language, text(node)) for node in tree.walk() if node.role in _INLINE_ROLES]
    assert languages == [("la", "mare"), ("", "LW"), ("de", "Meer")]


def test_inline_elements_keep_their_words_and_their_lines(read: Read) -> None:
    tree = read(
        "<p>one<em>two</em> <strong>three <em>four</em></strong> <q>five <kbd>six</kbd></q></p>"
        '<aside class="box">seven</aside><pre><code>eight\n  nine\nten</code></pre>'
        '<p style="position: fixed; top: 0">eleven</p><p style="break-before: page">twelve</p>'
    )
    shown = [(node.role, text(node)) for node in tree.walk() if node.role not in _AROUND]
    assert shown == [
        ("P", "onetwo three four “five six”"), ("Em", "two"), ("Strong", "three four"),
        ("Em", "four"), ("Quote", "“five six”"), ("Code", "six"),
        ("Aside", "seven"), ("P", "seven"), ("CodeBlock", "eight\n  nine\nten"),
        ("Code", "eight\n  nine\nten"), ("P", "eleven"), ("P", "twelve"),
    ]  # fmt: skip


def test_cells_name_their_headers_where_scopes_are_not_enough(read: Read) -> None:
    down, across = '<th scope="col"{}>{}</th>'.format, '<th scope="row">{}</th>'.format
    tree = read(
        "<table><thead><tr>" + down(' rowspan="2"', "Name") + down(' colspan="2"', "Tide")
        + "</tr><tr>" + down("", "Ebb") + down("", "Flow") + "</tr></thead><tbody><tr>"
        + across("A") + "<td>1</td><td>2</td></tr><tr>" + across("") + '<td colspan="2">3</td>'
        "</tr></tbody></table><table><thead><tr>" + down("", "Name") + down("", "Tide")
        + "</tr></thead><tbody><tr><td>4</td><td>5</td></tr></tbody></table>"
    )  # fmt: skip
    cells = [node for node in tree.walk() if node.role in ("TH", "TD")]
    names = {cell.id: text(cell) for cell in cells if cell.id}
    assert list(names.values()) == ["Name", "Tide", "Ebb", "Flow", "A"]
    labelled = [cell for cell in cells if cell.header_ids]
    assert {text(cell): [names[each] for each in cell.header_ids] for cell in labelled} == {
        "Ebb": ["Tide"], "Flow": ["Tide"], "A": ["Name"], "": ["Name"],
        "1": ["Tide", "Ebb", "A"], "2": ["Tide", "Flow", "A"], "3": ["Tide", "Ebb", "Flow"],
    }  # fmt: skip


def test_a_link_of_several_lines_has_one_annotation_unless_others_are_there(
    read: Read, painted: Path
) -> None:
    far = '<a href="https://example.org/">A link that is longer than a line of this small page</a>'
    tree = read(
        f'<p>Words. {far}.</p><p style="height: 40pt"></p>'
        f'<p><a href="https://example.org/">Near</a>. {far}.</p>'
        f'<div style="columns: 2; height: 30pt"><p>{far}.</p></div>'
    )
    links = [node for node in tree.walk() if node.role == "Link"]
    assert [len(link.links) for link in links] == [1, 1, 2, 3]
    with pikepdf.open(next(painted.glob("test_a_link_of*.pdf"))) as pdf:
        first, *others = (note for page in pdf.pages for note in page.Annots)
        left, foot, right, head = map(float, first.Rect)
        areas = [tuple(map(float, first.QuadPoints[at : at + 8])) for at in (0, 8)]
        assert not any("/QuadPoints" in note for note in others)
    (one, two) = areas
    # Upper left, upper right, lower left, lower right of both lines, which fill the rectangle.
    assert one[:4] == (one[0], head, right, head)
    assert one[4:] == (one[0], two[1], right, two[1])
    assert two == (left, one[5], two[2], one[5], left, foot, two[2], foot)
