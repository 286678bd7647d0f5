"""Lines of the text stand on the grid of the page, below whatever is above them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium_c
import pytest

from publish.model.book import Edition
from publish.outputs.pdf.layout.engine.register import Grid
from publish.verification import verify_product
from tests.conftest import MINIMAL
from tests.pdf.conftest import SENTENCE, Pages, make

pytestmark = pytest.mark.slow

_LINE, _SIZE, _FIRST = 15.5, 12, 572.26  # points; the first baseline, from the foot of the page
_MARK = "Level"  # each paragraph that begins with it is tried
_BLOCKS = {
    "a table": "| A | B |\n|:--|--:|\n| a | 1 |\n| b | 2 |\n\nTable: Of two {#tbl-two}",
    "a picture": "![A mast](mast.svg)",
    "a figure": '![A mast](mast.svg "A mast"){#fig-mast}',
    "one line of code": "```text\none\n```",
    "three lines of code": "```text\none\ntwo\nthree\n```",
    "a formula": "$$ a = \\frac{b}{c} $$",
    "a tall formula in a line": "Tall $\\displaystyle\\frac{\\frac{a}{b}}{\\frac{c}{d}}$ it is.",
    "code in a line": "A word of `code` in it.",
    "a list": "- one\n- two",
    "a list of definitions": "Word\n: Its meaning.",
    "a box": "::: note Mind\nA word.\n:::",
    "a sidebar": "::: sidebar Mind\nA word.\n:::",
    "verse": "::: verse\nOne\nTwo\n:::",
    "a quotation with a source": "> Quoted.\n\n{.source}\nSomeone",
    "a heading": "## A heading",
    "a heading below one line of code": "```text\none\n```\n\n## Below one line",
    "a heading below two lines of code": "```text\none\ntwo\n```\n\n## Below two lines",
    "a heading below a wide table": "| A | B |\n|--|--|\n| a | b |\n\n### Below a table",
}
_MAST = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 47" width="90" height="47">
<path d="M45 0v47" stroke="black"/></svg>"""


_ROWS = "| A | B |\n|:--|--:|\n" + "| a | 1 |\n" * 7
_BEGINNINGS = {  # with the words that are on the first line
    "a table": (f"{_ROWS}\nTable: Of two {{#tbl-rows}}", "Table"),
    "a bare table": (_ROWS, "A"),
    "code": ("```text\n" + "one\n" * 8 + "```", "one"),
    "a listing": ('```text {#lst-one caption="Of one"}\n' + "one\n" * 8 + "```", "Listing"),
    "a list": ("- one\n- two", "one"),
    "definitions": ("Word\n: Its meaning.", "Word"),
    "a heading": ("## Heading", "Heading"),
}
_DEPTH = 12 * _LINE  # of the first line of a chapter


def _book(files: dict[str, str], folder: Path) -> Pages:
    book = '[book]\ntitle = "T"\nauthors = ["A"]\nlanguage = "en"\n'
    book += f"[structure]\nbodymatter = {list(files)}\n"
    return make({"book.toml": book, **files, "mast.svg": _MAST}, folder)


@pytest.fixture(scope="module")
def heads(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Chapters that begin with each block, and one in which most pages do."""
    files = {
        f"c{number}.md": f"# Chapter {name}\n\n{block}\n\n{SENTENCE}\n"
        for number, (name, (block, _)) in enumerate(_BEGINNINGS.items())
    }
    blocks = [block for block, _ in _BEGINNINGS.values() if "#" not in block]
    text = "\n\n".join(f"{block}\n\n{SENTENCE * size}" for size in range(1, 12) for block in blocks)
    return _book({**files, "many.md": f"# Many\n\n{text}\n"}, tmp_path_factory.mktemp("heads"))


@pytest.mark.parametrize("name", _BEGINNINGS)
def test_chapters_begin_at_one_height(heads: Pages, name: str) -> None:
    page = [number for number, text in enumerate(heads.texts) if f"Chapter {name}" in text][-1]
    words = _BEGINNINGS[name][1]
    tops = [y for at, text, _, y in _pieces(heads) if at == page and text.strip().startswith(words)]
    below = _LINE / 2 if name == "a heading" else 0
    assert max(tops) == pytest.approx(_FIRST - _DEPTH - below, abs=0.1)


def test_pages_begin_at_one_height_whatever_they_begin_with(heads: Pages) -> None:
    opening = max(number for number, text in enumerate(heads.texts) if "Many\r\n" in text)
    tops: dict[int, float] = {}
    words = set[str]()
    for page, text, _, y in _pieces(heads):
        is_below = y < _FIRST + _LINE / 2  # the running head
        if page > opening and is_below and "harbour" in heads.texts[page]:
            tops[page] = max(y, tops.get(page, 0))
            words |= {text.strip()} if abs(y - _FIRST) < _LINE / 2 else set()
    assert words >= {"A", "one"}
    assert list(tops.values()) == [pytest.approx(_FIRST, abs=0.1)] * len(tops)


@pytest.fixture(scope="module")
def blocks(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    parts = [f"{block}\n\n{_MARK} {name}." for name, block in _BLOCKS.items()]
    text = f"# Blocks\n\n{SENTENCE * 3}\n\n" + f"\n\n{SENTENCE * 2}\n\n".join(parts) + "\n"
    return _book({"a.md": text}, tmp_path_factory.mktemp("blocks"))


def _pieces(pages: Pages) -> Iterator[tuple[int, str, float, float]]:
    """Page, words, size and baseline of each piece of text."""
    for number, page in enumerate(pypdfium2.PdfDocument(pages.content)):
        textpage = page.get_textpage()
        kinds = (pdfium_c.FPDF_PAGEOBJ_TEXT,)
        for each in page.get_objects(filter=kinds, max_depth=8, textpage=textpage):
            size = ctypes.c_float()
            pdfium_c.FPDFTextObj_GetFontSize(each.raw, ctypes.byref(size))
            matrix = each.get_matrix()
            yield number, each.extract(), size.value * abs(matrix.d), matrix.f


def _baselines(pages: Pages) -> list[tuple[str, float]]:
    """Words and baseline of each piece in the size of the text."""
    return [(text, y) for _, text, size, y in _pieces(pages) if abs(size - _SIZE) < 0.05]


def _off(baseline: float) -> float:
    """How far a baseline is from the grid of all pages."""
    excess = (_FIRST - baseline) % _LINE
    return min(excess, _LINE - excess)


@pytest.mark.parametrize("name", _BLOCKS)
def test_the_text_below_is_on_the_grid(blocks: Pages, name: str) -> None:
    marked = [y for text, y in _baselines(blocks) if text.startswith(_MARK)]
    below = dict(zip(_BLOCKS, marked, strict=True))
    assert _off(below[name]) < 0.1


def test_all_lines_of_the_text_are_on_the_grid(blocks: Pages) -> None:
    pieces = [(text, y) for text, y in _baselines(blocks) if "harbour" in text]
    assert len(pieces) > 15
    assert [text for text, y in pieces if _off(y) >= 0.1] == []


def test_the_first_baseline_of_each_page_is_the_same(blocks: Pages) -> None:
    tops: dict[int, float] = {}
    for page, _, _, y in _pieces(blocks):
        if y < _FIRST + _LINE / 2 and "harbour" in blocks.texts[page]:  # below the running head
            tops[page] = max(y, tops.get(page, 0))
    further = list(tops.values())[1:]  # the first page is an opening
    assert len(further) > 2
    assert further == [pytest.approx(_FIRST, abs=0.1)] * len(further)


def test_white_is_below_a_heading_in_the_size_of_the_text(tmp_path: Path) -> None:
    text = f"# Heads\n\n{SENTENCE * 3}\n\n## Below\n\n{_MARK} text.\n"
    edition = Edition("pdf", "pdf", theme="scholarly", trim="Royal")
    pages = make({"book.toml": MINIMAL, "a.md": text}, tmp_path, edition)
    lines = {words.strip(): (size, y) for _, words, size, y in _pieces(pages)}
    (size, heading), (below, text_line) = lines["Below"], lines[f"{_MARK} text."]
    assert size == below
    assert heading - text_line == pytest.approx(1.5 * 15)  # the leading of the theme


@pytest.mark.parametrize(
    ("free", "wanted", "phase", "found"),
    [
        (0, 10, 0, 10),  # on the grid
        (7, 14, 0, 10),  # nearer to the line above, which is free
        (12, 14, 0, 20),  # the line above is not free
        (9, 15, 0, 10),  # half a line gives way
        (9, 16, 0, 20),
        (0, 13, -5, 15),  # so that what follows after half a line is on the grid
    ],
)
def test_the_nearest_line_of_the_grid(
    free: float, wanted: float, phase: float, found: float
) -> None:
    assert Grid(0, 10, 7).nearest(free, wanted, phase) == pytest.approx(found)


def test_links_lead_to_first_lines_that_were_moved(blocks: Pages) -> None:
    assert verify_product(blocks.artifact.path, blocks.book, Edition("pdf", "pdf")) == []
