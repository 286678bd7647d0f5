"""LaTeX → MathML: golden formulas, what is refused, and hostile formulas."""

from __future__ import annotations

import re
import time
import warnings
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from publish.sources.latex.alphabets import in_alphabet
from publish.sources.latex.conversion import convert_formula
from publish.sources.latex.errors import FormulaError, TooLarge
from publish.sources.latex.grammar import LONGEST
from publish.sources.latex.vocabulary import COMMON
from tests.conftest import Golden

NAMESPACE = ' xmlns="http://www.w3.org/1998/Math/MathML"'
FORMULAS = Path(__file__).parent / "formulas.md"
CASES = re.findall(r"^(.+)\n\.\n(.+)\n\.\n(.+)\n\.\n", FORMULAS.read_text(encoding="utf-8"), re.M)


@pytest.mark.parametrize(("title", "latex", "expected"), CASES, ids=[case[0] for case in CASES])
def test_golden(title: str, latex: str, expected: str, golden: Golden) -> None:
    math = convert_formula(latex, display=True)
    actual = etree.tostring(math[0], encoding="unicode").replace(NAMESPACE, "")
    golden(FORMULAS, f"{latex}\n.\n{expected}\n.\n", f"{latex}\n.\n{actual}\n.\n")
    assert math.get("alttext") == " ".join(latex.split())


def test_there_are_enough_golden_formulas() -> None:
    assert len(CASES) >= 12


def test_limits_of_an_inline_sum_are_next_to_it() -> None:
    assert next(convert_formula(r"\sum_i^n x", display=False).iter("{*}msubsup"), None) is not None


@pytest.mark.parametrize(
    "latex",
    [
        "{" * 2_000 + "}" * 2_000,
        "\\left(" * 500 + "x" + "\\right)" * 500,
        "\\sqrt" * 700 + "x",
        "\\frac" * 700,
        "x^" * 1_500 + "x",
        "\\begin{matrix}" * 200 + "\\end{matrix}" * 200,
        "x" * 10_000_000,
        "\\hat" * 900 + "x",
        "'" * 3_000,
        "\\" * 3_999,
        "\\text{" * 500,
    ],
    ids=lambda latex: latex[:8],
)
def test_hostile_formulas_are_converted_quickly(latex: str) -> None:
    start = time.process_time()
    try:
        math = convert_formula(latex, display=True)
    except FormulaError:
        math = None
    assert time.process_time() - start < 5
    if math is not None:
        etree.fromstring(etree.tostring(math))


def test_too_long() -> None:
    convert_formula("x" * LONGEST, display=True)
    with pytest.raises(TooLarge):
        convert_formula("x" * (LONGEST + 1), display=True)


@pytest.mark.parametrize(
    "macro", r"\newcommand \def \href \class \style \color \unicode \verb \require".split()
)
def test_macros_that_define_load_or_link_are_unknown(macro: str) -> None:
    with pytest.raises(FormulaError):
        convert_formula(f"{macro}{{x}}{{y}}", display=True)


def test_vertical_lines_in_an_array_are_refused() -> None:
    convert_formula(r"\begin{array}{cc} a & b \end{array}", display=True)
    with pytest.raises(FormulaError, match="vertical lines"):
        convert_formula(r"\begin{array}{c|c} a & b \end{array}", display=True)


@pytest.mark.parametrize("latex", [r"\frac x \displaystyle", r"\cfrac x \displaystyle"])
def test_a_change_of_style_is_not_an_argument(latex: str) -> None:
    with pytest.raises(FormulaError, match="lacks an argument"):
        convert_formula(latex, display=True)


def test_every_alphabet_has_all_its_letters() -> None:
    letters = "".join(map(chr, [*range(65, 91), *range(97, 123)]))
    for variant in ("bold", "italic", "double-struck", "script", "fraktur", "monospace"):
        restyled = in_alphabet(letters, variant)
        assert len(set(restyled)) == 52, variant
        assert not set(restyled) & set(letters), variant
    assert in_alphabet("x", "nothing of the kind") == "x"


PARTS = st.sampled_from([*sorted(COMMON), "{", "}", "^", "_", "&", "x", "1", "(", " ", "\\\\"])


@settings(max_examples=200)
@given(st.lists(PARTS, max_size=12).map(" ".join), st.booleans())
def test_every_accepted_formula_can_be_drawn(latex: str, display: bool) -> None:
    from xml.etree import ElementTree

    from publish.outputs.pdf.layout.engine.formulas import draw_formulas

    try:
        math = convert_formula(latex, display=display)
    except FormulaError:
        return
    body = ElementTree.fromstring(f"<p>{etree.tostring(math).decode()}</p>")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        draw_formulas(body)
    assert body[0].get("alt") == math.get("alttext")
    assert "em" in body[0].get("style", "")
