"""A formula is drawn in a size that a page can have, whatever is left empty in it."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from lxml import etree

from publish.outputs.pdf.layout.engine.formula_markup import rewrite
from publish.outputs.pdf.layout.engine.formulas import Drawing
from publish.sources.latex.conversion import convert_formula

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
