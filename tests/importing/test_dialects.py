"""Dialects of Markdown: the projects of Quarto, bookdown and MkDocs, and HTML inside Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from publish import api
from publish.api import importing
from publish.importers.documents.dialects import notes
from publish.importers.documents.dialects.quarto import with_equation_labels
from publish.importers.documents.ledger import Ledger

_DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'

_QUARTO = {
    "_quarto.yml": """project: {type: book}
book:
  title: Tides
  author: [{name: Ada Hollin}, Jonas Reck]
  date: 2024-05-06
  chapters: [index.qmd, {part: Water, chapters: [ebb.qmd, flow.qmd]}]
  appendices: [tables.qmd]
bibliography: works.bib
lang: en-GB
""",
    "works.bib": "@book{hollin, author={Hollin, Ada}, title={Ebb}, year=1987}\n",
    "index.qmd": "# Preface {.unnumbered}\n\nSee @sec-ebb and @fig-gauge.\n",
    "ebb.qmd": """---
title: Ebb
---

# Ebb {#sec-ebb}

::: {.callout-warning title="Mud"}
Deep.
:::

```{r}
#| label: fig-gauge
#| fig-cap: >
#|   The gauge
#|   at noon
#| fig-alt: "A pole"
#| echo: false
knitr::include_graphics("gauge.svg")
```

```{python, eval=FALSE}
x = 1  #| not an option
```

Low water [@hollin, p. 3] is early, as @hollin [12] writes; press {{< kbd Ctrl+C >}}.
{{< video clip.mp4 >}}

$$ h = 2 $$ {#eq-h}

By @eq-h and @tbl-heights.
""",
    "flow.qmd": """# Flow

{{< include _part.qmd >}}

| a | b |
|---|---|
| 1 | 2 |

: Heights {#tbl-heights}
""",
    "_part.qmd": "An included part\\index{part!included}.\n",
    "tables.qmd": "# Tables\n\nOf heights.\n",
    "gauge.svg": _DRAWING,
}
_BOOKDOWN = {
    "_bookdown.yml": "book_filename: tides\n",
    "index.Rmd": "---\ntitle: Tides\nauthor: Ada Hollin and J. Reck\n---\n\n# About {-}\n\nText.\n",
    "01-ebb.Rmd": """# (PART) Water {-}

# Ebb {#ebb}

(ref:low) Low *water*

```{r low, fig.cap="(ref:low)", echo=FALSE}
plot(1)
```

\\begin{equation} a = b (\\#eq:a) \\end{equation}

See Section \\@ref(flow).
""",
    "02-flow.Rmd": "# Flow {#flow}\n\nText.\n\n# (APPENDIX) More {-}\n\n# Tables\n\nText.\n",
}
_MKDOCS = {
    "mkdocs.yml": """site_name: Tides
site_author: Ada Hollin
nav:
  - Home: index.md
  - Water:
    - water/index.md
    - Ebb &amp; mud: water/ebb.md
markdown_extensions:
  - pymdownx.emoji: {emoji_index: !!python/name:materialx.emoji.twemoji }
""",
    "docs/index.md": "# Welcome\n\n[TOC]\n\nSee [ebb](water/ebb.md#mud){target=_blank}.\n",
    "docs/water/index.md": '# Water\n\n--8<-- "docs/part.md"\n',
    "docs/part.md": "A snippet.\n",
    "docs/water/ebb.md": """# Ebb & mud

!!! warning "Deep"

    Mud is deep.

    ??? tip

        Wear boots.

## Mud

=== "Spring"

    ```py title="tide.py" linenums="1"
    !!! note
    ```

=== "Neap"

    Less.

Press ++ctrl+alt+"x"++. H<sub>2</sub>O.

<table><tr><th>a</th></tr>

<tr><td>b</td></tr></table>
""",
}


def _imported(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (folder / "tides" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "tides" / name).write_text(text, "utf-8")
    return importing.import_book(folder / "tides", folder / "book").target


@pytest.fixture(scope="module")
def quarto(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _imported(tmp_path_factory.mktemp("quarto"), _QUARTO)


@pytest.fixture(scope="module")
def mkdocs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _imported(tmp_path_factory.mktemp("mkdocs"), _MKDOCS)


def _outline(target: Path) -> list[tuple[str, str | None, str]]:
    _, book = api.open_book(target)
    return [(s.role, s.label, s.title) for top in book.sections for s in top.walk()]


def test_quarto_has_parts_and_appendices(quarto: Path) -> None:
    assert _outline(quarto) == [
        ("preface", None, "Preface"),
        ("part", "Part I", "Water"),
        ("chapter", "Chapter 1", "Ebb"),
        ("chapter", "Chapter 2", "Flow"),
        ("appendix", "Appendix A", "Tables"),
        ("bibliography", None, "Bibliography"),
        ("index", None, "Index"),
    ]
    manifest = (quarto / "book.toml").read_text("utf-8")
    assert 'authors = ["Ada Hollin", "Jonas Reck"]' in manifest
    assert "date = 2024-05-06" in manifest
    assert 'files = ["works.bib"]' in manifest


@pytest.mark.parametrize(
    "line",
    [
        "::: warning Mud\nDeep.\n:::",
        '![A pole](<images/gauge.svg> "The gauge at noon"){#fig-gauge}',
        "```python\nx = 1  #| not an option\n```",
        "Low water [@hollin, p. 3] is early, as @hollin [12] writes; press [Ctrl+C]{.key}.",
        "$$ h = 2 $$ {#eq-h}",
        "By [](#eq-h) and [](#tbl-heights).",
    ],
)
def test_what_quarto_adds_is_ours(quarto: Path, line: str) -> None:
    assert line in (quarto / "sec-ebb.md").read_text("utf-8")


def test_quarto_includes_and_marks(quarto: Path) -> None:
    assert 'An included part[]{index="part; included"}.' in (quarto / "flow.md").read_text("utf-8")
    assert "See [](#sec-ebb) and [](#fig-gauge)." in (quarto / "preface.md").read_text("utf-8")
    report = (quarto / "import-report.md").read_text("utf-8")
    assert "{{\\< video clip.mp4 \\>}}" in report
    assert "explained above" in report


def test_bookdown_is_divided_at_parts_and_appendix(tmp_path: Path) -> None:
    target = _imported(tmp_path, _BOOKDOWN)
    assert _outline(target) == [
        ("preface", None, "About"),
        ("part", "Part I", "Water"),
        ("chapter", "Chapter 1", "Ebb"),
        ("chapter", "Chapter 2", "Flow"),
        ("appendix", "Appendix A", "Tables"),
    ]
    ebb = (target / "ebb.md").read_text("utf-8")
    assert "See Section [](#flow){.number}." in ebb
    assert "output of a cell" in (target / "import-report.md").read_text("utf-8")


def test_mkdocs_has_the_order_of_its_navigation(mkdocs: Path) -> None:
    assert [title for _, _, title in _outline(mkdocs)] == ["Welcome", "Water", "Ebb & mud", "Mud"]
    assert "See [ebb](#mud)." in (mkdocs / "welcome.md").read_text("utf-8")


@pytest.mark.parametrize(
    "line",
    [
        "A snippet.",
        ":::: warning Deep\nMud is deep.\n\n::: tip\nWear boots.\n:::\n::::",
        "**Spring**",
        '```py {caption="tide.py"}\n!!! note\n```',
        "Press [Ctrl+Alt+X]{.key}. H~2~O.",
        "| a |\n|:--|\n| b |",
    ],
)
def test_what_mkdocs_adds_is_ours(mkdocs: Path, line: str) -> None:
    assert line in (mkdocs / "water.md").read_text("utf-8")


def test_no_word_of_a_site_is_lost(mkdocs: Path) -> None:
    report = (mkdocs / "import-report.md").read_text("utf-8")
    assert "explained above" in report
    assert "Nothing: the new book can be read without a warning." in report


@pytest.mark.parametrize(
    ("written", "ours"),
    [
        ("m<sup>2</sup>", "m^2^"),
        ("<u>so <b>much</b></u>", "[so **much**]{.underline}"),
        ('<a href="https://example.org/a">x</a>', "[x](https://example.org/a)"),
        ('<img src="p.svg" alt="A p" width="40"> in', "![A p](<images/p.svg>){width=40px} in"),
        (
            "<figure>\n<img src='p.svg' alt='A p'>\n<figcaption>Of <i>p</i></figcaption></figure>",
            "",
        ),
        ("a <unknown>b</unknown>", "a b"),
        ("a<br>b", "a\\\nb"),
    ],
)
def test_tags_in_markdown_are_what_they_mean(tmp_path: Path, written: str, ours: str) -> None:
    (tmp_path / "p.svg").write_text(_DRAWING)
    source = tmp_path / "book.md"
    source.write_text(f"# Tags\n\n{written}\n")
    text = (importing.import_book(source, tmp_path / "book").target / "tags.md").read_text("utf-8")
    assert (ours or '![A p](<images/p.svg> "Of *p*")') in text


@pytest.mark.parametrize(
    "text",
    [
        "```markdown\n::: note Where\nIt is.\n:::\n```\n",
        "`$x$` is $y$, and `$z$` is $w$.\n",
        "~~~\n::: tip [Here]\n~~~\n",
        "Write `$$ x $$ {#eq}` or ``$$ `y` $$ {#eq-y}``.\n",
    ],
)
def test_code_is_not_read_as_a_dialect(text: str) -> None:
    assert notes.rewrite(text, "a.md", {}, Ledger()) == text
    assert with_equation_labels(text) == text


@pytest.mark.parametrize(
    ("written", "ours"),
    [
        ("\\index{a!b|textbf}Words.", '[]{index="a; b"}Words.'),
        ("\\index{mills; tidal!b}Words.", r'[]{index="mills\; tidal; b"}Words.'),
        ("\\index{;}Words.", r'[]{index="\;"}Words.'),
        ("\\index{ast()@in \\texttt{ast()}}Words.", '[]{index="in `ast()`"}Words.'),
        ("\\index{a!Hamlet@\\emph{Hamlet}}Words.", '[]{index="a; *Hamlet*"}Words.'),
        ("\\index{b}Words.\\index{a|see {b}}", '[]{index="a" see="b"}'),
        ("Words.\\index{a|see {nowhere}}", 'Words.[]{index="a"}'),
        ("## Ropes\\index{rope}\n\nWords.", '# Ropes\n\n[]{index="rope"}\n\nWords.'),
        ("Of <code>a b</code>.", "Of `a b`."),
        ("<pre><code>a\n  b</code></pre>", "```\na\n  b\n```"),
    ],
)
def test_index_marks_and_code_in_html(tmp_path: Path, written: str, ours: str) -> None:
    source = tmp_path / "book.md"
    source.write_text(f"# Marks\n\n{written}\n")
    target = importing.import_book(source, tmp_path / "book").target
    texts = [each.read_text() for each in target.glob("*.md") if "import" not in each.name]
    assert any(ours in text for text in texts)
