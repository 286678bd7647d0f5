"""The pages as a reader sees them: order, folios, running heads, contents, notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pypdfium2
import pytest

from publish.model.book import Edition, Sides
from publish.render.environment import Renderer
from publish.render.theme import load_theme
from publish.verification import verify_product
from tests.conftest import MINIMAL
from tests.pdf.conftest import RICH, SENTENCE, Pages, make

pytestmark = pytest.mark.slow

SetBook = Callable[[Mapping[str, str]], Pages]
_BOOK_WITH_PARTS = """
[book]
title = "A Yearbook"
language = "en"

[[structure.bodymatter]]
file = "part.md"
role = "part"
sections = ["a.md"]

[[structure.bodymatter]]
title = "Land"
role = "part"
id = "land"
sections = ["b.md"]
"""


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_front_matter_is_in_the_order_of_the_trade(rich: Pages) -> None:
    pages = [lines(text) for text in rich.texts[:11]]
    assert pages[0] == ["Tides & Shores"]
    assert pages[1] == []
    assert pages[2][:3] == ["Tides & Shores", "A Pilot", "A Harbour Office"]
    assert "Version 1.0, March 1, 2026" in pages[3]
    assert pages[4] == ["To those who wait."]
    assert pages[5] == []
    assert pages[6][0] == "Contents"
    assert pages[8][0] == "Preface"


def test_parts_and_chapters_open_on_rectos(rich: Pages) -> None:
    for opening in (
        "Part I\r\nWater",
        "Chapter 1\r\nEbb",
        "Part II\r\nSand",
        "Appendix A\r\nTables",
    ):
        assert rich.page_of(opening) % 2 == 0, opening


def test_a_section_with_its_own_file_continues_on_the_page(rich: Pages) -> None:
    assert rich.page_of("It holds the sand.") == rich.page_of("Sand, and")


def test_the_verso_of_a_part_is_blank(rich: Pages) -> None:
    assert rich.texts[rich.page_of("Part II\r\nSand") + 1].strip() == ""


@pytest.mark.parametrize(
    ("theme", "sides", "heads"),
    [
        ("classic", Sides.TWO, ["", "2 a yearbook", "part i. water 3"]),
        ("classic", Sides.ONE, ["", "part i. water 2", "part i. water 3"]),
        ("novel", Sides.TWO, ["", "a yearbook 2", "a yearbook 3"]),  # in small capitals
    ],
)
def test_a_part_that_goes_on_has_heads_and_folios_from_its_second_page(
    tmp_path: Path, theme: str, sides: Sides, heads: list[str]
) -> None:
    """Also one whose text has a section; the book is verified."""
    text = f"{SENTENCE * 9}\n\n" * 3
    files = {
        "book.toml": _BOOK_WITH_PARTS,
        "part.md": f"# Water\n\n{text}## Salt\n\n{text}",
        "a.md": "# Ebb\n\nIt goes out.\n",
        "b.md": "# Flood\n\nIt comes in.\n",
    }
    edition = Edition("pdf", "pdf", theme=theme, sides=sides)
    pages = make(files, tmp_path, edition)
    first = pages.page_of("Part I\r\nWater")
    is_one_line = theme == "classic" and sides is Sides.TWO
    count = -1 if is_one_line else -2  # of what is painted last
    shown = [" ".join(lines(text)[count:]).lower() for text in pages.texts[first : first + 3]]
    assert [words if words in heads else "" for words in shown] == heads
    assert list(map(str, verify_product(pages.artifact.path, pages.book, edition))) == []


def test_arabic_folios_begin_with_the_body(rich: Pages) -> None:
    first = rich.page_of("Part I\r\nWater")
    assert rich.labels[first] == "1"
    assert rich.labels[first - 1] == "x"
    assert rich.labels[0] == "i"


def margins(text: str) -> str:
    """The running head and the folio, which the engine paints last, in one line."""
    return (lines(text) or [""])[-1]


def test_printed_folios_are_the_page_labels(rich: Pages) -> None:
    printed = 0
    for index, (text, label) in enumerate(zip(rich.texts, rich.labels, strict=True)):
        match = re.match(r"([ivxlc]+|\d{1,3})\b", margins(text))
        if index % 2 == 0:
            match = re.search(r"(?<![\d.])\b([ivxlc]+|\d{1,3})$", margins(text))
        if match:
            printed += 1
            assert label == match[1]
    assert printed > 10


def test_running_heads_name_the_book_left_and_the_chapter_right(rich: Pages) -> None:
    start = rich.page_of("Chapter 1\r\nEbb")
    assert margins(rich.texts[start]) == "3"
    assert margins(rich.texts[start + 1]) == "4 Tides & Shores"
    assert margins(rich.texts[start + 2]) == "Chapter 1. Ebb 5"


def test_contents_give_the_folios_of_their_sections(rich: Pages) -> None:
    folios = {}
    for line in lines(rich.texts[6]):
        if entry := re.fullmatch(r"(.*?)[ .]+([ivx]+|\d+)", line):
            folios[entry[1]] = entry[2]
    expected = {
        "Preface": rich.labels[rich.page_of("Begin at the ebb")],
        "Part I. Water": "1",
        "Chapter 1. Ebb": "3",
        "Chapter 2. Flood": rich.labels[rich.page_of("Chapter 2\r\nFlood")],
        "Chapter 4. Dune": rich.labels[rich.page_of("Sand, and")],
        "Appendix A. Tables": rich.labels[rich.page_of("Appendix A\r\nTables")],
    }
    assert {entry: folios.get(entry) for entry in expected} == expected


def test_every_note_is_on_the_page_of_its_call(rich: Pages) -> None:
    for note in range(24):
        text = rich.texts[rich.page_of(f"sign{note}.")]
        before_the_notes = text[: text.index("Remark number")]
        assert re.search(rf"another\s*\.\s*{note + 1}\b", before_the_notes), note
    assert not [d for d in rich.report if d.code == "LAY-004"]


def test_chapters_without_text_share_a_page(rich: Pages) -> None:
    flood, slack = rich.page_of("Flood\r\nThe source"), rich.page_of("Slack\r\nThe source")
    assert flood == slack


def test_chapters_without_text_open_on_rectos_where_a_variable_says_so(tmp_path: Path) -> None:
    edition = Edition("pdf", "pdf", variables={"missing-chapters": "open"})
    pages = make(RICH, tmp_path / "book", edition)
    assert pages.page_of("Flood\r\nThe source") % 2 == 0
    assert pages.page_of("Slack\r\nThe source") % 2 == 0


def test_the_header_row_of_a_table_is_repeated(rich: Pages) -> None:
    heads = [text for text in rich.texts if "Day Height" in text or "Day\r\nHeight" in text]
    assert len(heads) >= 2


def test_raw_mathml_is_text(set_book: SetBook) -> None:
    pages = set_book({"a.md": "# A\n\n<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>\n"})
    assert any("<mfrac>" in text for text in pages.texts)


def test_no_style_sheet_sets_a_height_on_the_page(rich: Pages) -> None:
    edition = Edition("pdf", "pdf")
    style = Renderer(rich.book, edition, load_theme("classic")).render_style(
        "pdf.css", faces=[], gutter=0
    )
    rules = re.findall(r"^(html|body) \{([^{}]*)\}", style, re.M)
    roots = [body for _, body in rules]
    assert [name for name, _ in rules] == ["html", "body"]
    assert not any(re.search(r"(?<![-\w])(min-|max-)?height\s*:", body) for body in roots)
    # Such a box does not break over pages; key figures stay together.
    flexible = r"^([^{}\n]+) \{[^{}]*display\s*:\s*(?:inline-)?(?:flex|grid)"
    assert re.findall(flexible, style, re.M) == [".key-figures > ul"]


def test_the_trim_is_the_size_of_the_page(tmp_path: Path) -> None:
    edition = Edition("small", "pdf", trim="A5")
    pages = make({"book.toml": MINIMAL, "a.md": "# A\n\nText.\n"}, tmp_path, edition)
    width, height = (float(edge) for edge in pages.pdf.pages[0].MediaBox[2:])
    assert (round(width), round(height)) == (420, 595)


def test_three_lines_of_a_listing_stay_together(set_book: SetBook) -> None:
    code = "".join(f"line {number}\n" for number in range(14))
    listing = f"```\n{code}```\n"
    leads = range(12, 22)
    files = {f"{lead}.md": "# A\n\n" + "Tide.\n\n" * lead + listing for lead in leads}
    names = ", ".join(f'"{name}"' for name in files)
    pages = set_book({"book.toml": MINIMAL.replace('"a.md"', names), **files})
    counts = [text.count("line ") for text in pages.texts if "line " in text]
    assert min(counts) == 3


def test_the_source_of_a_quotation_ends_where_the_quotation_does(set_book: SetBook) -> None:
    quotation = "Walls are read from the top, " * 9
    pages = set_book(
        {"book.toml": MINIMAL, "a.md": f"# A\n\n> {quotation}\n\n{{.source}}\nA mason\n"}
    )
    number = pages.page_of("A mason")
    text = pypdfium2.PdfDocument(pages.content)[number].get_textpage()
    start = text.get_text_range().index("A mason")
    right = text.get_charbox(start + len("A mason") - 1)[2]
    rights = [text.get_charbox(index)[2] for index in range(start)]
    assert abs(max(rights) - right) < 2
