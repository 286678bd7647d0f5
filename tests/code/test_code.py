"""Code: its text is unchanged, its colours are legible, its excerpts are those requested."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.diagnostics import Report
from publish.model.book import Book
from publish.render.theme import load_theme
from publish.sources.code import excerpts, highlighting
from publish.sources.code.excerpts import ExcerptError
from publish.sources.spine.folder import read_book
from tests.conftest import MINIMAL
from tests.running import run_context

ROOT = Path(__file__).parents[2]
LANGUAGES = "python toml html css javascript console diff json c rust bash text nothing".split()


@settings(max_examples=300)
@given(st.text(alphabet="ab \t\n#\"'<>/={}0$-\u2028\x85é", max_size=80), st.sampled_from(LANGUAGES))
def test_no_character_is_lost_or_changed(text: str, language: str) -> None:
    lines = highlighting.highlight(text, language)
    assert "".join(piece for line in lines for _, piece in line) == text
    for line in lines[:-1]:
        assert "".join(piece for _, piece in line).count("\n") == 1


def test_tokens_by_kind() -> None:
    (line,) = highlighting.highlight('if x == "a":  # why', "python")
    assert line == [
        ("keyword", "if"),
        ("", " x == "),
        ("string", '"a"'),
        ("", ":  "),
        ("comment", "# why"),
    ]


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2, 1.4.3)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_correctly() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


DARK = "@media (prefers-color-scheme: dark) {"


def _rules(css: str) -> list[tuple[str, str]]:
    return re.findall(r"([^{}]+)\{([^{}]*)\}", css)


@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
def test_every_colour_of_code_is_legible_in_the_e_book(
    night: bool, read_files: Callable[[Mapping[str, str]], Book], tmp_path: Path
) -> None:
    from publish.model.book import Edition
    from publish.render.environment import Renderer

    book = read_files({"a.md": "# A\n\n```python\nx = 1\n```\n"})
    css = Renderer(book, Edition("epub", "epub"), load_theme("classic")).render_style(
        "epub.css", faces=[]
    )
    day, dark = css[css.index("pre.code { background:") :].split(DARK, 1)
    part = _rules(dark.partition("\n}")[0] if night else day)
    (ground,) = [c for _, body in part for c in re.findall(r"background: (#\w+)", body)]
    colours = [
        (name, colour)
        for name, body in part
        for colour in re.findall(r"(?<![-\w])color: (#\w+)", body)
    ]
    assert {kind for name, _ in colours for kind in re.findall(r"\.code \.(\w+)", name)} == set(
        highlighting.KINDS
    )
    for name, colour in colours:
        assert contrast(colour, ground) >= 4.5, (name, colour, ground)


def test_every_colour_of_code_is_legible_in_print() -> None:
    colours = dict(load_theme("classic").variables["code-print"])
    ground = colours.pop("paper")
    for name, colour in colours.items():
        assert contrast(colour, ground) >= 4.5, name


SOURCE = """\
import sys

// region outer
one
/* region inner */
two
/* endregion */
three
// endregion

<!-- #region html -->
<p/>
<!-- #endregion -->
"""


@pytest.mark.parametrize(
    ("name", "text", "start"),
    [("outer", "one\ntwo\nthree\n", 4), ("inner", "two\n", 6), ("html", "<p/>\n", 12)],
)
def test_a_region_is_the_text_between_its_marks(name: str, text: str, start: int) -> None:
    assert excerpts.region(SOURCE, name) == excerpts.Excerpt(text, start)


def test_a_range_of_lines() -> None:
    assert excerpts.line_range(SOURCE, "4").text == "one\n"
    assert excerpts.line_range(SOURCE, "4-6").text == "one\n/* region inner */\ntwo\n"
    for wrong in ("0", "6-4", "1-99", "x", "-1", "1-", ""):
        with pytest.raises(ExcerptError):
            excerpts.line_range(SOURCE, wrong)


def test_a_hostile_file_is_searched_quickly() -> None:
    start = time.process_time()
    for line in (" " * 200_000, "/" * 200_000, "/ " * 100_000, "region" * 30_000):
        with pytest.raises(ExcerptError):
            excerpts.region(f"{line}\n", "name")
    assert time.process_time() - start < 5


def test_an_excerpt_is_unchanged_and_has_the_line_numbers_of_the_file(
    read_files: Callable[[Mapping[str, str]], Book],
) -> None:
    book = read_files(
        {
            "text/a.md": '# A\n\n```python {file="../src/x.py" region="f" .numbered}\n```\n',
            "src/x.py": "a\n# region f\ndef f():\n\treturn '--'  # \"…\"\n# endregion\n",
            "book.toml": MINIMAL.replace("a.md", "text/a.md"),
        }
    )
    (code,) = book.sections[0].body.iter("{*}code")
    assert "".join(code.itertext()) == "def f():\n\treturn '--'  # \"…\"\n"
    assert code[0].get("data-number") == "3"


def test_a_class_is_the_language_of_code_that_names_none(
    read_files: Callable[[Mapping[str, str]], Book],
) -> None:
    fences = ("{.python}", " {.python .numbered}", "{.numbered}", "text {.python}", "{#x .house}")
    text = "".join(f"```{fence}\nx = 1\n```\n\n" for fence in fences)
    (section,) = read_files({"a.md": f"# A\n\n{text}"}).sections
    blocks = [(pre.get("class"), pre[0].get("class")) for pre in section.body.iter("{*}pre")]
    assert blocks == [
        ("code", "language-python"),
        ("code numbered", "language-python"),
        ("code numbered", None),
        ("code python", "language-text"),
        ("code house", None),
    ]


def test_the_hint_for_the_cells_of_a_notebook(
    write_book: Callable[[Mapping[str, str]], Path],
) -> None:
    report = Report()
    read_book(
        write_book({"a.md": "# A\n\n```{r, echo=FALSE}\nplot(1)\n```\n"}), run_context(report)
    )
    (wrong,) = report
    assert wrong.code == "TXT-021"
    assert wrong.hint == "write the language after the fence, without braces and options: `r`"
