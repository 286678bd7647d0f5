"""Right-to-left books and passages: sides of pages, order of words, what the engine cannot do."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from publish.diagnostics import Report
from publish.sources.spine.folder import read_book
from publish.structure import settle
from publish.verify import verify_product
from publish.verify.pdf.reader.pages import read_pages
from tests.conftest import WriteBook
from tests.languages.conftest import Made, Make

Sample = Callable[[str], Made]
_MIDDLE = 216.0  # half of the six inches of the trim

MANIFEST = '[book]\ntitle = "A Book"\nlanguage = "{}"\n[structure]\nbodymatter = ["a.md"]\n'


def edges(made: Made, page: int, text: str) -> tuple[float, float]:
    """Left and right of the run of text on a page that holds some words, in points."""
    with pikepdf.open(made.pdf) as pdf:
        shown = read_pages(made.pdf, pdf)[page].passages.values()
        runs = [run for each in shown for run in (each.first, each.last) if run is not None]
    found = [run for run in runs if text in run.text]
    assert len(found) == 1, (text, [run.text for run in runs])
    return found[0].left, found[0].right


def first_body_page(made: Made) -> int:
    with pikepdf.open(made.pdf) as pdf:
        return int(pdf.Root.PageLabels.Nums[2])


def text_edges(made: Made, page: int) -> tuple[float, float]:
    """The edges of all that is printed on a page."""
    with pypdfium2.PdfDocument(made.pdf) as document:
        boxes = [shown.get_bounds() for shown in document[page].get_objects()]
    return min(box[0] for box in boxes), max(box[2] for box in boxes)


def test_rectos_are_left_pages_and_the_binding_is_on_the_right(sample: Sample) -> None:
    made = sample("ar")
    opening = first_body_page(made)
    assert opening % 2 == 0  # counted from 0: the first page is a recto, and so is each opening
    left, right = text_edges(made, opening)
    assert 432 - right < left  # the narrow inner margin is at the right
    left, right = text_edges(made, opening + 1)
    assert left < 432 - right
    with pikepdf.open(made.pdf) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == pikepdf.Name.R2L


def test_left_to_right_books_are_bound_on_the_left(sample: Sample) -> None:
    made = sample("en")
    left, right = text_edges(made, first_body_page(made))
    assert left < 432 - right


def test_the_folio_stands_outside(sample: Sample) -> None:
    made = sample("ar")
    with pypdfium2.PdfDocument(made.pdf) as document:
        page = document[first_body_page(made) + 1]
        heads = [s for s in page.get_objects() if s.get_bounds()[1] > 590]
        textpage = page.get_textpage()
        said = {textpage.get_text_bounded(*s.get_bounds()).strip(): s.get_bounds() for s in heads}
    assert said["2"][0] > _MIDDLE  # a verso is a right page here


def test_on_one_side_head_and_folio_stand_at_the_ends_of_their_lines(make: Make) -> None:
    editions = '[editions.epub]\nformat = "epub"\n[editions.pdf]\nsides = "one"\n'
    text = "ورق أبيض وحبر أسود " * 400
    made = make({"book.toml": MANIFEST.format("ar") + editions, "a.md": f"# أ\n\n{text}\n"})
    opening = first_body_page(made)
    with pypdfium2.PdfDocument(made.pdf) as document:
        for page in (opening + 1, opening + 2):
            left, right = text_edges(made, page)
            assert left == pytest.approx(432 - right, abs=2)
            boxes = [shown.get_bounds() for shown in document[page].get_objects()]
            assert max(box[2] for box in boxes if box[1] > 590) == pytest.approx(right, abs=2)
            assert min(box[0] for box in boxes if box[3] < 71) == pytest.approx(left, abs=2)
    assert verify_product(made.pdf, made.book, made.edition("pdf")) == []


def test_text_reads_in_logical_order(sample: Sample) -> None:
    with pikepdf.open(sample("ar").pdf) as pdf:
        spoken = [
            str(instruction.operands[1]["/ActualText"])
            for page in pdf.pages
            for instruction in pikepdf.parse_content_stream(page, "BDC")
            if "/ActualText" in instruction.operands[1]
        ]
    assert any("«الحبر أسود» في سنة 1998" in text for text in spoken)


def test_the_epub_turns_its_pages_the_other_way(sample: Sample) -> None:
    with zipfile.ZipFile(sample("ar").epub) as epub:
        package = epub.read("EPUB/content.opf").decode()
        chapter = epub.read("EPUB/text/a.xhtml").decode()
    assert 'page-progression-direction="rtl"' in package
    assert 'lang="ar" xml:lang="ar" dir="rtl"' in chapter
    assert '<code dir="ltr">' in chapter


def test_indent_and_code_stand_at_their_side(make: Make) -> None:
    long = "ورق أبيض وحبر أسود " * 12
    files = {"book.toml": MANIFEST.format("ar"), "a.md": f"# أ\n\n{long}\n\n{long}\n\n    x = 1\n"}
    made = make(files)
    page = first_body_page(made)
    left, right = text_edges(made, page)
    start, _ = edges(made, page, "x")
    assert start < left + 30
    assert right > start


def crossings(folder: Path) -> list[str]:
    """What is said about a chapter of that text."""
    report = Report()
    book = read_book(folder, report)
    assert book is not None
    settle(book, report)
    return [f"{d.location.line} {d.code}" for d in report if d.code.startswith("LAY")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "كلمة See the *first* book كلمة"),
        ("ar", "كلمة See the first[^1] book كلمة\n\n[^1]: x"),
        ("en", "See الكتاب *الأول* هنا now"),
    ],
)
def test_a_phrase_cut_in_two_is_an_error(write_book: WriteBook, language: str, text: str) -> None:
    files = {"book.toml": MANIFEST.format(language), "a.md": f"# A\n\n{text}\n"}
    assert set(crossings(write_book(files))) == {"3 LAY-006"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "كلمة [See the *first* book]{lang=en} كلمة"),
        ("ar", "كلمة See the first book, *كلمة* Latin"),
        ("en", "See [الكتاب *الأول* هنا]{lang=ar} now"),
        ("en", "See the *first* book and **so** on"),
    ],
)
def test_a_phrase_in_one_span_is_none(write_book: WriteBook, language: str, text: str) -> None:
    files = {"book.toml": MANIFEST.format(language), "a.md": f"# A\n\n{text}\n"}
    assert crossings(write_book(files)) == []


def test_a_phrase_in_a_span_is_printed_in_order(make: Make) -> None:
    text = "# أ\n\nكلمة [See the *first* book]{lang=en} كلمة\n"
    made = make({"book.toml": MANIFEST.format("ar"), "a.md": text})
    page = first_body_page(made)
    places = [edges(made, page, word)[0] for word in ("See", "first", "book")]
    assert places == sorted(places)


def test_latin_words_at_the_end_of_a_paragraph_or_before_a_note_stay_in_order(make: Make) -> None:
    text = "# أ\n\nكلمة SIL Open Font License 1.1.\n\nكلمة one two three[^1] كلمة\n\n[^1]: ورق\n"
    made = make({"book.toml": MANIFEST.format("ar"), "a.md": text})
    page = first_body_page(made)
    for phrase in ("SIL Open Font License 1.1.", "one two three"):
        edges(made, page, phrase)  # in one run, which the engine sets as Unicode asks


def test_latin_words_set_from_right_to_left_read_with_their_stop_behind(make: Make) -> None:
    text = "# A\n\n{dir=rtl}\nText, and (more) words.\n"
    made = make({"book.toml": MANIFEST.format("en"), "a.md": text})
    assert verify_product(made.pdf, made.book, made.edition("pdf")) == []
