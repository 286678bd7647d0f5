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

from publish.sources.latex.conversion import LONGEST, check_macros, convert_formula
from publish.sources.latex.errors import FormulaError, TooLarge, UnknownMacro
from publish.sources.latex.macros import DEFINITIONS
from publish.sources.latex.messages import COMMON
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
    ("latex", "hint"),
    [
        (r"\fracc{1}{2}", r"did you mean `\frac`?"),
        (r"\href{a}{b}", "link"),
        (r"\verb|x|", r"\texttt"),
        (r"\unicode{x}", "math.macros"),
        (r"\mmlToken{a}{b}", "math.macros"),
        (r"x \tag{1}", "{#eq-name}"),
        (r"x \label{a}", "{#eq-name}"),
        (r"as in \eqref{a}", "[](#eq-name)"),
        (r"\color{red} x", "leave it out"),
        (r"\tiny x", "leave it out"),
        (r"\begin{bmatrx} 1 \end{bmatrx}", "did you mean `bmatrix`?"),
        (r"\begin{array}{cc} a & b \\ \hline c & d \end{array}", "without bars"),
    ],
)
def test_unsupported_macros_are_refused_by_name_with_a_way_out(latex: str, hint: str) -> None:
    with pytest.raises(UnknownMacro) as error:
        convert_formula(latex, display=True)
    assert hint in str(error.value.hint)


@pytest.mark.parametrize(
    ("latex", "message"),
    [
        ("{a", "`}` is missing at its end"),
        ("a}", "`}` closes nothing"),
        (r"\left( a", r"`\right` is missing at its end"),
        (r"\begin{matrix} a", r"`\end{...}` is missing at its end"),
        ("x^a^b", "two subscripts or superscripts"),
        ("a & b", "`&` outside an environment"),
        (r"\frac{1}", "lacks what should follow it"),
        (r"\frac x \displaystyle", "lacks an argument"),
        ("a % b", "an unescaped `%`"),
        ("a\\", "ends in a backslash"),
        (r"\limits", r"`\limits` does not follow an operator"),
        (r"\begin{array} a \end{array}", "an `array` without columns"),
        (r"\newcommand{\x}{\x\x} \x", "expands to itself"),
        (r"\begin{array}{c|c} a & b \end{array}", "vertical lines"),
        (" ", "it is empty"),
    ],
)
def test_wrong_formulas(latex: str, message: str) -> None:
    with pytest.raises(FormulaError) as error:
        convert_formula(latex, display=True)
    assert message in str(error.value)


def test_macros_of_the_author() -> None:
    macros = {"E": r"\mathbb{E}", "pair": r"\left( #1, #2 \right)", "EE": r"\E\E"}
    for latex, shown in ((r"\E", "𝔼"), (r"\pair{a}{b}", "(a,b)"), (r"\EE", "𝔼𝔼")):
        assert _text(convert_formula(latex, display=True, macros=macros)) == shown
    assert check_macros(macros) == {}


@pytest.mark.parametrize(
    ("name", "text"),
    [("x y", "a"), ("1", "a"), ("x", r"\frac{"), ("x", r"\unknown"), ("x", r"\x"), ("é", "a")],
)
def test_macros_that_cannot_be_used(name: str, text: str) -> None:
    other = {"good": "a", "bad": r"\nothing"}
    assert set(check_macros({name: text, **other})) == {name, "bad"}


def test_a_macro_of_the_author_replaces_ours() -> None:
    assert _text(convert_formula(r"\R", display=True, macros={"R": "x"})) == "x"


def test_our_own_macros_can_be_used() -> None:
    assert check_macros(DEFINITIONS) == {}


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        (r"\ce{H2O}", "H2O"),
        (r"\ce{SO4^{2-}}", "SO42−"),
        (r"\ce{Na+}", "Na+"),
        (r"\ce{2H2 + O2 -> 2H2O}", "2H2+O2⟶2H2O"),
        (r"\ce{A <=> B}", "A⇌B"),
        (r"\ce{CO2(g)}", "CO2(g)"),
        (r"\ce{CuSO4.5H2O}", "CuSO4⋅5H2O"),
        (r"\ce{N#N}", "N≡N"),
        (r"\num{1234567.5e-3}", "1234567.5×10−3"),
        (r"\unit{\kilo\metre\per\hour}", "kmh−1"),
        (r"\unit{\metre\per\second\squared}", "ms−2"),
        (r"\unit{kg.m/s^2}", "kgms−2"),
        (r"\qty{20}{\celsius}", "20°C"),
        (r"\SI{3}{m}", "3m"),
        (r"\si{\percent}", "%"),
        (r"\ang{10;30;5}", "10°30′5″"),
        (r"\ang{-12.5}", "−12.5°"),
        (r"\numrange{1}{5}", "1–5"),
        (r"\numlist{1;2;3}", "1,2,3"),
        (r"\numproduct{1 x 2}", "1×2"),
        (r"\num{1.2 +- 0.1e3}", "(1.2±0.1)×103"),
        (r"\qtyrange{1}{5}{\metre}", "1m–5m"),
        (r"\SIrange[mode=text]{10}{20}{\celsius}", "10°C–20°C"),
        (r"\qtylist{1;2}{\km}", "1km,2km"),
        (r"\qtyproduct{2 x 3}{m}", "2m×3m"),
        (r"\qty{5 +- 1}{\um}", "(5±1)µm"),
        (r"\unit{\raiseto{4}\metre}", "m4"),
        (r"\unit{\J\per(\mole\kelvin)}", "Jmol−1K−1"),
        (r"\unit{\kilogram\of{water}}", "kgwater"),
        (r"\pu{1.2e3 kJ*mol-1}", "1.2×103kJmol−1"),
        (r"\pu{5 mumol//L}", "5µmolL−1"),
        (r"\pu{25 'C}", "25°C"),
        (r"\ce{BaSO4 v + CO2 ^ + H2O}", "BaSO4↓+CO2↑+H2O"),
        (r"\ce{A ->[\Delta][+ H2O] B <=>> C <--> D}", "A⟶Δ+H2OB⟶←C⇄D"),
        (r"\ce{^14C + NO2^{.-} + 2 e-}", "14C+NO2∙−+2e−"),
        (r"\ce{A\bond{#}B * 12 H2O + n H+}", "A≡B⋅12H2O+nH+"),
        (r"\ce{A <=>[+ B] $\underset{x}{\ce{C v}}$}", "A⇌+BC↓x"),
    ],
)
def test_chemistry_and_units(latex: str, shown: str) -> None:
    assert _text(convert_formula(latex, display=False)) == shown


@pytest.mark.parametrize(
    ("latex", "hint"),
    [
        (r"\unit{\metres}", "did you mean `metre`?"),
        (r"\qty{1}{\furlongs}", "write its symbol"),
        (r"\ce{A\bond{~}B}", "available: `-`, `=`, `#`"),
        (r"\sisetup{locale=DE}", "leave it out"),
        (r"\DeclareSIUnit\foo{foo}", "write the symbol"),
        (r"\chemfig{A-B}", "draw it as a picture"),
    ],
)
def test_units_and_bonds_that_are_not_known_are_refused_by_name(latex: str, hint: str) -> None:
    with pytest.raises(FormulaError) as error:
        convert_formula(latex, display=False)
    assert (error.value.hint or "").startswith(hint)


def test_a_stroke_is_of_its_term_and_no_part_of_it() -> None:
    math = convert_formula(r"\cancel{x} + \xcancel{a + b}", display=False)
    first, second = math.iter("{*}menclose")
    assert first.get("notation") == "updiagonalstrike"
    assert second.get("notation") == "updiagonalstrike downdiagonalstrike"
    assert [_text(node) for node in (first, second)] == ["x", "a+b"]
    assert not [row for row in math.iter("{*}mrow") if row.get("class")]


def test_a_space_after_an_escaped_character_is_kept() -> None:
    (words,) = convert_formula(r"\text{5 \% of it}", display=False).iter("{*}mtext")
    assert (words.text or "").replace("\xa0", " ") == "5 % of it"


def test_the_numbers_of_a_chemical_formula_are_subscripts() -> None:
    math = convert_formula(r"\ce{C2H6}", display=False)
    assert [_text(node[1]) for node in math.iter("{*}msub")] == ["2", "6"]


@pytest.mark.parametrize("name", "align align* split gather multline eqnarray flalign".split())
def test_environments_of_lines_are_set_without_numbers(name: str) -> None:
    lines = r"a = b \\ c = d" if name in ("gather", "multline") else r"a &= b \\ c &= d"
    math = convert_formula(rf"\begin{{{name}}} {lines} \end{{{name}}}", display=True)
    assert len(list(math.iter("{*}mtr"))) == 2
    assert "(1)" not in _text(math)


@pytest.mark.parametrize("latex", [r"a \\ b", r"a &= b \\ c &= d", r"a \newline b", r"a \cr b"])
def test_lines_outside_an_environment(latex: str) -> None:
    math = convert_formula(latex, display=True)
    assert len(list(math.iter("{*}mtr"))) == 2


@pytest.mark.parametrize("name", ["matrix", "pmatrix", "array"])
def test_rows_may_end_as_in_plain_tex(name: str) -> None:
    columns = "{cc}" if name == "array" else ""
    rows = r"a & b \cr c & d \cr \crossed"
    macros = {"crossed": "e"}
    math = convert_formula(
        rf"\begin{{{name}}}{columns} {rows} \end{{{name}}}", display=True, macros=macros
    )
    assert [len(list(row)) for row in math.iter("{*}mtr")][:2] == [2, 2]
    assert _text(math) in ("abcde", "(abcde)")


@pytest.mark.parametrize("macro", ["text", "mbox", "textrm"])
def test_formulas_between_words_of_a_formula(macro: str) -> None:
    math = convert_formula(rf"y \{macro}{{ if $x^2 > 0$ or costs \$5}}", display=True)
    assert _text(math) == "y\u00a0if\u00a0x2>0\u00a0or\u00a0costs\u00a0$5"
    assert len(list(math.iter("{*}msup"))) == 1


def test_a_dollar_without_another_between_words_is_told() -> None:
    with pytest.raises(FormulaError, match="unescaped"):
        convert_formula(r"y \text{ costs $5}", display=True)


def _text(node: etree._Element) -> str:
    return "".join(map(str, node.itertext())).translate(_SPACES)


_SPACES = dict.fromkeys(map(ord, "\u2061\u2062\u2063 \u2009"))


@pytest.mark.parametrize(
    "latex",
    [
        r"\frac12",
        r"\dfrac12",
        r"\sum_{\substack{a\\b}} x",
        r"\text{a \textbf{b}}",
        r"\textit{a}",
        r"\mathcal{L}",
        r"\displaystyle x",
        r"\begin{cases} a \\ b \end{cases}",
    ],
)
def test_the_mathml_is_valid_in_an_epub(latex: str) -> None:
    """MathML 3 has styles on `mstyle` and `mtable` alone, and no HTML in `mtext`."""
    for node in convert_formula(latex, display=True).iter():
        name = etree.QName(node).localname
        assert node.get("scriptlevel") is None or name == "mstyle"
        assert node.get("displaystyle") is None or name in ("mstyle", "mtable")
        assert name != "mtext" or not len(node)


PARTS = st.sampled_from(
    [*(f"\\{name}" for name in COMMON), "{", "}", "^", "_", "&", "x", "1", "(", " ", "\\\\"]
)


@pytest.mark.slow
@settings(max_examples=200)
@given(st.lists(PARTS, max_size=12).map(" ".join), st.booleans())
def test_every_accepted_formula_can_be_drawn(latex: str, display: bool) -> None:
    try:
        math = convert_formula(latex, display=display)
    except FormulaError:
        return
    assert 0 < _height(math) < 50


def _height(math: etree._Element) -> float:
    """The height of the drawing of a formula, in em."""
    from xml.etree import ElementTree

    from publish.outputs.pdf.layout.engine.formulas import draw_formulas

    body = ElementTree.fromstring(f"<p>{etree.tostring(math).decode()}</p>")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        draw_formulas(body)
    assert body[0].get("alt") == math.get("alttext")
    found = re.search(r"height: ([-\d.]+)em", body[0].get("style", ""))
    return float(found[1]) if found else 0


@pytest.mark.parametrize("environment", ["aligned", "matrix", "cases", "gathered", "align*"])
def test_an_empty_row_is_a_blank_line_except_at_the_end(environment: str) -> None:
    texts = [r"a \\ b", r"a \\ b \\", r"a \newline b \newline", r"a \\ \\ b"]
    formulas = [rf"\begin{{{environment}}} {text} \end{{{environment}}}" for text in texts]
    heights = [_height(convert_formula(each, display=True)) for each in formulas]
    assert heights[0] == heights[1] == heights[2] < heights[3] < heights[0] + 3


@pytest.mark.parametrize(
    ("latex", "numbers"),
    [
        ("2,08", ["2,08"]),
        ("2, 08", ["2", "08"]),
        ("x = 12,5, y = 3,25", ["12,5", "3,25"]),
        ("1,2,3", ["1", "2", "3"]),
        ("a_{1,2}", ["1", "2"]),
        (r"\qty{1,5}{m}", ["1,5"]),
    ],
)
def test_a_decimal_comma_where_the_language_has_one(latex: str, numbers: list[str]) -> None:
    math = convert_formula(latex, display=False, decimal_comma=True)
    assert [node.text for node in math.iter("{*}mn")] == numbers
    assert math.get("alttext") == latex


def test_a_decimal_comma_in_words_and_in_bold() -> None:
    math = convert_formula(r"\text{2{,}08 m} = \mathbf{2{,}08}", display=False)
    assert "".join(map(str, math.itertext())) == "2,08\xa0m=𝟐,𝟎𝟖"
