"""The measures of set pages, on pages that were drawn so that their measures are known."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from bench.pages.in_lines import LineMeasures
from bench.pages.in_pages import PageMeasures
from bench.pages.layout import Layout, read_layout
from bench.pages.results import measure, places, table
from bench.pages.run import main
from tests.bench.drawn import Printed, draw, paragraph

# 40 letters fill the measure; a line that lacks n of them has four gaps of 1 + n/4 spaces.
LINE = "abcdefghijkl abcde abcde abcde abcdefghi"
DIVIDED = "abcdefghijkl abcde abcde abcde abcdefgh-"
LAST = "abcdefghijkl abcde."


def lacking(letters: int) -> str:
    return LINE[: len(LINE) - letters]


def text(count: int, at: float, block: str, section: str = "one") -> list[Printed]:
    """A paragraph of so many lines."""
    return paragraph([*[LINE] * (count - 1), LAST], at, block, section)


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """The foot of a recto and the head of the next page."""
    split = paragraph([LINE, DIVIDED, LAST], 18, "f")
    first = [
        *paragraph([*map(lacking, (0, 1, 3, 5)), LAST], 0, "a"),
        *paragraph([LINE, DIVIDED, "def."], 5, "b"),
        *paragraph([LINE, "alone", LINE, "ab"], 8, "c"),
        *paragraph([DIVIDED, DIVIDED, DIVIDED, LAST], 12, "d"),
        *text(2, 16, "e"),
        *split[:2],
    ]
    second = [Printed(split[2].text, 0, "f"), *text(2, 1, "g")]
    return read_layout(draw(tmp_path_factory.mktemp("drawn") / "lines.pdf", [first, second]))


def test_the_setting_is_the_most_common_of_everything(lines: Layout) -> None:
    setting = lines.setting
    found = (setting.face, setting.size, setting.leading, setting.space, setting.head)
    assert found == ("Courier", 10, 15, 6, 40)
    assert setting.frame(0) == (30, 270)


def test_gaps_are_compared_with_the_space_of_the_face(lines: Layout) -> None:
    found = LineMeasures(lines)
    assert [len(found.looser(than)) for than in (1.2, 1.5, 2)] == [3, 2, 1]
    assert [each.text for each in found.looser(2)] == [lacking(5)]
    assert found.tighter(0.9) == []


def test_the_ends_of_lines_are_counted(lines: Layout) -> None:
    found = LineMeasures(lines)
    assert [each.text for each in found.one_word()] == ["alone"]
    assert [each.text for each in found.stubs()] == ["def."]
    assert [each.text for each in found.short_ends()] == ["ab"]
    assert len(found.divided()) == 5
    assert [each.baseline for each in found.ladders()] == [40 + 14 * 15]
    assert [each.page for each in found.divided_at_page_ends()] == [0]


def measures_of(folder: Path, *paragraphs: list[Printed]) -> LineMeasures:
    page = [line for lines in paragraphs for line in lines]
    return LineMeasures(read_layout(draw(folder / "measures.pdf", [page])))


def test_lines_are_compared_with_those_before(tmp_path: Path) -> None:
    texts = [LINE, lacking(5), lacking(4), "abcdefgh", LINE, LAST]
    found = measures_of(tmp_path, paragraph(texts, 0, "a"), paragraph([LINE, LAST], 6, "b"))
    assert [after.text for _, after in found.neighbours] == [lacking(5), lacking(4)]
    assert [line.text for line in found.uneven()] == [lacking(5)]


def test_gaps_below_each_other_are_a_river(tmp_path: Path) -> None:
    other = "abcde abcdefgh abcdef abcdef abcdefghijk"
    found = measures_of(
        tmp_path,
        paragraph([*[LINE] * 4, LAST], 0, "river"),
        paragraph([*[LINE] * 3, LAST], 5, "of three, and a last line"),
        paragraph([LINE, LINE, other, LINE, LINE, LAST], 9, "of two, twice"),
    )
    assert [line.baseline for line in found.rivers()] == [40 + 3 * 15]


def test_punctuation_alone_may_stand_over_the_edge(tmp_path: Path) -> None:
    texts = [LINE, "a" * 40 + "-", "a" * 41, LINE, LAST]
    found = measures_of(tmp_path, paragraph(texts, 0, "a"))
    assert [line.text for line in found.overfull()] == ["a" * 41]


def test_the_paragraphs_of_a_file_without_tags_begin_with_an_indent(tmp_path: Path) -> None:
    first, second = [f"  {lacking(2)}", LINE, DIVIDED], [LAST, f"  {lacking(2)}", LINE, LAST]
    path = draw(tmp_path / "a.pdf", [paragraph(first, 0, "a"), [], paragraph(second, 0, "a")])
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(path)
    layout = read_layout(path)
    assert [[line.page for line in each] for each in layout.paragraphs] == [[0, 0, 0, 2], [2] * 3]
    assert [line.text for line in LineMeasures(layout).divided_at_page_ends()] == [DIVIDED]


def test_only_a_recto_ends_a_leaf(tmp_path: Path) -> None:
    split = paragraph([LINE, DIVIDED, "abcdefghijkl."], 0, "a")
    pages = [text(20, 0, "b"), split[:2], [split[2], *text(4, 3, "c")]]
    found = LineMeasures(read_layout(draw(tmp_path / "verso.pdf", pages)))
    assert len(found.divided_at_page_ends()) == 1
    assert found.divided_at_leaf_ends() == []


def test_a_line_has_its_characters(tmp_path: Path) -> None:
    pages = [paragraph([LINE, lacking(5), LINE, lacking(5), LAST], 0, "a")]
    assert LineMeasures(read_layout(draw(tmp_path / "a.pdf", pages))).characters == 37.5


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    drawn = [
        [Printed("A title", 5, "a", "title")],  # 0
        text(20, 0, "a"),  # 1 and 2 stand level
        text(20, 0, "b"),
        [*text(10, 0, "c"), *text(9, 10.5, "d")],  # 3 and 4 do not
        [Printed("Head", 0, "", role="Artifact"), *text(19, 0.9, "e")],  # of a table
        [Printed("", 1, "figure", role="Figure"), *text(17, 2.5, "f")],  # 5 has a figure
        text(16, 0, "g"),  # four lines are empty
        text(20, 0.2, "h"),  # begins three points lower
        text(3, 0, "i"),  # a tail
        [],
        text(20, 0, "j", "two"),
        [*text(18, 0, "k", "two"), Printed(LINE, 18, "l", "two"), Printed("No", 19, "m", "two")],
        [Printed(LAST, 0, "l", "two"), *text(10, 1, "n", "two")],
    ]
    return read_layout(draw(tmp_path_factory.mktemp("drawn") / "pages.pdf", drawn))


def test_facing_pages_stand_level(pages: Layout) -> None:
    found = PageMeasures(pages)
    assert [(left.number, right.number) for left, right in found.spreads] == [
        (1, 2), (3, 4), (11, 12),
    ]  # fmt: skip
    assert [left.number for left, _ in found.level()] == [1, 11]


def test_pages_are_full_and_begin_at_one_height(pages: Layout) -> None:
    found = PageMeasures(pages)
    assert [page.number for page in found.going_on()] == [1, 2, 3, 4, 5, 6, 7, 10, 11]
    assert [page.number for page in found.off_head()] == [7]
    assert [page.number for page in found.short(3)] == [6]
    assert found.white(pages.pages[6]) == pytest.approx(4.2)


def test_notes_are_at_the_foot_and_the_white_is_above_them(tmp_path: Path) -> None:
    notes = [Printed("A note.", 18, "note", role="Note"), Printed("It ends.", 19, "note")]
    pages = [[*text(14, 0, "a"), *notes], text(20, 0, "b")]
    layout = read_layout(draw(tmp_path / "notes.pdf", pages))
    assert PageMeasures(layout).white(layout.pages[0]) == pytest.approx(3)


def test_pages_with_little_or_nothing_are_counted(pages: Layout) -> None:
    found = PageMeasures(pages)
    assert [page.number for page in found.tails()] == [8]
    assert [page.number for page in found.blanks()] == [9]


def test_a_line_alone_on_its_page_is_counted(pages: Layout) -> None:
    found = PageMeasures(pages)
    assert [(line.page, line.text) for line in found.orphans()] == [(11, LINE)]
    assert [(line.page, line.text) for line in found.widows()] == [(12, LAST)]


def test_the_label_of_a_title_is_a_line_of_its_own(tmp_path: Path) -> None:
    title = [
        Printed("Chapter 1", 0, "h", role="H1", size=12),
        Printed("A title in large type", 2, "h", size=18),
        Printed("2", 1.6, "h", size=9),
    ]
    layout = read_layout(draw(tmp_path / "title.pdf", [[*title, *text(9, 4, "a")]]))
    found = [line.text for line in layout.pages[0].lines[:2]]
    assert found == ["Chapter 1", "A2 title in large type"]  # raised over the first letter


def test_the_results_are_a_table_and_their_places(pages: Layout) -> None:
    measures = measure(pages)
    assert "| spreads of text that stand level to 0.1 pt | 2 of 3 |\n" in table({"a": measures})
    found = list(places(measures))
    after = found.index("\nspreads of text that stand level to 0.1 pt: 2 of 3") + 1
    assert found[after] == "  pages 4 and 5"
    assert "  page 9: abcdefghijkl abcde abcde abcde abcdefghi" in found


def test_the_command_writes_what_it_prints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = draw(tmp_path / "book.pdf", [text(20, 0, "a")])
    results = tmp_path / "PAGES.md"
    assert main([str(book), "--results", str(results)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("| | book |\n|:--|--:|\n| pages | 1 |")
    assert printed.strip() in results.read_text("utf-8")
