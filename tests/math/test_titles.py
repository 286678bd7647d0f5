"""Formulas in titles: drawn in headings, and one line of plain characters on other surfaces."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from publish.diagnostics import Report
from publish.model.linear_formula import linear_text
from publish.pipeline import build, load_book
from publish.sources.latex.conversion import convert_formula
from publish.verification.epub import verify_epub
from publish.verification.pdf import verify_pdf
from tests.running import run_context

PLAIN = {
    r"L^p(\mathbb{R})": "L^p(ℝ)",
    r"x^2+y^2=z^2": "x² + y² = z²",
    r"\alpha\to\infty": "α → ∞",
    r"\frac{a+b}{2}": "(a+b)/2",
    r"\frac{\partial f}{\partial x}": "(∂f)/(∂x)",
    r"\sqrt[3]{x+1}": "³√(x + 1)",
    r"x_{ij}^2": "x_(ij)²",
    r"2^{n+1}": "2ⁿ⁺¹",
    r"\sum_{i=1}^n i": "∑_(i=1)ⁿ i",
    r"\lim_{x\to0}f(x)": "lim_(x→0) f(x)",
    r"n\log n": "n log n",
    r"\sin(x)": "sin(x)",
    r"f''(x)": "f″(x)",
    r"-x, y": "−x, y",
    r"f: X \to Y": "f: X → Y",
    r"\{x \mid x > 0\}": "{x | x > 0}",
    r"\ce{H2O}": "H₂O",
    r"\qty{5}{\metre}": "5 m",
    r"\mathbf{x}\cdot\mathfrak{g}": "x · g",
    r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}": "(1, 2; 3, 4)",
    r"\underbrace{a+b}_{n}": "(a + b)_n",
    r"\dot{x}": "ẋ",
    r"a\text{ if }b": "a if b",
}


@pytest.mark.parametrize("latex", PLAIN)
def test_a_formula_has_a_plain_form(latex: str) -> None:
    assert linear_text(convert_formula(latex, display=False)) == PLAIN[latex]


FILES = {
    "book.toml": """
[book]
title = "The number $e^{x}$"
language = "en"
date = 2026-01-01

[structure]
lists = ["tables"]
bodymatter = ["spaces.md", { file = "halves.md", title = "Of $\\\\frac{1}{2}$" }, "alone.md"]
""",
    "spaces.md": r"""# The spaces $L^p(\mathbb{R})$ and *others*

See [](#squares){.full}, [](#tbl).

## Of $x^2$ and $\ce{H2O}$ {#squares}

| a | b |
|---|---|
| 1 | 2 |

Table: Sizes of $\alpha_1$ {#tbl}
""",
    "halves.md": "Text.\n",
    "alone.md": "# $E=mc^2$ {.unnumbered}\n\nText.\n",
}
TITLES = ["The spaces L^p(ℝ) and others", "Of x² and H₂O", "Of 1/2", "E = mc²"]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("titles") / "book"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    report = Report()
    build(folder, [], folder / "out", run_context(report))
    assert [str(d) for d in report] == []
    return folder / "out"


@pytest.mark.slow
def test_navigation_and_headings_of_the_epub(out: Path) -> None:
    with zipfile.ZipFile(out / "book.epub") as book:
        nav = etree.fromstring(book.read("EPUB/nav.xhtml"))
        page = etree.fromstring(book.read("EPUB/text/spaces.xhtml"))
    entries = ["".join(link.itertext()) for link in nav.iter("{*}a")]
    assert [entry for entry in entries if entry.endswith(tuple(TITLES))][:4] == [
        "Chapter 1. The spaces L^p(ℝ) and others",
        "1.1 Of x² and H₂O",
        "Chapter 2. Of 1/2",
        "E = mc²",
    ]
    assert "Table 1. Sizes of α₁" in entries
    heading = page.find(".//{*}h1")
    assert heading is not None
    assert [math.get("alttext") for math in heading.iter("{*}math")] == ["L^p(ℝ)"]
    references = ["".join(link.itertext()) for link in page.iter("{*}a")]
    assert "1.1 Of x² and H₂O" in references


@pytest.mark.slow
def test_bookmarks_and_headings_of_the_pdf(out: Path) -> None:
    with pikepdf.open(out / "book.pdf") as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
        assert [title for title in titles if title.endswith(tuple(TITLES))] == [
            "Chapter 1. The spaces L^p(ℝ) and others",
            "Chapter 2. Of 1/2",
            "E = mc²",
        ]
        alternatives = {str(each.Alt) for each in _formulas(pdf)}
        assert alternatives == {"e^x", "L^p(ℝ)", "x²", "H₂O", "1/2", "E = mc²", r"\alpha_1"}


def _formulas(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    kinds = (each for each in pdf.objects if isinstance(each, pikepdf.Dictionary))
    return [each for each in kinds if each.get("/S") == "/Formula"]


@pytest.mark.slow
def test_verification_reports_another_formula_in_a_heading(out: Path, tmp_path: Path) -> None:
    def squares(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
        return [each for each in _formulas(pdf) if str(each.Alt) == "x²"]

    with pikepdf.open(out / "book.pdf") as pdf:
        for formula in squares(pdf):
            formula.Alt = pikepdf.String("x³")
        pdf.save(tmp_path / "book.pdf")
    assert {"headings", "formulas", "printed contents"} <= _surfaces(out, tmp_path / "book.pdf")


@pytest.mark.slow
def test_verification_reports_another_formula_in_the_epub(out: Path, tmp_path: Path) -> None:
    changed = tmp_path / "book.epub"
    with zipfile.ZipFile(out / "book.epub") as book, zipfile.ZipFile(changed, "w") as other:
        for entry in book.infolist():
            other.writestr(entry, book.read(entry).replace(b'alttext="x\xc2\xb2"', b'alttext="y"'))
    assert _surfaces(out, changed) == {"headings"}


def _surfaces(out: Path, product: Path) -> set[str]:
    kind = product.suffix.removeprefix(".")
    book = load_book(out.parent, run_context(), kind)
    edition = next(each for each in book.editions if each.format == kind)
    verify = verify_pdf if kind == "pdf" else verify_epub
    return {each.surface for each in verify(product, book, edition, run_context())}
