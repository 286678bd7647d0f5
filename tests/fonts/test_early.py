"""What no font can print is reported when the book has been read, and stops only the PDF."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pypdfium2
import pytest

from publish.diagnostics import ContentError, Report
from publish.pipeline import build
from publish.pipeline.checks import shown_book
from publish.pipeline.selection import load_book
from publish.render.theme import Font, find_font
from tests.conftest import WriteBook
from tests.running import run_context

MANIFEST = """\
[book]
title = "A Book{sign}"
language = "en"

[structure]
bodymatter = ["a.md"]
{edition}
"""
BOX = '[editions.epub]\nformat = "epub"\n[editions.pdf]\nmissing-glyphs = "box"\n'


def manifest(*, sign: str = "", edition: str = "") -> str:
    return MANIFEST.format(sign=sign, edition=edition)


def checked(folder: Path) -> Report:
    report = Report()
    book = load_book(folder, run_context(report))
    for edition in book.editions:
        shown_book(book, edition, report)
    return report


def findings(folder: Path) -> list[tuple[str, str, int]]:
    return [(d.code, Path(d.location.path).name, d.location.line) for d in checked(folder)]


def run(folder: Path, out: Path, *editions: str) -> Report:
    report = Report()
    with contextlib.suppress(ContentError):
        build(folder, editions, out, run_context(report))
    return report


def codes(report: Report) -> list[str]:
    return [diagnostic.code for diagnostic in report.errors]


def test_each_character_is_reported_once_at_its_first_place(write_book: WriteBook) -> None:
    text = "# A 𓀀\n\nAgain 𓀀, and 𓁐.\n\n| 𓂝 | b |\n|---|---|\n| 1 | 𓃀 |\n\nTable: 𓂀\n"
    folder = write_book({"book.toml": manifest(sign="𓄿"), "a.md": text})
    expected = [
        ("book.toml", 2),
        ("book.toml", 2),
        ("a.md", 1),
        ("a.md", 3),
        ("a.md", 5),
        ("a.md", 7),
        ("a.md", 9),
    ]
    assert sorted(findings(folder)) == sorted(("TXT-004", *place) for place in expected)


def test_invisible_characters_need_no_font(write_book: WriteBook) -> None:
    text = (
        "# A\n\nso\u00adft zero\u200bwidth BOM\ufeffinside \u2068iso\u2069 jo\u2060in "
        "c\u034fg ⚠\ufe0e\n"
    )
    folder = write_book({"book.toml": manifest(), "a.md": text})
    assert findings(folder) == []


@pytest.fixture
def without_korean(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(entry: dict[str, str]) -> Font | None:
        return None if entry["package"] == "pylopdf_fonts_ko" else find_font(entry)

    monkeypatch.setattr("publish.render.scripts.find_font", find)
    monkeypatch.setattr("publish.outputs.pdf.checks.characters.find_font", find)


@pytest.mark.slow
@pytest.mark.usefixtures("without_korean")
def test_a_script_without_fonts_stops_only_the_pdf(write_book: WriteBook, tmp_path: Path) -> None:
    text = "# A\n\nPaper\n\nis [책은 하얗다]{lang=ko}, and 책 again.\n"
    folder = write_book({"book.toml": manifest(), "a.md": text})
    out = tmp_path / "out"
    (problem,) = run(folder, out).errors
    assert (problem.code, problem.location.line) == ("TXT-005", 5)
    assert (problem.hint or "").startswith('pip install "publish-book[korean]"; an EPUB needs')
    assert codes(run(folder, out, "epub")) == []
    assert [path.suffix for path in out.iterdir()] == [".epub"]


def test_reading_errors_and_characters_are_reported_together(
    write_book: WriteBook, tmp_path: Path
) -> None:
    folder = write_book({"book.toml": manifest(), "a.md": "# A\n\n𓀀 and [](#nowhere)\n"})
    assert codes(run(folder, tmp_path / "out")) == ["REF-001", "TXT-004"]


@pytest.mark.slow
def test_boxes_are_printed_and_warned_of(write_book: WriteBook, tmp_path: Path) -> None:
    files = {"book.toml": manifest(sign=" 𓀀", edition=BOX), "a.md": "# A 𓁐\n\nA man 𓀀.\n"}
    folder, out = write_book(files), tmp_path / "out"
    report = run(folder, out, "pdf")
    assert codes(report) == []
    assert [d.location.line for d in report.warnings if d.code == "TXT-004"] == [1, 2]
    (book,) = out.iterdir()
    with pypdfium2.PdfDocument(book) as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert "A man □." in text


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ('title = "Men 𓀀"', 2),
        ('title = "A"\nsubtitle = "𓀀"', 3),
        ('title = "A"\npublisher = "𓀀"', 3),
    ],
)
def test_a_cover_with_boxes_is_warned_of(write_book: WriteBook, line: str, place: int) -> None:
    edition = '[editions.epub]\nformat = "epub"\n'
    text = manifest(edition=edition).replace('title = "A Book"', line)
    folder = write_book({"book.toml": text, "a.md": "# A 𓁐\n\nText.\n"})
    assert findings(folder) == [("TXT-004", "book.toml", place)]
    assert [each.message for each in checked(folder).warnings] == [
        "no font has a glyph for 𓀀 (U+13000): the cover has a box instead"
    ]


def test_words_that_no_cover_has_need_no_font(write_book: WriteBook) -> None:
    edition = '[editions.epub]\nformat = "epub"\n'
    text = manifest(sign=" “à”", edition=edition).replace("language", 'rights = "𓀀"\nlanguage')
    assert findings(write_book({"book.toml": text, "a.md": "# A\n\nText.\n"})) == []


def test_boxes_are_for_pages_only(write_book: WriteBook, tmp_path: Path) -> None:
    edition = '[editions.epub]\nformat = "epub"\nmissing-glyphs = "box"\n'
    folder = write_book({"book.toml": manifest(edition=edition), "a.md": "# A\n\nText.\n"})
    assert codes(run(folder, tmp_path / "out")) == ["MAN-033"]


def test_a_package_is_not_imported_for_its_font() -> None:
    entry = {"family": "Symbola", "package": "rinoh_typeface_symbola", "file": "Symbola.ttf"}
    assert find_font(entry) is not None  # its module needs a program that is not installed


@pytest.mark.parametrize("character", "\x0b\x0c\x85\u2028\u2029\ufdd0\U0001ffff")
def test_what_a_line_cannot_contain_is_refused_at_its_place(
    write_book: WriteBook, tmp_path: Path, character: str
) -> None:
    folder = write_book({"book.toml": manifest(), "a.md": f"# A\n\nOne\n\nT{character}wo\n"})
    (problem,) = run(folder, tmp_path / "out").errors
    assert (problem.code, problem.location.line, problem.location.column) == ("TXT-001", 5, 2)


@pytest.mark.parametrize("character", "\x0c\x85\u2028\u2029\ufdd0")
def test_a_reference_to_such_a_character_is_refused(
    write_book: WriteBook, tmp_path: Path, character: str
) -> None:
    folder = write_book({"book.toml": manifest(), "a.md": f"# A\n\nT&#{ord(character)};wo\n"})
    assert codes(run(folder, tmp_path / "out")) == ["TXT-001"]


def test_a_private_use_character_is_reported_before_the_layout(
    write_book: WriteBook, tmp_path: Path
) -> None:
    folder = write_book({"book.toml": manifest(), "a.md": "# A\n\nT\ue000wo\n"})
    (problem,) = run(folder, tmp_path / "out", "pdf").errors
    assert (problem.code, problem.location.line) == ("TXT-006", 3)
