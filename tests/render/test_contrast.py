"""Colours of the themes: each text has enough contrast, by day, by night and on paper."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from publish.diagnostics import ContentError, Report
from publish.model.book import Book, Edition
from publish.outputs.epub import write_epub
from publish.outputs.pdf.writer import write_pdf
from publish.render.contrast import contrast, faint_rules
from publish.render.theme import load_theme
from tests.conftest import WriteBook
from tests.epub.conftest import ReadFiles, cover
from tests.epub.opened import opened
from tests.running import run_context

NIGHT = "@media (prefers-color-scheme: dark) { %s }"


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ((0, 0, 0, 1), (255, 255, 255, 1), 21.0),
        ((255, 255, 255, 1), (255, 255, 255, 1), 1.0),
        # The two greys on either side of the limit on white.
        ((119, 119, 119, 1), (255, 255, 255, 1), 4.48),
        ((118, 118, 118, 1), (255, 255, 255, 1), 4.54),
    ],
)
def test_the_ratio_of_wcag(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float], ratio: float
) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(one, other) == contrast(other, one)


@pytest.mark.parametrize(
    ("css", "faint"),
    [
        ("p { color: #777 }", ["p day", "p night"]),
        ("p { color: #767676 }", ["p night"]),
        ("p { color: #777; font-size: 1.5em }", []),
        ("p { color: #777; font: bold 14pt serif; font-weight: bold }", []),
        ("p { color: #888; background: #fff }", ["p day", "p night"]),
        ("p { color: rgba(0, 0, 0, .4) }", ["p day", "p night"]),
        ("p { opacity: .4 }", ["p day", "p night"]),
        ("p { opacity: .8 }", []),
        ("a { color: inherit }", []),
        ("a { color: #06c }", ["a night"]),
        ("a { color: #06c } " + NIGHT % "a { color: #9cf }", []),
        (NIGHT % ".n { color: #555 }", [".n night"]),
        ("pre { background: #222 }", ["pre day"]),
        (
            ".c { background: #222; color: #eee } .c .k { color: #333 }",
            [".c .k day", ".c .k night"],
        ),
        (".c { background: #222; color: #eee } .c .k { color: #9cf }", []),
        ("figure img { background: #000 }", []),
        ("/* p { color: #999 } */ @page { color: #999 }", []),
        (
            NIGHT % "p { tab-size: 4 }" + "@page { @top-left { color: #767676 } }",
            ["@page @top-left night"],
        ),
    ],
)
def test_faint_rules(css: str, faint: list[str]) -> None:
    assert [f"{rule.selector} {rule.time}" for rule in faint_rules(css, "day", "night")] == faint


def paper_sheets() -> str:
    """The rules of the classic theme for print, without its template expressions."""
    folder = load_theme("classic").folders[0]
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("pdf*.css"))]
    return re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", "x", "\n".join(texts), flags=re.S)


@pytest.mark.parametrize("voice", ["code-day", "code-night", "code-print"])
def test_highlighted_code_of_the_classic_theme(voice: str) -> None:
    colours = load_theme("classic").variables[voice]
    kinds = [kind for kind in colours if kind != "paper"]
    css = f"pre {{ background: {colours['paper']}; color: {colours['ink']} }}"
    css += "".join(
        f".{kind} {{ background: {colours['paper']}; color: {colours[kind]} }}" for kind in kinds
    )
    assert len(kinds) > 5
    assert list(faint_rules(css, "day")) == []


def test_colours_on_paper_of_the_classic_theme() -> None:
    css = paper_sheets()
    assert list(faint_rules(css, "paper")) == []
    faint = faint_rules(css.replace("#555", "#888"), "paper")
    assert [rule.selector for rule in faint] == [".credit"]


def faint_theme(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "publish.outputs.epub.writer._style",
        lambda *_: b"p { color: #999; font-size: 12px } ol { flex-direction: column-reverse }",
    )


CODES = ["ACC-008", "ACC-008", "ACC-010", "ACC-011"]


def test_a_theme_that_is_hard_to_read_is_reported(
    monkeypatch: pytest.MonkeyPatch, read_files: ReadFiles, tmp_path: Path
) -> None:
    faint_theme(monkeypatch)
    report = Report()
    book: Book = read_files({"a.md": "# A\n\nText.\n"})
    write_epub(
        book, Edition("epub", "epub"), tmp_path / "a.epub", run_context(report), cover=cover()
    )
    assert [diagnostic.code for diagnostic in report.warnings if diagnostic.code in CODES][
        -2:
    ] == CODES[-2:]
    assert report.errors == []
    features = opened(tmp_path / "a.epub").meta("schema:accessibilityFeature")
    assert not {"readingOrder", "displayTransformability"} & set(features)


def test_with_a_claim_it_is_an_error(
    monkeypatch: pytest.MonkeyPatch, read_files: ReadFiles, write_book: WriteBook, tmp_path: Path
) -> None:
    faint_theme(monkeypatch)
    report = Report()
    manifest = '[book]\ntitle = "T"\nlanguage = "en"\n[structure]\nbodymatter = ["a.md"]\n'
    claim = '[accessibility]\ncertifier = "The Reading Room"\n'
    book = read_files({"book.toml": manifest + claim, "a.md": "# A\n\nText.\n"})
    with pytest.raises(ContentError):
        write_epub(
            book, Edition("epub", "epub"), tmp_path / "a.epub", run_context(report), cover=cover()
        )
    assert {diagnostic.code for diagnostic in report.errors} == set(CODES)
    assert not (tmp_path / "a.epub").exists()


def test_the_classic_theme_has_no_problem(read_files: ReadFiles, tmp_path: Path) -> None:
    report = Report()
    text = "# A\n\n## B\n\n```python\ndef f(): return 1 # one\n```\n\n| A |\n|---|\n| 1 |\n"
    book = read_files({"a.md": text})
    write_epub(
        book, Edition("epub", "epub"), tmp_path / "a.epub", run_context(report), cover=cover()
    )
    assert [str(diagnostic) for diagnostic in report] == []


class Enough(Exception):
    """Raised instead of a layout."""


def no_layout(*args: Any) -> None:
    """Do what is done in parallel with the layout, and nothing more."""
    *_, while_laying_out, _watch = args
    while_laying_out()
    raise Enough


@pytest.mark.parametrize(
    ("ink", "faint"), [("#999", ["@page text:left @top-left", "p"]), ("#666", [])]
)
def test_faint_print_is_reported(
    ink: str,
    faint: list[str],
    monkeypatch: pytest.MonkeyPatch,
    read_files: ReadFiles,
    tmp_path: Path,
) -> None:
    style = f"p {{ color: {ink} }} @page text:left {{ @top-left {{ color: {ink} }} }}"
    monkeypatch.setattr("publish.outputs.pdf.writer.Renderer.render_style", lambda *_, **__: style)
    monkeypatch.setattr("publish.outputs.pdf.writer.lay_out_linked", no_layout)
    report, book = Report(), read_files({"a.md": "# A\n\nText.\n"})
    with pytest.raises(Enough):
        write_pdf(book, Edition("pdf", "pdf"), tmp_path / "a.pdf", run_context(report))
    problem = "has a contrast of 2.8:1 on paper; 4.5:1 is required"
    assert [(d.code, d.location.path.endswith("/pdf.css"), d.message) for d in report] == [
        ("ACC-008", True, f"`{selector}` {problem}") for selector in faint
    ]
    assert not report.errors
