"""The mill in one file of pandoc's Markdown, with the labels of pandoc-crossref."""

from __future__ import annotations

from publish.importers.documents.ledger import LossKind
from tests.importing.mill.story import DRAWING, SECTIONS, WORKS, Notation, passage

SOURCE = "mill.md"
TITLES = ("Unnumbered", "References", "Index")
LOSSES = (LossKind.COMMENT,)
LINES = (
    "::: note The road\nIt floods in March.\n:::",
    "Term 1\n: Definition *one*\n\n  ```\n  code of it\n  ```\n\n  More.",
    "1. one\n2. two\n\n(1) A good example.\n\nAs (1) says.\n\n4) four",
    "Table: Multiline",
    '::: table {#tbl-grid head=1 align="lc"} A grid',
    "- - Both columns\n  - <",
    "As [](#tbl-grid), [](#tbl-pipes) and [](#tbl-simple){.number} show.",
    '![A mill](<images/mill.svg> "The mill, *drawn*"){#fig-mill width=50%}',
    '::: figures {#fig-two} Both of them\n![One mill](<images/mill.svg> "One"){#fig-one}',
    "$$ h = \\frac{1}{2} g t^2 $$ {#eq-fall}",
    "$$\n\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}\n$$\n\nBy [](#eq-fall).",
    '```haskell {.numbered #lst-gate start=10 caption="The gate"}',
    "[@hollin, pp. 3-4; see also @reck1990], @hollin [p. 5] and [-@reck1990].",
    "As [](#lst-gate) and Section [](#sec-site){.number}.",
    "{lang=fr}\nUn paragraphe, [ein Wort]{lang=de}.",
    '[ref](https://example.org "A title"), ![in line](<images/mill.svg>){width=1cm}.',
)


def _reference(name: str, title: str) -> str:
    kinds = (f"[{title}]", f"[{title}](#{name})", f"[the place][{title}]")
    return kinds[len(title) % 3]


_NOTATION = Notation(
    heading=lambda s: f"{'#' * s.level} {s.title} {{#{s.name}}}" if s.level else "",
    reference=_reference,
    note=lambda n, words: (f"[^n{n}]", f"[^n{n}]: {words}") if n % 2 else (f"^[{words}]", ""),
)
_IDIOMS = {
    "sec-site": """::: {.note title="The road"}
It floods in March.
:::

::: warning
Mind the mud.
:::

::: {#special .sidebar}
Beside.
:::

As {.nothing} said, $5 and \\$6 --- "quoted" 'so'...

[Small]{.smallcaps}, [under]{.underline}, [mark]{.mark}, ~~struck~~, H~2~O, m^2^.

| Verse keeps
|    its lines

<!-- nobody reads this -->
""",
    "sec-creek": """Term 1

:   Definition *one*

        code of it

    More.

Term 2
  ~ Two
  ~ Three

#. one
#. two

(@good) A good example.

As (@good) says.

 4) four
 5) five
     a. inner
     b. more

- [ ] to do
- [x] done
""",
    "sec-ground": """  Right     Left    Centre
-------  -------  --------
     12  12          12
    123  ab           1

: Simple {#tbl:simple}

-------------------------------------
 Head     A longer
          head
-------- ----------------------------
 First    goes on
          for two lines.

 Second   does not.
-------------------------------------

Table: Multiline

+---------------+---------------+
| Grid          | Of blocks     |
+===============+:=============:+
| - a           | Two           |
| - b           |               |
|               | paragraphs    |
+---------------+---------------+
| Both columns                  |
+---------------+---------------+

: A grid {#tbl:grid}

| a | b |
|--:|:-:|
| 1 | 2 |

: Pipes {#tbl:pipes}

As @tbl:grid, [@tbl:pipes] and [-@tbl:simple] show.
""",
    "sec-rights": """![The mill, *drawn*](mill.svg){#fig:mill width=50% alt="A mill"}

![Not a figure](mill.svg)\\

<div id="fig:two">
![One](mill.svg){#fig:one alt="One mill"}

![Other](mill.svg){#fig:other alt="Another mill"}

Both of them
</div>

Figures @fig:mill, [@fig:two] and @fig:one.

$$ h = \\frac{1}{2} g t^2 $$ {#eq:fall}

\\begin{align}
a &= b \\\\
c &= d
\\end{align}

By @eq:fall.
""",
    "sec-piles": """~~~~ {#lst:gate .haskell .numberLines startFrom="10" caption="The gate"}
gate = 1
~~~~

```python
x = 1
```

    indented code

`code`{.python}, [@hollin, pp. 3-4; see also @reck1990], @hollin [p. 5] and [-@reck1990].

> Quoted
>
> > twice

As [@lst:gate] and [Section @sec-site].

::: {lang=fr}
Un paragraphe, [ein Wort]{lang=de}.
:::

---

\\newpage

An inline note^[With *words*.], and a long one[^long].

[^long]: Two

    paragraphs.

        and code
""",
    "sec-gates": """Unnumbered {- #unnumbered}
--------------------------

<https://example.org/a>, [mail](mailto:a@example.org), [ref][], ![in line](mill.svg){width=1cm}.

[ref]: https://example.org "A title"

```{=html}
<p>Raw words.</p>
```

\\index{gate}Of gates.
""".replace("<https://example.org/a>, ", ""),
}
_HEAD = """---
title: The Tide Mill
subtitle: A building
author:
- Ada Hollin
- Jonas Reck
date: 2024-05-06
lang: en-GB
abstract: |
  How a mill was built again.
bibliography: works.bib
...

"""


def files() -> dict[str, str]:
    """The files of the project by path."""
    parts = [passage(each, _NOTATION, _IDIOMS.get(each.name, "")) for each in SECTIONS]
    parts[0] = parts[0].replace("{#", "{.unnumbered #", 1)
    end = "\n## References {-}\n\n::: {#refs}\n:::\n"
    text = _HEAD + "\n".join(parts) + end
    return {"mill.md": text, "works.bib": WORKS, "mill.svg": DRAWING}
