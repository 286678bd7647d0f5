"""What a standard forbids is refused before a PDF is written, or is printed otherwise."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from publish import pipeline
from publish.diagnostics import ContentError, Report, Severity
from publish.model.book import Book, Edition, Standard
from publish.outputs.pdf.claims.standards import report_cmyk_colours, report_forbidden_text
from publish.outputs.pdf.writer import write_pdf
from publish.sources.files.manuscript_lines import manuscript_lines
from tests.conftest import MINIMAL, InstallTheme, WriteBook
from tests.pdf.test_standards import FILES, settled
from tests.running import run_context

pytestmark = pytest.mark.slow


def violations(book: Book, standard: Standard, file: Path | None = None) -> list[str]:
    report = Report()
    edition = Edition("pdf", "pdf", standard=standard)
    report_forbidden_text(book, edition, manuscript_lines(book.folder), report)
    if file is not None:
        report_cmyk_colours(book, edition, file, "", report)
    return [f"{found.code} {found.message}" for found in report]


def test_a_photograph_in_cmyk_is_printed_in_rgb(write_book: WriteBook) -> None:
    folder = write_book({"a.md": "# A\n\n![A press](press.jpg)\n"})
    Image.new("CMYK", (9, 9)).save(folder / "press.jpg", "JPEG")
    report = Report()
    book = settled(folder)
    made = write_pdf(book, Edition("pdf", "pdf"), folder / "a.pdf", run_context(report))
    assert list(report) == []
    assert violations(book, Standard.UA2, made.path) == []


CMYK = "device-cmyk(0 100% 100% 0)"


@pytest.mark.parametrize(
    ("rule", "fill", "named"),
    [
        (f"h1 {{ background: {CMYK.upper()} }}", "red", ["pdf.css"]),
        ("", CMYK, ["images/a.svg"]),
        (f"@media screen {{ h1 {{ color: {CMYK} }} }}", "red", []),
    ],
)
def test_cmyk_colours_are_refused_where_something_is_painted_in_them(
    write_book: WriteBook,
    tmp_path: Path,
    install_theme: InstallTheme,
    rule: str,
    fill: str,
    named: list[str],
) -> None:
    install_theme("cmyk", rule)
    path = f'<path d="M0 0h9v9z" fill="{fill}"/>'
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{path}</svg>'
    book = settled(write_book({"a.md": "# A\n\n![A roof](a.svg)\n", "a.svg": drawn}))
    report = Report()
    write_pdf(book, Edition("pdf", "pdf", theme="cmyk"), tmp_path / "a.pdf", run_context(report))
    names = ", ".join(f"`{name}`" for name in named)
    assert [found.message.partition(":")[0] for found in report if found.code == "LAY-008"] == (
        [f"CMYK colours in {names}"] * bool(named)
    )


def test_private_use_characters_are_refused_with_their_line(write_book: WriteBook) -> None:
    text = "# A \ue002\n\nFine.\n\nA *sign \ue8bf here*.\n\n![of \ue000](a.svg)\n"
    book = settled(write_book({"a.md": text, "a.svg": FILES["gate.svg"]}))
    report = Report()
    report_forbidden_text(book, Edition("pdf", "pdf"), manuscript_lines(book.folder), report)
    assert [(found.location.line, found.message.split(":")[0]) for found in report] == [
        (1, "the private-use character U+E002"),
        (5, "the private-use character U+E8BF"),
        (7, "the private-use character U+E000"),
    ]
    assert violations(book, Standard.NONE) == []


def test_text_longer_than_a_string_may_be_is_refused(write_book: WriteBook) -> None:
    book = settled(write_book({"a.md": f"# A\n\n[{'word ' * 4000}](https://example.org/a)\n"}))
    (found,) = violations(book, Standard.UA1)
    assert found.startswith("TXT-006 an image or link with more than 16,000 characters")


def test_a_claim_that_needs_the_linker_is_refused_without_it(write_book: WriteBook) -> None:
    book = settled(write_book({"a.md": "# A\n\nText.\n"}))
    report, edition = Report(), Edition("pdf", "pdf", standard=Standard.UA2)
    with pytest.raises(ContentError):
        write_pdf(book, edition, book.folder / "a.pdf", run_context(report), linked=False)
    assert [found.code for found in report] == ["LAY-009"]
    assert not (book.folder / "a.pdf").exists()


@pytest.mark.parametrize(
    ("names", "made", "severity", "lines"),
    [
        ([], ["plain"], Severity.WARNING, [3, 7]),
        (["pdf"], [], Severity.ERROR, [3]),
        (["numbered"], [], Severity.ERROR, [7]),
    ],
)
def test_editions_that_need_no_linker_are_built_without_it(
    write_book: WriteBook, names: list[str], made: list[str], severity: Severity, lines: list[int]
) -> None:
    editions = (
        f'[editions.new]\nformat = "pdf"\nstandard = "{Standard.UA2}"\n[editions.plain]\n'
        '[editions.numbered]\nformat = "epub"\npage-list = "new"\n'
    )
    book = write_book({"a.md": "# A\n\nText.\n", "book.toml": MINIMAL + editions})
    report = Report()
    with suppress(ContentError):
        built = pipeline.build(
            book, names, book.parent / "out", run_context(report, print), linked=False
        )
        assert [artifact.edition for artifact in built] == made
    assert [(each.code, each.severity, each.location.line) for each in report] == [
        ("LAY-009", severity, MINIMAL.count("\n") + line) for line in lines
    ]
    assert len(list((book.parent / "out").glob("*.*"))) == len(made)
