"""A book in which a made-up word is on one line only, so that a plain search tells its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

WORD = re.compile(r"[a-z]{3}q[a-z]{3}")
_SYLLABLES = "ba be bi bo bu da de di do du fa fe fi fo fu ga ge gi go gu ka ke ki ko ku la".split()

_CHAPTER = """# Opening @@ {#open}

@@ with *@@* and a note.[^a] Then @@ as

@@ goes on
with @@ on a line, and @@ on it,
until @@ ends it. See [](#tbl-one) and [](#open), where [@@]{.index} is.

- item @@
- item @@

  with @@ below

1. first @@
2. second @@

> quoted @@

| Head @@ | Two @@ |
|:--|:--|
| 1 | @@ |
| 1 | @@ |
| 1 | same |

Table: The caption @@ {#tbl-one}

::: include {file="part.md"}
:::

[^a]: A note with @@.

    Its second paragraph @@.

## Below @@

::: verse
A line @@
another @@
:::

```python {caption="Listing @@"}
first = "@@"
second = "@@"
```

```python {file="code.py"}
```

```python {file="code.py" region="one"}
```

::: table {src="data.csv"} Figures @@
:::

![A boat](drawn.svg "The boat @@")

::: chart {#fig-chart src="chart.csv" kind="bar" unit="@@" alt="Two bars."} Counted @@
:::

Equal words stand here.

Equal words stand here. They differ @@.

The chapter cites [@knuth]. {{place}} is a variable, near @@.
"""
_FILES = {
    "book.toml": """\
[book]
title = "Book @@"
authors = ["A. @@"]
language = "en"
identifier = "urn:uuid:00000000-0000-4000-8000-000000000077"
rights = "All rights @@"
date = 2026-03-01
version = "2.1"
description = "The tale of what is counted"

[structure]
bodymatter = ["one.md", "two.md"]
backmatter = [{ role = "bibliography" }, { role = "index" }]
lists = ["figures", "tables", "listings"]

[bibliography]
files = ["works.bib"]

[variables]
place = "Somewhere"

[editions.pdf]
format = "pdf"

[editions.web]
format = "web"
search = false
""",
    "one.md": _CHAPTER,
    "two.md": "# Second @@\n\n" + "Long @@ text @@ of @@ many @@ words @@.\n\n" * 40,
    "part.md": "Included @@ text.\n\nAnd @@ more.\n",
    "code.py": (
        "def zero():\n    return '@@'\n\n\n# region one\ndef one():\n    return '@@'\n"
        "# endregion\n\n\ndef two():\n    return '@@'\n"
    ),
    "data.csv": "Name,@@\nx,@@\ny,@@\n",
    "chart.csv": "Name,Count\nx,1\ny,2\n",
    "drawn.svg": (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 80">'
        '<text x="10" y="30">@@</text><text x="10" y="60">@@</text></svg>\n'
    ),
    "works.bib": (
        "@book{knuth,\n  author = {Knuth, D.},\n  title = {Works @@},\n  year = 1984,\n}\n"
    ),
}


def files() -> dict[str, str]:
    """The files of the book, with a word of its own for each `@@`."""
    words = _words()
    return {name: re.sub("@@", lambda _: next(words), text) for name, text in _FILES.items()}


def _words() -> Iterator[str]:
    for one in _SYLLABLES:
        for two in _SYLLABLES:
            yield f"{one}rq{two}n"


def lines_of_words(sources: Mapping[str, str]) -> dict[str, tuple[str, int]]:
    """The file and the line of each such word; one of a drawing is where the drawing is shown."""
    shown = sources["one.md"].splitlines()
    drawing = next(number for number, line in enumerate(shown, 1) if "drawn.svg" in line)
    return {
        word: ("one.md", drawing) if name == "drawn.svg" else (name, number)
        for name, text in sources.items()
        for number, line in enumerate(text.splitlines(), start=1)
        for word in WORD.findall(line)
    }
