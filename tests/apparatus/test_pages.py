"""Page numbers in print, and the lists and notes of both outputs."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest
from lxml import etree

from publish.model.book import Book
from publish.model.caption import CAPTION_KINDS
from publish.model.language import localized_words
from publish.outputs.pdf.exchange.page_numbers import NumberPlaceholders, PageNumbers
from publish.verification import verify_product
from publish.verification.validators import validate
from tests.apparatus.books import weir
from tests.verify.products import EPUB, PDF, build_epub, build_pdf, settled_folder

pytestmark = [pytest.mark.java, pytest.mark.slow]

ReadFiles = Callable[[Mapping[str, str]], Book]
LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "ru", "zh", "ja", "ar")


def printed(path: Path) -> list[str]:
    """The text of each page, in one line."""
    with pypdfium2.PdfDocument(path) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def documents(path: Path) -> Iterator[tuple[str, etree._Element]]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".xhtml"):
                yield name.removeprefix("EPUB/"), etree.fromstring(archive.read(name))


def page_of(pages: list[str], begin: str) -> str:
    (match,) = [page for page in pages if page.startswith(begin)]
    return match


class TestFolios:
    """Page numbers replace their placeholders."""

    def filled(self, source: str, places: Mapping[str, int], front: int = 0) -> str:
        root = ElementTree.fromstring(source)
        waiting = NumberPlaceholders(root)
        pages = PageNumbers(places, front)
        assert waiting.fill(pages)
        assert not waiting.fill(pages), "a second time nothing changes"
        return "".join(root.itertext())

    def index(self, *locators: tuple[str, str]) -> str:
        links = ", ".join(
            f'<a class="locator" href="#{first}"{f""" data-end="{last}" """ if last else ""}>0</a>'
            for first, last in locators
        )
        places = {f"p{page}": page for page in range(40)}
        return self.filled(f'<p><span class="locators">{links}</span></p>', places, front=10)

    def test_a_reference_to_a_page(self) -> None:
        link = '<p><a>Seite <span data-page="x">000</span></a></p>'
        assert self.filled(link, {"x": 23}, front=10) == "Seite 14"
        assert self.filled(link, {"x": 3}, front=10) == "Seite iv"

    @pytest.mark.parametrize(
        ("locators", "shown"),
        [
            ((("p12", ""), ("p12", "")), "3"),
            ((("p12", ""), ("p14", ""), ("p14", "")), "3, 5"),
            ((("p12", "p16"),), "3–7"),
            ((("p12", "p12"),), "3"),
            ((("p12", "p16"), ("p14", "")), "3–7"),
            ((("p12", ""), ("p12", "p16")), "3–7"),
            ((("p12", ""), ("p13", ""), ("p14", "")), "3, 4, 5"),
            ((("p9", "p10"),), "x–1"),
        ],
    )
    def test_an_entry_of_the_index(self, locators: tuple[tuple[str, str], ...], shown: str) -> None:
        assert self.index(*locators) == shown

    def test_a_missing_anchor_is_recorded(self) -> None:
        waiting = NumberPlaceholders(ElementTree.fromstring('<p><a data-page="gone">0</a></p>'))
        waiting.fill(PageNumbers({}, 0))
        assert list(waiting.missing_anchors) == ["gone"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_names_every_list(language: str) -> None:
    words = localized_words(language)
    assert set(words.lists) == set(words.captions) == set(CAPTION_KINDS)
    if language not in ("en", "fr", "pt", "it"):
        assert not set(localized_words(language).lists.values()) & set(
            localized_words("en").lists.values()
        ) - {"Listings"}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The text of the pages of the book with its notes at their feet."""
    return build(tmp_path_factory.mktemp("foot"), "foot", "en")[1]


class TestPrint:
    def test_pages_of_references_and_index(self, pages: list[str]) -> None:
        assert "told of on page 7," in page_of(pages, "Preface The")
        assert "drawn on page 3, see page xi." in page_of(pages, "Chapter 1 Water Here")
        assert page_of(pages, "Index P").startswith("Index P piles, 3–7 S sluice, xi, 3, 6")

    def test_pages_of_the_author_replace_those_of_the_theme(self, pages: list[str]) -> None:
        starts = [
            "The Weir",
            "",
            "The Weir, by Hand An",
            "Rights All",
            "To the",
            "",
            "Contents Pref",
        ]
        assert [page[: len(start)] for page, start in zip(pages, starts, strict=False)] == starts
        assert "by Hand" not in page_of(pages, "Contents")

    def test_lists(self, pages: list[str]) -> None:
        (shown,) = [page for page in pages if page.startswith("Tables")]
        assert "Table 1. Depths by the month" in shown
        assert shown.index("Tables") < shown.index("Figures") < shown.index("The two boards")


def build(folder: Path, place: str, language: str) -> tuple[Path, list[str]]:
    """Both products of the book, verified; the EPUB and the text of the pages."""
    (folder / "weir").mkdir()
    for name, text in weir(place, language).items():
        (folder / "weir" / name).write_text(text, encoding="utf-8")
    book = settled_folder(folder / "weir")
    epub, pdf = build_epub(book, folder), build_pdf(book, folder)
    diagnostics = [*verify_product(epub, book, EPUB), *verify_product(pdf, book, PDF)]
    assert list(map(str, diagnostics)) == []
    verdicts = [d for verdict in validate([epub, pdf]) for d in verdict.diagnostics()]
    assert list(map(str, verdicts)) == []
    return epub, printed(pdf)


def test_notes_after_the_chapter(tmp_path: Path) -> None:
    epub, pages = build(tmp_path, "chapter", "de")
    (ends,) = [page for page in pages if "once more." in page]
    assert "once more. Anmerkungen 1 Oak, with a link. It has a second paragraph. 2 F" in ends
    assert "Oak" not in page_of(pages, "Kapitel 1 Water Here")
    assert "see Seite 4." in ends
    water = dict(documents(epub))["text/water.xhtml"]
    asides = water.findall(".//{*}section[@class='notes']/{*}aside")
    assert [aside.get("id") for aside in asides] == ["note-water-1", "note-water-2"]


def test_notes_at_the_end_of_the_book(tmp_path: Path) -> None:
    epub, pages = build(tmp_path, "book", "en")
    assert page_of(pages, "Notes Chapter").startswith(
        "Notes Chapter 1. Water 1 Oak, with a link. It has a second paragraph. "
        "2 Felled; see page 4. Chapter 2. Sand 1 Sieved twice."
    )
    pages_of_epub = dict(documents(epub))
    home = pages_of_epub["text/notes.xhtml"]
    heads = home.findall(".//{*}p[@class='notes-chapter']")
    assert [head.text for head in heads] == ["Chapter 1. Water", "Chapter 2. Sand"]
    backs = [a.get("href") for a in home.iterfind(".//{*}a[@class='backlink']")]
    assert [back.rpartition("/")[2] for back in backs if back] == [
        "water.xhtml#call-water-1", "water.xhtml#call-water-2", "sand.xhtml#call-sand-1",
    ]  # fmt: skip
    assert pages_of_epub["text/water.xhtml"].find(".//{*}aside") is None


def test_lists_and_index_of_the_epub(tmp_path: Path, read_files: ReadFiles) -> None:
    files = weir()
    files["sand.md"] += "\nA [pile]{.index}, a [pile]{.index} and a [pile]{.index}.\n"
    made = dict(documents(build_epub(read_files(files), tmp_path)))
    ops = "{http://www.idpf.org/2007/ops}type"
    kinds = [nav.get(ops) for nav in made["nav.xhtml"].iter("{*}nav")]
    assert kinds == ["toc", "lot", "loi", "landmarks"]
    listed = made["list-of-figures.xhtml"].find(".//{*}li/{*}a")
    assert listed is not None
    assert listed.get("href") == "text/water.xhtml#boards"
    assert "".join(listed.itertext()) == "Figure 1. The two boards"
    entries = {
        "".join(li[0].itertext()): ["".join(a.itertext()) for a in li.iter("{*}a")]
        for li in made["text/index.xhtml"].iter("{*}li")
    }
    assert entries["pile"] == ["2"]
    assert "data-end" not in etree.tostring(made["text/index.xhtml"]).decode()


def test_a_page_reference_to_an_anchor_names_its_section_in_the_epub(
    read_files: ReadFiles,
) -> None:
    book = read_files(weir())
    (sand,) = [section for section in book.walk() if section.id == "sand"]
    (link,) = sand.body.iterfind(".//{*}a[@class='xref page']")
    assert "".join(link.itertext()) == "Chapter\u00a02"


def test_a_range_is_placed_where_it_starts(read_files: ReadFiles) -> None:
    text = (
        '# A\n\n[]{index="tide" range="start"} One.\n\n## B\n\n[]{index="tide"} Two.\n\n'
        '## C\n\n[]{index="tide" range="end"} Three.\n'
    )
    manifest = (
        '[book]\ntitle = "A"\nlanguage = "en"\n[structure]\n'
        'bodymatter = ["a.md"]\nbackmatter = [{ role = "index" }]\n'
    )
    book = read_files({"book.toml": manifest, "a.md": text})
    (index,) = [section for section in book.walk() if section.id == "index"]
    assert ["".join(a.itertext()) for a in index.body.iter("{*}a")] == ["1–1.2", "1.1"]
