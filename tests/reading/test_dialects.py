"""Marks of other dialects that say what a mark of ours says are read as it."""

from __future__ import annotations

import re

import pytest

from publish.sources.markdown.parsing.faults import FAULTS
from publish.sources.markdown.parsing.parser import parser

_LINES = re.compile(r' data-(?:line|note)="[^"]*"')
# What another dialect has, and what it is here.
SAME = {
    "H<sub>2</sub>O, 1<SUP>st</SUP>": "H~2~O, 1^st^",
    "<kbd>Ctrl+C</kbd> and <u>a *b*</u>": "[Ctrl+C]{.key} and [a *b*]{.underline}",
    "<b>a</b> <strong>b</strong> <i>c</i> <em>d</em>": "**a** **b** *c* *d*",
    "<del>a</del> and <s>`b`</s>": "~~a~~ and ~~`b`~~",
    "a<b>b</b>c": "a**b**c",
    "one<br>two <br/>three": "one\\\ntwo\\\nthree",
    "| a |\n|---|\n| 1<br>2 <br /> 3 |": "| a |\n|---|\n| 1 \\ 2 \\ 3 |",
    "# A {-}\n\n## B {#b -}\n\n### C {- lang=de}": (
        "# A {.unnumbered}\n\n## B {#b .unnumbered}\n\n### C {.unnumbered lang=de}"
    ),
    "| a |\n|---|\n\n: The *caption* {#t}": "| a |\n|---|\n\nTable: The *caption* {#t}",
    "Table: Above {#t}\n\n| a |\n|---|": "| a |\n|---|\n\nTable: Above {#t}",
    ": Above\n\n| a |\n|---|\n\nText.": "| a |\n|---|\n\nTable: Above\n\nText.",
    "| A *line*\n|   two\n|\n| three": "::: verse\nA *line*\n  two\n\nthree\n:::",
    "> - | a\n>   | b": "> - ::: verse\n>   a\n>   b\n>   :::",
    "Word.^[A *note* with `]` and [a](b.md).]": (
        "Word.[^n]\n\n[^n]: A *note* with `]` and [a](b.md)."
    ),
    "a^[One] b^[Two^2^]": "a[^1] b[^2]\n\n[^1]: One\n\n[^2]: Two^2^",
    '![A](b.png "Words.^[A note]")': '![A](b.png "Words.[^n]")\n\n[^n]: A note',
    r"A \(x\), \(f(x)\), \(2n\) and \(C_{max} = 3\)": "A $x$, $f(x)$, $2n$ and $C_{max} = 3$",
    r"\(\alpha\) or \\( the x \\) and \\[ y \\], \[ \frac12 \]": (
        r"$\alpha$ or $the x$ and $y$, $\frac12$"
    ),
    "\\[x^2\\]\n\n\\[\na\n= b\n+ c\n\\] {#e}": "$$x^2$$\n\n$$\na\n= b\n+ c\n$$ {#e}",
    "- A\n\n  \\\\[ the x \\\\]": "- A\n\n  $$ the x $$",
    "\\begin{equation}\na\n\\end{equation} {#e}": "$$\na\n$$ {#e}",
    "> \\begin{align*}a\n> &= b\\end{align*}": (
        "> $$\n> \\begin{align*}a\n> &= b\\end{align*}\n> $$"
    ),
    "# A^[Note]\n\n- b^[c]": "# A[^1]\n\n- b[^2]\n\n[^1]: Note\n\n[^2]: c",
}
TEXT = (
    "`H<sub>2</sub>O`",
    "\\<sub>2</sub>",
    "Vec<i> and Map<s, b>",
    "a <sub>b",
    "<sub></sub>",
    "^[a-z]+ matches ^[abc]",
    "`a^[b]` and a\\^[b]",
    "x^[a](#a)^ and y^[b]^",
    "# A \\{-}\n\nb {-} c",
    r"\(see below\), \(1\), \(ii\), \(30 %\), [link]\(a\), \[sic\], \[x\], \[n = 5\]",
    r"\(a\) One. \(b\) Two.",
    "\\[…\\]\n\n\\[sic\\]\n\n\\[1\\] A.",
    r"`\(x\)` and \(not closed",
    "| x | < 1",
    "|x| = 1\nand more",
    "| a | b |\n| 1 | 2 |",
)


@pytest.mark.parametrize(
    "text", [r"\[95 $\pm$ 2\]", r"A \[$\rho$\], \($\rho$\) b.", r"\[$x$ $y$\]"]
)
def test_formulas_in_brackets_of_words_are_formulas(text: str) -> None:
    bare = text.replace("\\[", "(").replace("\\]", ")").replace("\\(", "(").replace("\\)", ")")
    assert _rendered(text).translate({ord("["): "(", ord("]"): ")"}) == _rendered(bare)


def _rendered(text: str) -> str:
    environment: dict[str, object] = {}
    html = _LINES.sub("", parser().render(text, environment))
    assert not environment.get(FAULTS), text
    return html


@pytest.mark.parametrize("foreign", SAME)
def test_what_is_the_same(foreign: str) -> None:
    assert _rendered(foreign) == _rendered(SAME[foreign])


@pytest.mark.parametrize("text", TEXT)
def test_what_stays_text(text: str) -> None:
    html = parser().render(text)
    for tag in ("sub", "strong", "aside", "unnumbered", "verse"):
        assert f"<{tag}" not in html
        assert f'"{tag}"' not in html
