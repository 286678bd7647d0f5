"""Pages that go on overleaf are full: their gaps are wider, or what was kept together breaks."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium_c
import pytest

from tests.pdf.conftest import SENTENCE, Pages, make

pytestmark = pytest.mark.slow

_LINE, _FOOT = 15.5, 91.8  # points: the leading, and the last baseline above the foot of the sheet
_DEPTHS = range(10)  # lines by which the text of a chapter goes further down its first page
_TABLE = "| A | B |\n|:--|--:|\n" + "".join(f"| row{row} | 1 |\n" for row in range(6))
_WORDS = "one two three four five".split()
_CODE = "\n".join(["```text", *_WORDS, "```"])
_MAST = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 300" width="90" height="300">
<path d="M45 0v300" stroke="black"/></svg>"""
_ABOVE = "This line is above the second heading, and long enough for that."
_GAP = 2.5  # lines from that line to the heading, where nothing was added

Sheet = dict[str, float]  # the words of a page, with their height above the foot of the sheet


def _first_pages(folder: Path, *below: str) -> list[Sheet]:
    """The first pages of chapters with some lines under two headings, and what is below them."""
    return [each for each in _sheets(make(_chapters(*below), folder)) if _ABOVE in each]


def _chapters(*below: str) -> dict[str, str]:
    files = {}
    for depth in _DEPTHS:
        lines = ["Short."] * (3 + depth)
        parts = ["# Chapter", "## First", _ABOVE, "## Second", *lines, *below]
        files[f"c{depth}.md"] = "\n\n".join(parts)
    book = '[book]\ntitle = "T"\nauthors = ["A"]\nlanguage = "en"\n'
    book += f"[structure]\nbodymatter = {list(files)}\n"
    return {"book.toml": book, **files}


def _sheets(pages: Pages) -> list[Sheet]:
    sheets = []
    for page in pypdfium2.PdfDocument(pages.content):
        textpage = page.get_textpage()
        pieces = page.get_objects((pdfium_c.FPDF_PAGEOBJ_TEXT,), max_depth=8, textpage=textpage)
        heights = {each.extract().strip(): each.get_matrix().f for each in pieces}
        sheets.append({words: y for words, y in heights.items() if y > _FOOT - 1})
    return sheets


def _tints(pages: Pages) -> list[list[float]]:
    """How high above the foot of the sheet the tints of each page end."""
    kinds = (pdfium_c.FPDF_PAGEOBJ_PATH,)
    return [
        [shape.get_bounds()[1] for shape in page.get_objects(kinds, max_depth=8)]
        for page in pypdfium2.PdfDocument(pages.content)
    ]


def _end(sheet: Sheet) -> float:
    """How many lines the last one of a page is above the foot of a full page."""
    return (min(sheet.values()) - _FOOT) / _LINE


def _gap(sheet: Sheet) -> float:
    """How many lines the second heading is below the text above it."""
    return (sheet[_ABOVE] - sheet["Second"]) / _LINE


def test_a_gap_above_a_heading_takes_a_line(tmp_path: Path) -> None:
    sheets = _first_pages(tmp_path, "## Third", SENTENCE * 30)
    short = [each for each in sheets if "Third" not in each]
    assert [_end(each) for each in short] == pytest.approx([3, 2, 1], abs=0.05)  # one less each
    assert [_gap(each) for each in short] == pytest.approx([_GAP + 1] * 3, abs=0.05)
    for each in sheets:
        if each not in short:
            assert (_end(each), _gap(each)) == pytest.approx((0, _GAP), abs=0.05)


def test_a_page_that_stays_short_keeps_its_gaps(tmp_path: Path) -> None:
    """A picture that does not fit leaves more lines than the gaps take."""
    (tmp_path / "mast.svg").write_text(_MAST, encoding="utf-8")
    sheets = _first_pages(tmp_path, "![A mast](mast.svg)", SENTENCE)
    assert all(_end(each) > 4 for each in sheets[:4])
    assert [_gap(each) for each in sheets[:4]] == pytest.approx([_GAP] * 4, abs=0.05)


def test_a_short_table_breaks_rather_than_leaves_a_gap(tmp_path: Path) -> None:
    sheets = _first_pages(tmp_path, SENTENCE * 3, _TABLE, SENTENCE * 30)
    rows = [sum(f"row{row}" in each for row in range(6)) for each in sheets]
    assert rows[:5] == [4, 3, 2, 0, 0]  # two rows at the least, none for four lines


def test_a_table_of_five_rows_stays_whole(tmp_path: Path) -> None:
    """The gap that it leaves is less than a quarter of the page."""
    table = _TABLE.replace("| row5 | 1 |\n", "")
    sheets = _sheets(make(_chapters(SENTENCE * 3, table, SENTENCE * 30), tmp_path))
    rows = [sum(f"row{row}" in each for row in range(5)) for each in sheets]
    assert set(rows) == {0, 5}


def test_a_short_listing_breaks_rather_than_leaves_a_gap(tmp_path: Path) -> None:
    sheets = _first_pages(tmp_path, f"{SENTENCE * 2}So:", _CODE, SENTENCE * 30)
    lines = [sum(word in each for word in _WORDS) for each in sheets]
    assert lines[:6] == [5, 5, 5, 3, 3, 0]


def test_a_tint_ends_with_its_lines_and_above_the_foot(tmp_path: Path) -> None:
    """Empty lines of code stay with the one above them, and leave up to three lines to gaps."""
    listing = "\n\n\n\n".join(f"word{number}" for number in range(9))
    pages = make(_chapters(f"```text\n{listing}\n```"), tmp_path)
    moved = 0
    for sheet, tints in zip(_sheets(pages), _tints(pages), strict=True):
        words = [y for word, y in sheet.items() if word.startswith("word")]
        if tints and _ABOVE in sheet and words:
            moved += _gap(sheet) > _GAP + 0.5
            assert min(tints) > _FOOT - _LINE / 2
            assert min(words) - min(tints) < 4 * _LINE
    assert moved > 1


def test_above_notes_both_gaps_of_a_block_are_as_wide(tmp_path: Path) -> None:
    """Paragraphs of three lines, which are not divided, leave one line on half of the pages."""
    paragraphs = f"{SENTENCE * 3}\n\n" * 12
    begins = [f"# Chapter\n\n{'Short. ' * 14 * lines}Above.[^n]" for lines in range(6)]
    files = {
        f"c{number}.md": f"{begin}\n\n> Quoted.\n\nBelow.\n\n{paragraphs}[^n]: Note.\n"
        for number, begin in enumerate(begins)
    }
    book = '[book]\ntitle = "T"\nauthors = ["A"]\nlanguage = "en"\n'
    book += f"[structure]\nbodymatter = {list(files)}\n"
    sheets = _sheets(make({"book.toml": book, **files}, tmp_path))
    gaps = []
    for sheet in sheets:
        if "Quoted." in sheet:
            above = next(y for words, y in sheet.items() if words.endswith("Above."))
            quoted = sheet["Quoted."]
            gaps.append((above - quoted, quoted - sheet["Below."]))
    assert len(gaps) == len(files)
    assert [above for above, _ in gaps] == pytest.approx([below for _, below in gaps], abs=0.1)


def test_a_paragraph_that_goes_on_may_leave_lines_to_gaps(tmp_path: Path) -> None:
    """It keeps five lines for the last page of its chapter, and so leaves some empty."""
    sheets = _first_pages(tmp_path, SENTENCE * 6)
    ends = [_end(each) for each in sheets if _gap(each) > _GAP + 0.5]
    assert ends == pytest.approx([3, 2, 1, 0], abs=0.05)  # one less each
