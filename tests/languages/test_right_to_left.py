"""Right-to-left books and passages: sides of pages, word order, limits of the layout engine."""

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
from publish.verification import verify_product
from publish.verification.pdf.reader.pages import read_pages
from publish.verification.pdf.reader.pdfium_text import PdfiumDocument
from tests.conftest import WriteBook
from tests.languages.conftest import BuildBook, BuiltBook
from tests.running import run_context

pytestmark = pytest.mark.slow

Sample = Callable[[str], BuiltBook]
_MIDDLE = 216.0  # half of the six inches of the trim

MANIFEST = '[book]\ntitle = "A Book"\nlanguage = "{}"\n[structure]\nbodymatter = ["a.md"]\n'


def edges(built: BuiltBook, page: int, text: str) -> tuple[float, float]:
    """The left and right edges of the run with some text on a page, in points."""
    with PdfiumDocument(built.pdf) as document:
        runs = [(run, box) for _, run, box in document.objects(page, ()).texts]
    matches = [box for run, box in runs if text in run]
    assert len(matches) == 1, (text, runs)
    return matches[0][0], matches[0][2]


def first_body_page(built: BuiltBook) -> int:
    with pikepdf.open(built.pdf) as pdf:
        return int(pdf.Root.PageLabels.Nums[2])


def text_edges(built: BuiltBook, page: int) -> tuple[float, float]:
    """The left and right edges of everything printed on a page."""
    with pypdfium2.PdfDocument(built.pdf) as document:
        boxes = [shown.get_bounds() for shown in document[page].get_objects()]
    return min(box[0] for box in boxes), max(box[2] for box in boxes)


def test_rectos_are_left_pages_and_the_binding_is_on_the_right(sample: Sample) -> None:
    built = sample("ar")
    opening = first_body_page(built)
    assert opening % 2 == 0  # counted from 0: the first page is a recto, and so is each opening
    left, right = text_edges(built, opening)
    assert 432 - right < left  # the narrow inner margin is at the right
    left, right = text_edges(built, opening + 1)
    assert left < 432 - right
    with pikepdf.open(built.pdf) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == pikepdf.Name.R2L


def test_left_to_right_books_are_bound_on_the_left(sample: Sample) -> None:
    built = sample("en")
    left, right = text_edges(built, first_body_page(built))
    assert left < 432 - right


def test_the_folio_is_at_the_outer_edge(sample: Sample) -> None:
    built = sample("ar")
    with pypdfium2.PdfDocument(built.pdf) as document:
        page = document[first_body_page(built) + 1]
        heads = [s for s in page.get_objects() if s.get_bounds()[1] > 590]
        textpage = page.get_textpage()
        bounds = {textpage.get_text_bounded(*s.get_bounds()).strip(): s.get_bounds() for s in heads}
    assert bounds["2"][0] > _MIDDLE  # a verso is a right page here


def test_single_sided_running_head_and_folio_are_at_the_line_ends(build_book: BuildBook) -> None:
    editions = '[editions.epub]\nformat = "epub"\n[editions.pdf]\nsides = "one"\n'
    text = "ورق أبيض وحبر أسود " * 400
    built = build_book({"book.toml": MANIFEST.format("ar") + editions, "a.md": f"# أ\n\n{text}\n"})
    opening = first_body_page(built)
    with pypdfium2.PdfDocument(built.pdf) as document:
        for page in (opening + 1, opening + 2):
            left, right = text_edges(built, page)
            assert left == pytest.approx(432 - right, abs=2)
            boxes = [shown.get_bounds() for shown in document[page].get_objects()]
            assert max(box[2] for box in boxes if box[1] > 590) == pytest.approx(right, abs=2)
            assert min(box[0] for box in boxes if box[3] < 71) == pytest.approx(left, abs=2)
    assert verify_product(built.pdf, built.book, built.edition("pdf")) == []


def test_text_reads_in_logical_order(sample: Sample) -> None:
    with pikepdf.open(sample("ar").pdf) as pdf:
        spoken = [
            str(instruction.operands[1]["/ActualText"])
            for page in pdf.pages
            for instruction in pikepdf.parse_content_stream(page, "BDC")
            if "/ActualText" in instruction.operands[1]
        ]
    assert any("«الحبر أسود» في سنة 1998" in text for text in spoken)


def test_the_epub_has_right_to_left_page_progression(sample: Sample) -> None:
    with zipfile.ZipFile(sample("ar").epub) as epub:
        package = epub.read("EPUB/content.opf").decode()
        chapter = epub.read("EPUB/text/a.xhtml").decode()
    assert 'page-progression-direction="rtl"' in package
    assert 'lang="ar" xml:lang="ar" dir="rtl"' in chapter
    assert '<code dir="ltr">' in chapter


def test_indents_and_code_are_on_their_side(build_book: BuildBook) -> None:
    long = "ورق أبيض وحبر أسود " * 12
    files = {"book.toml": MANIFEST.format("ar"), "a.md": f"# أ\n\n{long}\n\n{long}\n\n    x = 1\n"}
    built = build_book(files)
    page = first_body_page(built)
    left, right = text_edges(built, page)
    start, _ = edges(built, page, "x")
    assert start < left + 30
    assert right > start


def layout_errors(folder: Path) -> list[str]:
    """The lines and codes of the layout errors of a book."""
    report = Report()
    book = read_book(folder, run_context(report))
    assert book is not None
    settle(book, run_context(report))
    return [f"{d.location.line} {d.code}" for d in report if d.code.startswith("LAY")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "كلمة See *the كلمة* كلمة"),
        ("ar", "كلمة *كلمة the first* 10^6^ book كلمة"),
        ("en", "See *the الكتاب* هنا now"),
    ],
)
def test_a_phrase_that_ends_in_an_element_is_an_error(
    write_book: WriteBook, language: str, text: str
) -> None:
    files = {"book.toml": MANIFEST.format(language), "a.md": f"# A\n\n{text}\n"}
    assert set(layout_errors(write_book(files))) == {"3 LAY-006"}


def test_an_address_follows_what_it_is_the_address_of(build_book: BuildBook) -> None:
    text = "# كتاب\n\nكلمة Stone - <https://salt.example>\n"
    built = build_book({"book.toml": MANIFEST.format("ar"), "a.md": text})
    page = first_body_page(built)
    address, before = edges(built, page, "example"), edges(built, page, "Stone")
    assert address[1] < before[0] + 1


def test_an_exponent_follows_its_number(build_book: BuildBook) -> None:
    text = "# أ\n\nكان العدد 10^77^ كبيرا.\n"
    built = build_book({"book.toml": MANIFEST.format("ar"), "a.md": text})
    page = first_body_page(built)
    assert edges(built, page, "10")[1] == pytest.approx(edges(built, page, "77")[0], abs=2)


def test_a_note_runs_as_its_text_and_not_as_the_phrase_that_calls_it(build_book: BuildBook) -> None:
    text = "# أ\n\nكلمة See the *first*[^n] book كلمة.\n\n[^n]: كلمة `111` كلمة `222` كلمة.\n"
    built = build_book({"book.toml": MANIFEST.format("ar"), "a.md": text})
    page = first_body_page(built)
    assert edges(built, page, "222")[1] < edges(built, page, "111")[0]
    assert edges(built, page, "See")[1] < edges(built, page, "book")[0]
    assert verify_product(built.pdf, built.book, built.edition("pdf")) == []


LISTINGS = {
    "comments": "// مرحبا\n//العالم",
    "two words": 'greet("مرحبا" + "عالم");',
    "Hebrew": 'greet("שלום", "עולם"); // עולם',
    "a word of each": 'const words = { "שלום": "مرحبا" };',
}


@pytest.mark.parametrize("name", LISTINGS)
def test_the_tokens_of_a_listing_stay_in_order(write_book: WriteBook, name: str) -> None:
    text = f"# A\n\n```js\n{LISTINGS[name]}\n```\n"
    files = {"book.toml": MANIFEST.format("en"), "a.md": text}
    assert not layout_errors(write_book(files))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "كلمة [See the *first* book]{lang=en} كلمة"),
        ("ar", "كلمة See the first book, *كلمة* Latin"),
        ("ar", "كلمة Stone - <https://salt.example/stone>"),
        ("ar", "كلمة Stone: [salt.example](https://salt.example/) كلمة"),
        ("ar", "كلمة Stone, <press@salt.example>"),
        ("en", "See [الكتاب *الأول* هنا]{lang=ar} now"),
        ("en", "See the *first* book and **so** on"),
    ],
)
def test_a_phrase_in_one_span_is_accepted(write_book: WriteBook, language: str, text: str) -> None:
    files = {"book.toml": MANIFEST.format(language), "a.md": f"# A\n\n{text}\n"}
    assert layout_errors(write_book(files)) == []


def test_a_phrase_in_a_span_is_printed_in_order(build_book: BuildBook) -> None:
    text = "# أ\n\nكلمة [See the *first* book]{lang=en} كلمة\n"
    built = build_book({"book.toml": MANIFEST.format("ar"), "a.md": text})
    page = first_body_page(built)
    lefts = [edges(built, page, word)[0] for word in ("See", "first", "book")]
    assert lefts == sorted(lefts)


def test_latin_words_at_the_end_of_a_paragraph_or_before_a_note_stay_in_order(
    build_book: BuildBook,
) -> None:
    text = "# أ\n\nكلمة SIL Open Font License 1.1.\n\nكلمة one two three[^1] كلمة\n\n[^1]: ورق\n"
    built = build_book({"book.toml": MANIFEST.format("ar"), "a.md": text})
    with pikepdf.open(built.pdf) as pdf:
        passages = read_pages(built.pdf, pdf)[first_body_page(built)].passages.values()
    in_one_run = [each.text for each in passages if each.has_one_run]
    for phrase in ("SIL Open Font License 1.1.", "one two three"):  # ordered by UAX 9 there
        assert any(phrase in text for text in in_one_run), in_one_run


def test_latin_words_set_right_to_left_keep_their_full_stop(build_book: BuildBook) -> None:
    text = "# A\n\n{dir=rtl}\nText, and (more) words.\n"
    built = build_book({"book.toml": MANIFEST.format("en"), "a.md": text})
    assert verify_product(built.pdf, built.book, built.edition("pdf")) == []


@pytest.mark.parametrize(
    "words",
    [
        "נייר לבן ו־1998 דיו",
        "ويجف قبل «الظهر» في سنة 1998،",
        "נייר **לבן** `ab` *ו* [the keeper of the light]{lang=en} דיו",
    ],
)
def test_no_line_leaves_the_type_area(build_book: BuildBook, words: str) -> None:
    """Lines of all lengths, so that some are broken after the space at their end."""
    paragraphs = [" ".join(f"{words} {'א' * (n * n % 7)}" for n in range(s, 99)) for s in range(4)]
    text = "# א\n\n" + "\n\n".join(paragraphs)
    for language in ("he", "en"):
        built = build_book({"book.toml": MANIFEST.format(language), "a.md": text})
        assert [str(d) for d in built.report if d.code == "LAY-011"] == []


def test_a_drawing_without_a_size_is_as_wide_as_the_text(build_book: BuildBook) -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"><path d="M0 0h4v1z"/></svg>'
    )
    text = "# أ\n\nورق أبيض وحبر أسود ![ورق](a.svg) وحبر\n"
    built = build_book({"book.toml": MANIFEST.format("ar"), "a.md": text, "a.svg": drawing})
    left, right = text_edges(built, first_body_page(built))
    assert right - left > 200
    assert verify_product(built.pdf, built.book, built.edition("pdf")) == []
