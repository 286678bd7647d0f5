"""A formula is drawn in a size that a page can have, whatever is left empty in it."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from lxml import etree

from publish.model.book import Edition
from publish.render.formula_drawing import Drawing
from publish.render.formula_markup import rewrite
from publish.sources.latex.conversion import convert_formula
from publish.verification.pdf import verify_pdf
from tests.conftest import MINIMAL
from tests.pdf.conftest import make
from tests.running import run_context

EMPTY = (
    r"\notag",
    r"\DeclareMathOperator{\E}{E}",
    "{}",
    r"\text{}",
    r"\displaystyle",
    r"\left.\right.",
    r"\frac{}{}",
    r"\sqrt{}",
    r"\overline{}",
    r"\boxed{}",
    "{}^{}",
    "x^{}",
    r"\begin{matrix}\end{matrix}",
    r"\begin{pmatrix} & 1 \\ \end{pmatrix}",
    r"\phantom{}",
    r"\!",
)


@pytest.mark.parametrize("latex", EMPTY)
@pytest.mark.parametrize("display", [True, False])
def test_what_is_empty_takes_no_room(latex: str, display: bool) -> None:
    math = ElementTree.fromstring(etree.tostring(convert_formula(latex, display=display)))
    rewrite(math)
    drawing = Drawing(math)
    assert 0 < drawing.width < 4
    assert 0 < drawing.height < 4
    assert -2 < drawing.descent < 1


@pytest.mark.parametrize("style", [r"\textstyle", r"\displaystyle", r"\scriptstyle"])
@pytest.mark.parametrize(
    "latex",
    [
        r"\underbrace{x}_{%s a+b}",
        r"\overbrace{x}^{%s ab}",
        r"\frac{%s a+b}{%s c+d}",
        r"x_{%s a+b}^{%s cd}",
        r"\sqrt[3]{%s c+d}",
        r"\sum_{%s a+b}^{%s cd}",
        r"\overset{%s ab}{\rightarrow}",
    ],
)
def test_a_style_is_one_part_of_what_is_around_it(latex: str, style: str) -> None:
    tex = latex.replace("%s", style)
    math = ElementTree.fromstring(etree.tostring(convert_formula(tex, display=True)))
    rewrite(math)
    assert 0 < Drawing(math).width < 5


SPACES = (r"\quad", r"\thinspace", r"\negthinspace", r"\enspace", r"\kern3mu", r"\hspace{1em}")


@pytest.mark.slow
def test_a_book_with_them_is_verified(tmp_path: Path) -> None:
    """And fractions on the first and the last line of a page are no fault."""
    empty = [f"Form ${each}$ here." for each in (*EMPTY, *SPACES)]
    fractions = [rf"A part $\dfrac{{a}}{{b}}$ and $c \over d$.{chr(10)}{n}." for n in range(70)]
    files = {"book.toml": MINIMAL, "a.md": "\n\n".join(("# A", *empty, *fractions)) + "\n"}
    pages = make(files, tmp_path, Edition("pdf", "pdf"))
    assert not pages.report.errors, list(map(str, pages.report))
    path, edition = pages.artifact.path, Edition("pdf", "pdf")
    assert not list(verify_pdf(path, pages.book, edition, run_context()))
