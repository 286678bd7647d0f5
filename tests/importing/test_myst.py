"""Books of Jupyter Book and MyST: directives, roles, labels, notebooks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from publish import api
from publish.api import importing

_DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
_NOTEBOOK = {
    "cells": [
        {"cell_type": "markdown", "source": ["# Neap\n", "\n", "A quarter moon."]},
        {"cell_type": "code", "source": "x = 1", "metadata": {}},
        {"cell_type": "code", "source": "secret()", "metadata": {"tags": ["remove-input"]}},
        {
            "cell_type": "code",
            "source": "#| label: tbl:moons\n# of a year\nmoons",
            "outputs": [{"data": {"text/html": "<table><tr><td>New</td></tr></table>"}}],
        },
        {
            "cell_type": "code",
            "source": "#| label: words\nprint(moons)",
            "outputs": [{"data": {"text/plain": "Full and new"}}],
        },
        {
            "cell_type": "code",
            "source": "#| label: img:moon\n#| caption: A moon\ndraw()",
            "outputs": [{"data": {"image/svg+xml": _DRAWING}}],
        },
    ]
}
_FILES = {
    "_toc.yml": """format: jb-book
root: intro
parts:
- caption: Water
  chapters:
  - file: ebb
    sections: [{file: mud}]
  - file: neap
""",
    "_config.yml": "title: Tides\nauthor: Ada Hollin\nbibtex_bibfiles: [works.bib]\n",
    "works.bib": "@book{hollin, author={Hollin, Ada}, title={Ebb}, year=1987}\n",
    "intro.md": "# Welcome\n\nSee {ref}`the mud <sec:mud>`, {doc}`ebb` and {numref}`fig-pole`.\n\n"
    "Shown: [a](#tbl:moons), [b](#img:moon), [c](#words).\n",
    "ebb.md": """(sec-ebb)=
# Ebb

% a comment
:::{warning} Deep
Mud.

```{tip}
Boots.
```
:::

```{figure} /img/pole.svg
---
name: fig-pole
alt: A pole
---
The *pole*
```

```{code-cell} ipython3
:tags: [hide-output]
y = {"a": 1}
```

```{math}
:label: eq-h
h = 2
```

By {eq}`eq-h` and {cite}`hollin`, {cite:t}`hollin` says. {kbd}`Ctrl` {unknown}`x y`.

```{prf:theorem} Of ebb
:label: thm-ebb
It falls.
```

```{exercise-start}
:label: ex-ebb
```
Measure it.
```{exercise-end}
```

```{strange} thing
Its words stay.
```
""",
    "mud.md": "(sec:mud)=\n# Mud\n\n$$ a = b $$ (eq-a)\n\n```{include} part.txt\n```\n",
    "part.txt": "Included {sub}`2`.\n\n```{glossary}\nNeap\n: A low tide.\n\nNeap\n: "
    "A quarter moon, see {term}`neap`.\n```\n",
    "neap.ipynb": json.dumps(_NOTEBOOK),
    "img/pole.svg": _DRAWING,
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("myst")
    for name, text in _FILES.items():
        (folder / "tides" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "tides" / name).write_text(text, "utf-8")
    return importing.import_book(folder / "tides", folder / "book").target


def test_the_contents_are_the_spine(imported: Path) -> None:
    _, book = api.open_book(imported)
    assert [(s.role, s.title) for top in book.sections for s in top.walk()] == [
        ("preface", "Welcome"),
        ("part", "Water"),
        ("chapter", "Ebb"),
        ("section", "Mud"),
        ("chapter", "Neap"),
        ("bibliography", "Bibliography"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "warning Deep\nMud.\n\n::: tip\nBoots.\n:::",
        '![A pole](<images/pole.svg> "The *pole*"){#fig-pole}',
        '```python\ny = {"a": 1}\n```',
        "$$ h = 2 $$ {#eq-h}",
        "By [](#eq-h) and [@hollin], @hollin says. [Ctrl]{.key} `x y`.",
        "::: theorem {#thm-ebb} Of ebb\nIt falls.\n:::",
        "::: exercise {#ex-ebb}\nMeasure it.\n:::",
        "Its words stay.",
        "$$ a = b $$",
        "Included ~2~.",
    ],
)
def test_directives_and_roles_are_ours(imported: Path, line: str) -> None:
    assert line in (imported / "sec-ebb.md").read_text("utf-8")


def test_references_are_alive_and_notebooks_read(imported: Path) -> None:
    welcome = (imported / "welcome.md").read_text("utf-8")
    assert "See [the mud](#mud), [](#sec-ebb) and [](#fig-pole)." in welcome
    neap = (imported / "neap.md").read_text("utf-8")
    assert "A quarter moon." in neap
    assert "```python\nx = 1\n```" in neap
    assert "secret" not in neap


def test_cells_of_notebooks_are_targets_by_their_labels(imported: Path) -> None:
    welcome = (imported / "welcome.md").read_text("utf-8")
    assert "Shown: [a](#tbl-moons), [b](#img-moon), [c](#words)." in welcome
    neap = (imported / "neap.md").read_text("utf-8")
    assert "```python\n# of a year\nmoons\n```\n\n[]{#tbl-moons}" in neap
    assert "[]{#words}" in neap
    assert ' "A moon"){#img-moon}' in neap


def test_what_is_unknown_is_a_finding_and_its_words_stay(imported: Path) -> None:
    report = (imported / "import-report.md").read_text("utf-8")
    assert "{strange}" in report
    assert "{unknown}" in report
    assert "explained above" in report
