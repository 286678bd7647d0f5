"""A theme in the folder of a book: its values and rules are used, and nothing else."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from publish import pipeline
from publish.config import limits
from publish.diagnostics import ContentError, Report
from publish.errors import ExitCode
from publish.render.theme import load_theme
from publish.sources.spine.folder import read_book
from tests.conftest import MINIMAL, WriteBook
from tests.running import run_context

pytestmark = pytest.mark.slow

BOOK = {
    "book.toml": MINIMAL
    + '[editions.epub]\nformat = "epub"\ntheme = "./house"\n'
    + '[editions.pdf]\ntheme = "./house"\nvariables = { paragraphs = "indent" }\n',
    "a.md": "# One\n\nWords.\n",
    "house/theme.toml": '[variables]\nserif = "Literata"\nparagraphs = "space"\n'
    'chart-colours = ["#112233"]\ncode-print = { paper = "#ffffff" }\n',
    "house/pdf.css": "@page { size: 5in 8in }\n",
    "house/epub.css": "h2::after { content: '{{ 6 * 7 }}' }\n",
}


def diagnostics(folder: Path) -> list[str]:
    report = Report()
    read_book(folder, run_context(report))
    return [str(each).partition("\n")[0].replace(f"{folder}/", "") for each in report]


def layout_failure(
    write_book: WriteBook, files: dict[str, str], *, linked: bool
) -> tuple[str, str]:
    """The diagnostic of a book whose layout fails, and its hint."""
    folder, report = write_book({**BOOK, **files}), Report()
    with pytest.raises(ContentError):
        pipeline.build(folder, ["pdf"], folder / "out", run_context(report), linked=linked)
    assert report.exit_code() is ExitCode.LAYOUT
    (diagnostic,) = report
    first, _, _ = str(diagnostic).partition("\n")
    return first.replace(f"{folder}", "book"), diagnostic.hint or ""


def with_sheet(write_book: WriteBook, rules: str) -> list[str]:
    return diagnostics(write_book({**BOOK, "house/pdf.css": rules}))


def test_its_values_and_rules_are_used_in_both_products(
    write_book: WriteBook, tmp_path: Path
) -> None:
    report = Report()
    folder = write_book(BOOK)
    pipeline.build(folder, [], tmp_path / "out", run_context(report))
    assert list(report) == []
    with pikepdf.open(tmp_path / "out" / "book.pdf") as pdf:
        assert [*map(int, pdf.pages[0].MediaBox)] == [0, 0, 360, 576]
        fonts = {str(each.get("/BaseFont", "")) for each in pdf.objects if hasattr(each, "get")}
    assert any("Literata" in name for name in fonts)
    assert not any("Garamond" in name for name in fonts)
    style = zipfile.ZipFile(tmp_path / "out" / "book.epub").read("EPUB/style/book.css").decode()
    assert 'h2::after { content: "{{ 6 * 7 }}"; }' in style  # it is not a template


def test_an_edition_overrides_it(write_book: WriteBook) -> None:
    book = pipeline.load_book(write_book(BOOK), run_context())
    epub, pdf = book.editions
    classic = load_theme("classic").variables
    assert (epub.theme, pdf.theme) == ("classic", "classic")
    assert (epub.variables["paragraphs"], pdf.variables["paragraphs"]) == ("space", "indent")
    assert pdf.variables["chart-colours"] == ["#112233"]
    assert pdf.variables["code-print"] == {**classic["code-print"], "paper": "#ffffff"}


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ('extends = "mine"', "1:1: error MAN-018: there is no theme `mine`"),
        ('extends = "../classic"', "1:1: error MAN-018: there is no theme `../classic`"),
        ("variables = { serf = 'x' }", "1:15: error MAN-019: the theme `classic` has no variable"),
        ("variables = { serif = 'Arial' }", "1:15: error MAN-019: the theme `classic` has no fon"),
        ("variables = { serif = ['Literata'] }", "1:15: error MAN-019: `serif` must be a string"),
        ("variables = { chart-colours = [] }", "1:15: error MAN-019: `chart-colours` must be an"),
        ("variables = { chart-ink = 'url(x)' }", "1:15: error MAN-019: the value of `chart-ink`"),
        ("variables = { chart-colours = [';'] }", "1:15: error MAN-019: the value of `chart-co"),
        ("variables = { code-day = { x = '' } }", "1:15: error MAN-019: `code-day` has no `x`"),
        ("[[fonts]]\npackage = 'os'", "1:1: error MAN-005: unknown key `fonts`"),
        ("extends = ", "1: error MAN-004: invalid TOML"),
        ("#" * (limits.MANIFEST_BYTES + 1), " error MAN-002: the file is larger than"),
    ],
    ids=lambda text: text[:24],
)
def test_wrong_values(write_book: WriteBook, values: str, message: str) -> None:
    lines = diagnostics(write_book({**BOOK, "house/theme.toml": values}))
    assert lines, values
    assert lines[0].removeprefix("house/theme.toml:").startswith(message)


REFUSED = [
    "@import 'a.css';",
    "@IMPORT url(http://127.0.0.1/a);",
    "@font-face { font-family: x }",
    "p { background: url(a.png) }",
    "p { background: URL( 'file:///etc/passwd' ) }",
    "p { background: u\\72l('a') }",
    "p { background: image-set('a.png' 1x) }",
    "p::before { content: target-counter(attr(href), page) }",
    "@page { @top-left { content: counter(page) } }",
    ":root { --a: 1 }",
    "p { color: var(--a) }",
    "p { background: repeating-linear-gradient(red, blue 1px) }",
    "p { width: calc(1px * 2) }",
    "p { columns: 5001 }",
    "@page { size: 70in }",
    "p { border: 0.01pt dotted }",
    "p { width: 1e400px }",
    "p { color: 'red\n }",
    "}",
    "p",
    "p { a: " + "(" * limits.STYLE_NESTING,
    "p {} " * (limits.STYLE_RULES + 1),
    "(" * limits.STYLE_CHARACTERS,
    " " * (limits.STYLE_CHARACTERS + 1),
]


@pytest.mark.parametrize("rules", REFUSED, ids=lambda rules: rules[:24])
def test_rules_that_are_refused(write_book: WriteBook, rules: str) -> None:
    (line,) = with_sheet(write_book, f"/* Ours. */\n{rules}")
    assert line.startswith("house/pdf.css:")
    assert "error RES-012: " in line


@pytest.mark.parametrize(
    "rules",
    [
        "@page :left { margin: 1in; @top-right { color: #333 } } @media print { p { color: red } }",
        "h1 > .title:not(.x), p:nth-child(2n+1)::first-line { font: 700 1.2em/1.3 'Literata' }",
        "/* url(a.png) */ p::before { content: '@import url(a)' }",
        "p { color: rgb(1 2 3 / 50%); letter-spacing: -0.02em; margin: 0 -3pt }",
        "",
    ],
)
def test_rules_that_are_accepted(write_book: WriteBook, rules: str) -> None:
    assert with_sheet(write_book, rules) == []


def outside(folder: Path) -> None:
    (folder / "house" / "pdf.css").unlink()
    (folder.parent / "secret.css").write_text("p { color: red }", "utf-8")
    (folder / "house" / "pdf.css").symlink_to(folder.parent / "secret.css")


def dangling(folder: Path) -> None:
    (folder / "house" / "cover.css").symlink_to("nowhere.css")


def pipe(folder: Path) -> None:
    os.mkfifo(folder / "house" / "cover.css")


def moved(folder: Path) -> None:
    (folder / "house").rename(folder.parent / "house")
    (folder / "house").symlink_to(folder.parent / "house")


def upwards(folder: Path) -> None:
    (folder / "house").rename(folder.parent / "house")
    manifest = (folder / "book.toml").read_text("utf-8")
    (folder / "book.toml").write_text(manifest.replace("./house", "./../house"), "utf-8")


def absent(folder: Path) -> None:
    (folder / "house" / "theme.toml").unlink()


def encoded(folder: Path) -> None:
    (folder / "house" / "pdf.css").write_bytes(b"p { color: red } /* \xff */")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (outside, "RES-004"),
        (dangling, "RES-001"),
        (pipe, "RES-002"),
        (moved, "RES-004"),
        (upwards, "RES-004"),
        (absent, "RES-001"),
        (encoded, "MAN-003"),
    ],
)
def test_files_that_are_refused(
    write_book: WriteBook, change: Callable[[Path], None], code: str
) -> None:
    folder = write_book(BOOK)
    change(folder)
    lines = diagnostics(folder)
    assert lines, code
    assert all(f" error {code}: " in line for line in lines), lines


@pytest.mark.parametrize(("size", "linked"), [("2em", True), ("50%", False)])
def test_sizes_that_multiply(write_book: WriteBook, size: str, *, linked: bool) -> None:
    items = "".join(f"{'  ' * level}- item\n" for level in range(12))
    files = {"a.md": f"# One\n\n{items}", "house/pdf.css": f"p {{}}\nli {{ font-size: {size} }}\n"}
    message, hint = layout_failure(write_book, files, linked=linked)
    assert message.startswith("book/house/pdf.css:2: error LAY-010: the layout ")
    assert "in `<li>` “item”" in message
    assert "1 to 1,000 points" in hint


def test_a_layout_that_does_not_end_is_reported(
    write_book: WriteBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("publish.outputs.pdf.linked.TIME_LIMIT", 0.5)
    text = "# One\n\n" + ("Some words here and there. " * 400 + "\n\n") * 8
    files = {"a.md": text, "house/pdf.css": "p { font-size: 90pt }\n"}
    message, hint = layout_failure(write_book, files, linked=True)
    assert "error LAY-010: the layout of “" in message
    assert message.endswith("it did not end within 0.5 seconds")
    assert "--no-link" in hint


def test_sizes_that_multiply_on_the_cover(write_book: WriteBook) -> None:
    folder = write_book({**BOOK, "house/cover.css": "* { font-size: 9em !important }\n"})
    message = r"house/cover\.css:1: error LAY-010: the layout of the cover failed: type of [0-9,]+"
    for editions in (["epub"], ["pdf", "epub"]):  # in this process, and next to another
        with pytest.raises(ContentError, match=message):
            pipeline.build(folder, editions, folder / "out", run_context())


@pytest.mark.parametrize(
    ("linked", "place", "way_out"),
    [(True, "book/a.md:1", "--no-link"), (False, "book", "names the")],
)
def test_an_engine_failure_is_reported_with_its_place(
    write_book: WriteBook, linked: bool, place: str, way_out: str
) -> None:
    files = {
        "a.md": "# One\n\nWords.[^a]\n\n[^a]: A note at the foot.\n",
        "house/pdf.css": "p { columns: 2; float: footnote }\n",  # without end
    }
    message, hint = layout_failure(write_book, files, linked=linked)
    assert message.startswith(f"{place}: error LAY-010: the layout ")
    assert "RecursionError" in message
    assert ", at `<" in message
    assert way_out in hint
