"""Marks of other dialects are reported once for each kind; what merely looks like one is not."""

from __future__ import annotations

from typing import Any

import pytest

from publish.diagnostics import Location, Report
from publish.sources.markdown.parsing.faults import FAULTS, LineFault
from publish.sources.markdown.parsing.parser import parser

FOREIGN = {
    "HTML tags": (
        "H<sub>2 O",
        "<mark>one</mark>",
        "<sub class='a'>2</sub>",
        "<details>\n<summary>S</summary>\n\nText.\n",
        "a <big>bold</big> word",
        "one<br>two <small>a</small>",
        '<a id="x"></a>',
        "<Listing number='1-2'>\n\na\n",
        "- <p align=center>a</p>",
        "> <span style='a'>b</span>",
    ),
    "a comment that is not closed": ("Text <!-- open", "<!-- open\n\nText.", "- <!-- a"),
    "unknown character references": ("a&nosuch;b", "&hairspace;", "R&Dept;"),
    "boxes of MkDocs": (
        '!!! note "Mind"\n    Text.',
        "!!! warning\n    Text.",
        "??? tip\n    Text.",
    ),
    "boxes of GitHub": ("> [!NOTE] Title\n> Text.", "> [!quote] Title", "[!WARNING]"),
    "tabs": ('=== "Linux"\n\n    Text.', '=== "A"', '===! "B"'),
    "includes of other programs": (
        "{{#include a.md}}",
        "{{#rustdoc_include a.rs:here}}",
        "{{< include a.qmd >}}",
        '--8<-- "a.md"',
        "include::a.adoc[]",
    ),
    "templates of other programs": (
        "{% raw %}",
        "{{< pagebreak >}}",
        "{{% notice %}}",
        "## Title {% badge %}",
        "[words]{% tip %}",
        "`code`{% if a %}",
    ),
    "directives and roles": (".. note:: Mind", "See {ref}`x`.", "See :ref:`x`.", "{doc}`a`"),
    "braces that are not attributes": (
        "*a*{#a width=50%}",
        "## T {#a.-b!}",
        "**a**{.red}",
        "*a*{style='b'}",
        "Text {#name} here",
        "`a`{ .red title=a b}",
        "{#a % words of a comment %}",
    ),
    "insertions and deletions of CriticMarkup": ("{++ new ++}", "an {--old--} one", "{>>why<<}"),
    "notes in the text": ("Text. ^[A note.]", "a ^[See *there*.] b", "^[note]"),
    "captions that begin with a colon": (
        "***\n\n: Two {#tbl-y}",
        ": Caption\n\nText.\n\n| a |\n|---|\n",
        ": a",
    ),
    "a definition of several terms": (
        "Term one\nTerm two\n: What both mean.",
        "a\nb\nc\n:   d",
        "*A*\n`B`\n: c\n: d",
    ),
    "highlighted words": ("==marked==", "is ==two words== long", "(==a==)"),
    "inserted words and keys": ("++new++", "press ++ctrl+c++ now", "a ++b c++ d"),
    "grid tables": (
        "+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+",
        "+-----+\n| a |\n+-----+",
    ),
    "formulas between two dollars in a line": (
        "Text $$x^2$$ more.",
        "and $$ E = mc^2 $$ there",
        "| a |\n|---|\n| $$ O(n) $$ |",
        "$$x$$ is a letter.",
        "a $$ n $$ b",
        "$$*x* = \\alpha$$ and",
    ),
    "a table without its line of hyphens": ("| a | b |\n| 1 | 2 |", "|a|b|\n|c|d|\n|e|f|"),
    "short names of emoji": ("Well :smile:", ":warning: Mind.", "(:+1:) :thumbs_up:"),
    "labels in parentheses": ("(here)=\n# Title", "(a-b)=\n", "(fig:a)="),
    "references of other programs": ("See @fig-wall.", "(@tbl-a)", r"Figure \@ref(fig:a)"),
    "links between double brackets": ("[[A page]]", "![[a.png]]", "see [[Page|words]]"),
    "links without a definition": ("[the words][there]", "see [words][]", "![alt text][img]"),
    "addresses with a space": ("![A](my file.png)", "[see](a b.md)", "![A wall](a (1) b.png)"),
    "a link with a note or a link in its words": (
        "[words[^a]](https://example.org)\n\n[^a]: A.",
        "[one [two](b.md) three](c.md)",
        "*[words[^a]](#name)*\n\n[^a]: A.",
    ),
    "a contents list": ("[TOC]", "[[_TOC_]]", "{:toc}"),
    "page breaks": ("\\newpage", "Text.\\clearpage", "\\pagebreak"),
    "commands of LaTeX": ("\\index{a}", "see \\ref{x}", "\\vspace{2em}", "\\emph{a}", "\\begin{a}"),
    "titles without a space": ("#Title", "##Two words", "###3 walls"),
    "titles and pictures of AsciiDoc": ("== Title", "image::a.png[A]", "=== Two words"),
    "code that is not closed": (
        "```\ncode",
        "```rust\na\n\nText.",
        "> ```\n> a\n\nb",
        "~~~\na\n```",
    ),
    "an include of another program": (
        "```rust\n{{#include a.rs}}\n```",
        "```toml\n{{#rustdoc_include a.toml:3:}}\n```",
        '```python\n--8<-- "a.py"\n```',
    ),
    "a caption without a table above it": (
        "Table: Above {#tbl-z}\n\n| a |\n|---|\n| b |\n\nTable: Below",
        "Text.\n\nTable: Lost",
        "Table: Alone",
    ),
    "`**` without its partner": ("**a", "it is ** bold ** here", "a.** b", "word **a.**b"),
    "straight quotation marks": ('He said: "Go', '"Go. And', 'a "wall of it'),
}

HARMLESS = (
    "A list `std::vector<int>` and Vec<T>, Map<K, V>, List<String>, a < b, a<b>c, x <- y, <-- here",
    "a <= b and b >= c, i << 2, <T> and </T>, <name>, <your file>, 1 <2> 3, <3, >_<, <https://a.b/>",
    "\\<br\\>, \\<b>a\\</b>, `<br>`, ``{{#include a}}``, `^[a]`, $a^2^b$, $H~2~O$, $\\ref{x}$",
    "AT&T; R&D; a && b; &amp; &nbsp; &#8364; Q&A",
    "Wow!!! Really??? === 3 == 4 === and !!! alone",
    "{x}, {x, y}, {x | x < 1}, {a: b}, {{name}}, {0, 1}, {}, {-1}, f{1}, {n = 0}, {#}",
    "x^2, x^2 + y^2, ^_^, (^o^), ^, e^x and e^y, 2^10",
    "~5 to ~10, ~/home, a ~ b ~ c, ~~struck~~, ~20% ~30%",
    "a == b == c, a==b, ===, == and ==, C++ and C++, i++, ++i; j++, i++ + ++j, 1+-2",
    "At 10:30:45, a:b:c, http://a.b:80/c:d:, C::D::E, :-) :D 8:) ::, 1:2:3, std::cout::x",
    "| x | < 1 is a norm",
    "|x| = 1\nand more",
    "a | b | c\nd | e | f",
    "+1 and -1 +++ +-+",
    "A. Smith wrote it.",
    "a. one",
    "(a) one and (b) two",
    "e.g. a. b. c.",
    "i. one",
    "(x) = 1",
    "f(x)=y",
    "(see there)",
    "a (b)= c",
    "\\(x\\)=",
    "name@fig-leaf.org, @nobody, @fig, #1 of 10, #5, # hash, #hashtag is a word.",
    "#MeToo, and on.",
    "[[1, 2], [3, 4]], a[1][2], [a][1], [sic] (a b), [1] (see), m[i][j], [x](y)",
    "C:\\newpage, \\new, \\alpha, a\\b, \\n, \\item, \\refs{",
    "2**3, a ** b, x**y**z, f**k, *** a, \\*\\*a, ** See below, **a** and **b**",
    "5'10\", 12\" by 6', 'a' and \"b\", it's, the dogs' tails, \\\"a, `\"`",
    "Table manners",
    "Term\n: Definition.",
    "It is $`x + y`$ here.",
    "Prices of $$ and $$$, from $$ to $$$$, $5 and $6, or $$.",
    "$$ x = 1 $$",
    "$$\nx = 1\n$$ {#eq-a}",
    "- $$ x $$\n- the shell's `$$` and `$`",
    "\\$\\$x = 1\\$\\$",
    "Text: and : colon",
    "= 5",
    "=> a",
    "... note:: a",
    "```\n<br>\n==a==\n**b\n```",
    "    ```\n    a",
    "```markdown\n{{#include a.rs}}\n```",
    "~~~~\n~~~\n~~~~",
    "> ```\n> a\n> ```",
    "- ```\n  a\n  ```",
    '<!-- <br> **a " :smile: -->Text',
    "https://a.b/x_(y)==z and <https://a.b/H~2~O>",
    "{lang=de}\nText",
    "## T {#a .b}",
    "[a]{.b}",
    "![A](a.png){#a}",
    "[b]: https://a.b/ 'c'\n\n[b] [a][b]",
    "Kinds (a, b); either/or; 50 % & more; § 5; *a*^x",
)


def _faults(text: str) -> list[LineFault]:
    environment: dict[str, Any] = {}
    parser().parse(text, environment)
    return [each for each in environment.get(FAULTS, ()) if each.code == "STR-021"]


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in FOREIGN.items() for text in texts]
)
def test_foreign_mark_is_reported(kind: str, text: str) -> None:
    kinds = [fault.message.removeprefix("printed as typed: ") for fault in _faults(text)]
    assert any(each.startswith(kind) for each in kinds), kinds


@pytest.mark.parametrize("text", HARMLESS)
def test_what_looks_like_a_mark_is_not_reported(text: str) -> None:
    assert [fault.message for fault in _faults(text)] == []


def test_a_kind_is_reported_once_with_its_count_and_first_line() -> None:
    text = "Text.\n\n==a== ==a==\nand ==b==, a<big>b.\n\n- ==c==\n"
    report = Report()
    for each in _faults(text):
        place = Location("a.md", each.line)
        report.add(each.code, each.message, place, kind=each.kind, count=each.count)
    assert [(each.location.line, each.message) for each in report] == [
        (3, "printed as typed: highlighted words, `==a==`, the first of 4"),
        (4, "printed as typed: HTML tags, `<big>`"),
    ]


def test_other_findings_of_a_kind_are_shown_once_in_each_file() -> None:
    report = Report()
    for path, line in (("b.md", 9), ("b.md", 2), ("a.md", 7), ("b.md", 5)):
        report.add("STR-003", f"level {line}", Location(path, line), kind="skipped levels")
        report.add("STR-006", "no text", Location(path, line))
    shown = [f"{each.location} {each.message}" for each in report if each.code == "STR-003"]
    assert shown == ["a.md:7 level 7", "b.md:2 level 2, the first of 3"]
    assert [each.code for each in report].count("STR-006") == 4
