"""The page numbers of the print edition in the EPUB: where markers may be, and that they are where
the pages turn."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from msgspec.structs import replace

from publish.model.book import Book, Edition
from publish.model.word_stream import countable_words, is_section
from publish.outputs.edition_breaks import breaks_in_text_of
from publish.outputs.pagelist import read_breaks
from publish.pipeline import build, load_book
from publish.verification import verify_product
from publish.verification.validators import validate_accessibility, validate_epub
from tests.conftest import WriteBook
from tests.epub.opened import Opened, opened
from tests.running import run_context

pytestmark = pytest.mark.slow

# Long enough for several pages, and with something on each boundary now and then.
_SENTENCES = [
    f"Sentence {number} tells of the tides in harbour {number * 7}, and how the water of "
    f"wharf {number * 3} rose by {number % 9} feet."
    for number in range(160)
]

PROSE = "\n\n".join(" ".join(_SENTENCES[at : at + 5]) for at in range(0, 160, 5))

ROWS = "\n".join(f"| Pier {n} | Ship {n * 3} of line {n} |" for n in range(60))

# Calls so close to each other that every page begins shortly before one.
CALLED = " ".join(f"Each fourth word calls[^{number}]" for number in range(60)) + ".\n\n"

NOTES = "\n".join(f"[^{number}]: Note {number} of many." for number in range(60))

# So are these formulas, whose letters print has as text.
FORMULAS = " ".join(f"Rate {number} is $x_{{{number}}} + 1$ now." for number in range(400))

MANIFEST = """[book]
title = "A Tide Book"
language = "en"

[structure]
frontmatter = ["preface.md"]
bodymatter = ["a.md", "b.md"]

[editions.epub]
format = "epub"
page-list = "print"

[editions.print]
format = "pdf"
trim = "A5"
isbn = "978-3-16-148410-0"
"""

FILES = {
    "book.toml": MANIFEST,
    "preface.md": f"# Preface\n\n{PROSE[:6000]}\n",
    "a.md": f"# Ebb\n\n{PROSE}\n\n## Springs\n\n{PROSE[:4000]}[^n]\n\n[^n]: A note of its own.\n"
    f"\n{CALLED}{NOTES}\n",
    "b.md": f"# Flood\n\n{FORMULAS}\n\n"
    f"| Place | $v_s$ |\n|---|---|\n{ROWS}\n\nTable: Ships\n\n{PROSE[-999:]}\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book, and both its editions in `out` beside it."""
    home = tmp_path_factory.mktemp("printed") / "tides"
    home.mkdir()
    for name, text in FILES.items():
        (home / name).write_text(text, encoding="utf-8")
    build(home, [], home.parent / "out", run_context())
    return home


@pytest.fixture(scope="module")
def made(folder: Path) -> Opened:
    return opened(folder.parent / "out" / "tides.epub")


def test_folios_run_from_roman_to_arabic_in_one_order(made: Opened) -> None:
    query = "//h:nav[@epub:type='page-list']//h:a"
    folios = made.texts("nav.xhtml", query)
    roman = [folio for folio in folios if not folio.isdecimal()]
    arabic = [int(folio) for folio in folios if folio.isdecimal()]
    assert folios == [*roman, *map(str, arabic)]
    assert roman[:2] == ["vii", "viii"]
    assert arabic[:3] == [1, 2, 3]
    assert arabic == sorted(arabic)
    assert len(arabic) > 10
    targets = made.find("toc.ncx", "//ncx:pageTarget")
    assert [target.get("type") for target in targets] == ["front"] * len(roman) + ["normal"] * len(
        arabic
    )
    assert made.texts("toc.ncx", "//ncx:pageTarget/ncx:navLabel") == folios
    links = [link.attrib["href"] for link in made.find("nav.xhtml", query)]
    for link in links:
        page, _, name = link.partition("#")
        (marker,) = made.find(page, f"//h:span[@id='{name}']")
        assert marker.get("role") == "doc-pagebreak"
        assert marker.get("aria-label") == f"page {name.removeprefix('page-')}"


def test_the_package_has_the_page_list(made: Opened) -> None:
    assert made.meta("pageBreakSource") == ["urn:isbn:9783161484100"]
    features = made.meta("schema:accessibilityFeature")
    assert {"pageBreakMarkers", "pageNavigation"} <= set(features)
    assert "page numbers of the print edition" in made.meta("schema:accessibilitySummary")[0]


@pytest.mark.java
@pytest.mark.browser
def test_validators_find_nothing(made: Opened) -> None:
    verdicts = [*validate_epub([made.path]), *validate_accessibility([made.path])]
    assert [d for verdict in verdicts for d in verdict.diagnostics()] == []


def test_alone_it_is_the_same_file(folder: Path, tmp_path: Path) -> None:
    (alone,) = build(folder, ["epub"], tmp_path / "alone", run_context())
    assert [path.name for path in (tmp_path / "alone").glob("[a-z]*")] == ["tides.epub"]
    assert alone.path.read_bytes() == (folder.parent / "out" / "tides.epub").read_bytes()


def test_there_are_no_pages_by_default(write_book: WriteBook, tmp_path: Path) -> None:
    book = write_book({"a.md": "# A\n\nText.\n"})
    (alone,) = build(book, ["epub"], tmp_path / "out", run_context())
    assert opened(alone.path).find("nav.xhtml", "//h:nav[@epub:type='page-list']") == []
    assert opened(alone.path).meta("pageBreakSource") == []


def test_pages_with_one_side_follow_each_other_without_a_gap(tmp_path: Path) -> None:
    home = tmp_path / "tides"
    home.mkdir()
    files = {"preface.md": "# Preface\n\nShort.\n", "a.md": f"# Ebb\n\n{PROSE[:4000]}\n"}
    files |= {"book.toml": MANIFEST + 'sides = "one"\n', "b.md": f"# Flood\n\n{PROSE[-999:]}\n"}
    for name, text in files.items():
        (home / name).write_text(text, encoding="utf-8")
    epub, printed = build(home, [], tmp_path / "out", run_context())
    folios = opened(epub.path).texts("nav.xhtml", "//h:nav[@epub:type='page-list']//h:a")
    assert printed.pages is not None
    last = printed.pages - 5  # title, copyright page, contents and preface; the colophon at the end
    assert folios == ["iv", *map(str, range(1, last + 1))]


def test_each_page_of_text_has_its_place_and_no_blank_one(folder: Path) -> None:
    book = load_book(folder, run_context(), "print")
    breaks = read_breaks(folder.parent / "out" / "tides-print.pdf", book)
    firsts = {each.folio: (each.section, each.words_before) for each in breaks}
    assert firsts["vii"] == ("preface", None)
    assert firsts["1"] == ("a", None)
    words_before = [words for section, words in firsts.values() if section == "preface"]
    assert (words_before[1] or 0) > 100


def test_a_page_that_has_only_links_begins_with_its_first(tmp_path: Path) -> None:
    """Their words may read otherwise in print, so that no word of the book says where it begins."""
    home = tmp_path / "tides"
    home.mkdir()
    links = [f"[Report of {n} tides in the harbour of pier {n * 7}](#a)" for n in range(120)]
    numbered = "\n".join(f"{n}. {link}" for n, link in enumerate(links[:80], 1))
    plain = "\n\n".join(links[80:])
    remarks = "\n".join(f"{n}. {text}" for n, text in enumerate(_SENTENCES[:60], 1))
    files = {
        "book.toml": MANIFEST,
        "preface.md": f"# Sources\n\n{numbered}\n",
        "a.md": f"# Ebb\n\n{PROSE[:900]}\n\n{plain}\n\n{PROSE[900:1800]}\n",
        "b.md": f"# Remarks\n\n{remarks}\n",
    }
    for name, text in files.items():
        (home / name).write_text(text, encoding="utf-8")
    epub, printed = build(home, [], tmp_path / "out", run_context())
    made = opened(epub.path)
    document = pdfium.PdfDocument(printed.path)
    found = 0
    for index, page in enumerate(document):
        folio, text = document.get_page_label(index), page.get_textpage().get_text_range()
        if "Report of" not in text or "Report of 0 " in text or "Sentence" in text:
            continue
        name = "preface" if folio.isalpha() else "a"
        query = f"(//h:span[@id='page-{folio}']/following::h:a[contains(., 'Report')])[1]"
        (first,) = made.texts(f"text/{name}.xhtml", query)
        assert first.split()[2] == text.split("Report of")[1].split()[0]
        found += 1
    document.close()
    assert found > 2


def test_words_of_one_edition_do_not_move_the_places_of_pages(tmp_path: Path) -> None:
    """A page that begins with words of print alone begins with the next ones on a screen."""
    only = {
        "{only=print}\nThe paper is thread-sewn and floats for about four minutes.\n\n": "print",
        "{only=epub}\nThe e-book sinks at once, with all that is written in it.\n\n": "epub",
    }
    sentences = "".join(f"{words}{_SENTENCES[at]}\n\n" for at, words in enumerate([*only] * 60))
    files = {"preface.md": "# Preface\n\nShort.\n", "a.md": f"# Ebb\n\n{sentences}"}
    files |= {"book.toml": MANIFEST, "b.md": "# Flood\n\nShort.\n"}
    home = tmp_path / "tides"
    home.mkdir()
    for name, text in files.items():
        (home / name).write_text(text, encoding="utf-8")
    build(home, [], tmp_path / "out", run_context())
    printed, shown = (load_book(home, run_context(), name) for name in ("print", "epub"))
    breaks = read_breaks(tmp_path / "out" / "tides-print.pdf", printed)
    moved = breaks_in_text_of(shown, printed, breaks)
    assert [each.folio for each in moved] == [each.folio for each in breaks]
    in_print, on_screen = words_of(printed), words_of(shown)
    places = [
        (before.words_before, after.words_before)
        for before, after in zip(breaks, moved, strict=True)
        if before.section == "a" and before.words_before
    ]
    assert len(places) > 5
    assert any(before != after for before, after in places)
    for before, after in places:
        assert number_after(in_print[before or 0 :]) == number_after(on_screen[after or 0 :])


def number_after(words: list[str]) -> str:
    """The number of the next sentence."""
    return words[words.index("Sentence") + 1]


def words_of(book: Book) -> list[str]:
    """The words of the chapter."""
    section = next(each for each in book.walk() if each.id == "a")
    return [word.text for word in countable_words(section.body, is_section)]


Change = Callable[[bytes], bytes]


def moved(text: bytes) -> bytes:
    """The marker of page 3 stands one word later."""
    start = text.index(b'<span class="page" role="doc-pagebreak" id="page-3"')
    end = text.index(b"/>", start) + 2
    word = text.index(b" ", end) + 1
    return text[:start] + text[end:word] + text[start:end] + text[word:]


def swapped(text: bytes) -> bytes:
    return (
        text.replace(b'id="page-3"', b'id="p"')
        .replace(b'id="page-4"', b'id="page-3"')
        .replace(b'id="p"', b'id="page-4"')
    )


def lost(text: bytes) -> bytes:
    start = text.index(b'<span class="page" role="doc-pagebreak" id="page-3"')
    return text[:start] + text[text.index(b"/>", start) + 2 :]


@pytest.mark.parametrize(
    ("member", "change", "expected"),
    [
        ("EPUB/text/a.xhtml", moved, "page 3: first words"),
        ("EPUB/text/a.xhtml", swapped, "the nav: line"),
        ("EPUB/text/a.xhtml", lost, "page 3: marker"),
        ("EPUB/nav.xhtml", lambda text: text.replace(b">3<", b">iii<"), "the nav: line"),
        ("EPUB/toc.ncx", lambda text: text.replace(b"<text>3<", b"<text>4<"), "the NCX: line"),
    ],
)
def test_verification_sees_a_page_that_is_wrong(
    folder: Path, tmp_path: Path, member: str, change: Change, expected: str
) -> None:
    out = folder.parent / "out"
    shutil.copy(out / "tides-print.pdf", tmp_path)
    with zipfile.ZipFile(out / "tides.epub") as right:
        contents = {entry: right.read(entry) for entry in right.namelist()}
    assert change(contents[member]) != contents[member]
    with zipfile.ZipFile(tmp_path / "tides.epub", "w") as wrong:
        for name, content in contents.items():
            wrong.writestr(name, change(content) if name == member else content)
    book = load_book(folder, run_context(), "epub")
    edition = next(each for each in book.editions if each.name == "epub")
    found = [
        d for d in verify_product(tmp_path / "tides.epub", book, edition) if d.code == "VER-011"
    ]
    assert any(expected in diagnostic.message for diagnostic in found), list(map(str, found))
    unlisted: Edition = replace(edition, page_list="")
    assert any(
        "pages" in d.message for d in verify_product(tmp_path / "tides.epub", book, unlisted)
    )
