"""The mill as a book of MyST (`myst.yml`), with what Jupyter Book had before it."""

from __future__ import annotations

import json

from publish.importers.documents.ledger import LossKind
from tests.importing.mill.story import DRAWING, WORKS, Notation, chapters, passage

SOURCE = ""
TITLES = ("Eels", "Glossary", "Bibliography", "Index")
LOSSES = (
    LossKind.COMMENT,
    LossKind.DRAWING,
    LossKind.NAVIGATION,
    LossKind.HIDDEN,
    LossKind.GENERATED,
)
LINES = (
    "::: tip {#tip-boat} By *boat*\nCome by boat.\n:::",
    ":::: warning Its own title\n::: caution\nInside.\n:::\n::::",
    "::: note See also\n[](#tip-boat) and [the dam](#sec-dam), [](#sec-pond), [The pond]",
    "::: note\nAs on the forge.\n:::",
    "::: box More\nHidden words.\n:::",
    "**Spring**\n\nTwelve feet.\n\n**Neap**",
    "::: sidebar Of the side\nA *sidebar*.\n:::",
    "**A card**\n\nWords of a card.",
    "> The sea is wide.\n>\n> – Hollin",
    '![A mill](<images/mill.svg> "The mill, *drawn*"){#fig-mill width=50%}\n\nAnd a legend.',
    "![Only a picture](<images/mill.svg>){width=200px}",
    "::: figures {#fig-both} Both of them\n![One mill](<images/mill.svg>)",
    "![In the text](<images/mill.svg>)",
    "As [](#fig-mill), Drawing [](#fig-mill){.number}, [](#fig-both), [](#fig-mill) and",
    "Table: Piles of *oak* {#tbl-piles}",
    '::: table {#tbl-list head=1 align="ll"} Of lists\n- - Pile\n  - Feet',
    "| D | 12, or more |\n| E | 13 |\n\nTable: Of commas {#tbl-csv}",
    "*Of clay*\n\nJonas Reck",
    "$$ h = \\frac{1}{2} g t^2 $$ {#eq-fall}\n\n$$ a = b $$ {#eq-two}",
    "::: box {#alg-count} Algorithm. Counting",
    "::: exercise {#ex-measure} Measure\nHow deep?\n:::",
    "::: proof {#sol-measure} Solution to [](#ex-measure)",
    '```python {.numbered #lst-gate caption="The *gate*"}',
    "```python\nimport tide\ndef gate():\n    return 1\n```",
    "not these nor these Tar is *hot*.\n\nTar is *hot*.",
    "[@hollin; @reck1990], @reck1990, [@hollin], [see @hollin, pp. 3].",
    '[Ebb](#term-ebb), [the flood](#term-flood), [eel]{.index}, eels[]{index="eel; pond"}',
    "OK, `a.txt`, `a file`, [Press](https://example.org), 4 kg, H~2~O, words.",
    "The miller is Jonas *Reck*.",
    "[which is here](#a-place), or [there](#a-place)",
    "[A video](https://example.org/v)\n\n[](#fig-mill)",
    "[Ebb]{#term-ebb}\n: The water goes.",
    "```python\nprint(6 * 7)\n```",
    "```python\nprint(7 * 6)\n```\n\n```text\n42 eels\n```",
    '![It is long](<images/mill.svg> "An eel"){#fig-eel}',
    "| a |\n|:--|\n| 1 |",
)


def _reference(name: str, title: str) -> str:
    kinds = (f"{{ref}}`{title} <{name}>`", f"[](#{name})", f"{{numref}}`{name}`", f"@{name}")
    return kinds[len(title) % 4]


_NOTATION = Notation(
    heading=lambda s: f"({s.name})=\n{'#' * s.level} {s.title}",
    reference=_reference,
    note=lambda n, words: (f"[^n{n}]", f"[^n{n}]: {words}"),
)
_IDIOMS = {
    "sec-site": """:::{note}
The road floods.
:::

:::{tip} By *boat*
:class: dropdown
:label: tip-boat
Come by boat.
:::

````{admonition} Its own title
:class: warning

```{caution}
Inside.
```
````

:::{seealso}
[](#tip-boat) and [the dam](dam.md), {doc}`pond`, {doc}`The pond <pond>`.
:::

:::{danger}
Not at ebb.
:::

```{dropdown} More
Hidden words.
```

> [!NOTE]
> As on the forge.

% nobody reads this

+++ {"part": "abstract"}
""",
    "sec-creek": """::::{tab-set}
:::{tab-item} Spring
Twelve feet.
:::
:::{tab-item} Neap
:sync: neap
Nine feet.
:::
::::

:::{margin}
In the margin.
:::

:::{aside}
Beside it.
:::

:::{sidebar} Of the side
A *sidebar*.
:::

::::{grid} 1 1 2 3
:::{card} A card
:link: dam.md
Words of a card.
+++
Its foot
:::
:::{grid-item}
Words of an item.
:::
::::

```{epigraph}
The sea is wide.

-- Hollin
```
""",
    "sec-ground": """:::{figure} images/mill.svg
:label: fig-mill
:alt: A mill
:width: 50%
:align: center

The mill, *drawn*

And a legend.
:::

```{image} ./images/mill.svg
:alt: Only a picture
:width: 200px
```

:::{figure}
:label: fig-both
![One mill](images/mill.svg)
![Another mill](images/mill.svg)

Both of them
:::

![In the text](images/mill.svg)

As {numref}`fig-mill`, {numref}`Drawing %s <fig-mill>`, [](#fig-both), @fig-mill and
[the *drawing*](#fig-mill) show.
""",
    "sec-rights": """:::{table} Piles of *oak*
:label: tbl-piles
:align: center

| Pile | Feet |
| :--- | ---: |
| A    | 12   |
:::

:::{list-table} Of lists
:header-rows: 1
:label: tbl-list

* - Pile
  - Feet
* - B
  - - one
    - two
* - C
  -
:::

```{csv-table} Of commas
:header: "Pile", "Feet"
:name: tbl-csv

"D", "12, or more"
E, 13
```

By [](#tbl-piles), {numref}`tbl-list` and @tbl-csv.
""",
    "sec-piles": """```{math}
:label: eq-fall
h = \\frac{1}{2} g t^2
```

$$
a = b
$$ (eq-two)

$$
\\begin{aligned} c &= d \\\\ e &= f \\end{aligned}
$$

By {eq}`eq-fall`, [](#eq-two), {math}`v = gt` and $w$.

:::{prf:theorem} Of tides
:label: thm-tide
What comes goes.
:::

:::{prf:proof}
By looking.
:::

:::{prf:algorithm} Counting
:label: alg-count
Count.
:::

:::{prf:remark}
It is so.
:::

:::{exercise} Measure
:label: ex-measure
How deep?
:::

:::{solution} ex-measure
:label: sol-measure
:class: dropdown
Six feet.
:::

See {prf:ref}`thm-tide`, [](#ex-measure), {ref}`sol-measure`.
""",
    "sec-gates": """```{code-block} python
:caption: The *gate*
:label: lst-gate
:linenos:
:emphasize-lines: 2

def gate():
    return 1
```

```{literalinclude} code/gate.py
:start-after: "# start"
:end-before: "# end"
:language: python
```

```{literalinclude} code/gate.py
:lines: 1,3-4
```

```{code-cell} python
:tags: [hide-input]
print(6 * 7)
```

```{code-cell}
:tags: [remove-cell]
secret()
```

```{code} yaml
:filename: gate.yml
gate: open
```

```{mermaid}
graph LR
  Pond --> Wheel
```

```{include} parts/tar.md
```

```{include} parts/tar.md
:start-line: 2
```

See [](#lst-gate).
""",
    "sec-leaks": """Wool [@hollin; @reck1990, p. 4] stops it, as @hollin says;
{cite:p}`hollin,reck1990`, {cite:t}`reck1990`, {cite}`hollin`, {cite:p}`{see}hollin{pp. 3}`.

{sub}`2`, {sup}`3`, H{sub}`2`O, {kbd}`Ctrl+C`, {u}`under`, {sc}`small`, {del}`gone`, {abbr}`HTML
(Hyper Text Markup Language)`, {term}`Ebb`, {term}`the flood <Flood>`, {index}`eel`,
{index}`eels <pair: eel; pond>`, {guilabel}`OK`, {file}`a.txt`, {download}`a file <code/gate.py>`,
{button}`Press <https://example.org>`, {si}`4 <\\kilo\\gram>`, {chem}`H2O`, {span}`words`.

The miller is {{ miller }}.

[words]{.mark} and `code`{.python}.

```{index} single: mill; tide
```

(a-place)=
This paragraph has a label, [which is here](#a-place), or [there](a-place).
""",
    "sec-depth": """Term
: Meaning *one*.

- [x] done
- [ ] to do

1. one
2. two
   - inner

| Just | a table |
|------|---------|
| 1    | 2       |

"Quoted" -- and --- so...

```{raw} latex
\\newpage
```

:::{div}
:class: col-page
In a division.
:::

Line one\\
line two

***
""",
    "sec-silt": """```{tableofcontents}
```

```{iframe} https://example.org/v
:width: 100%
A video
```

:::{embed} #fig-mill
:::

[Mail](mailto:a@example.org).
""",
}
_NOTEBOOK = {
    "metadata": {"kernelspec": {"language": "python", "name": "python3"}},
    "cells": [
        {"cell_type": "markdown", "source": ["(sec-eels)=\n", "# Eels\n", "\n", "Counted."]},
        {
            "cell_type": "code",
            "source": "print(7 * 6)",
            "metadata": {"tags": ["hide-input"]},
            "outputs": [{"output_type": "stream", "name": "stdout", "text": ["42 eels\n"]}],
        },
        {
            "cell_type": "code",
            "source": "#| label: fig-eel\n#| fig-cap: An eel\n#| fig-alt: It is long\ndraw()",
            "outputs": [{"output_type": "display_data", "data": {"image/svg+xml": DRAWING}}],
        },
        {
            "cell_type": "code",
            "source": "table()",
            "outputs": [
                {
                    "output_type": "execute_result",
                    "data": {
                        "text/html": "<div><table><tr><th>a</th></tr>"
                        "<tr><td>1</td></tr></table></div>"
                    },
                }
            ],
        },
    ],
}
_HEAD = """version: 1
project:
  id: mill
  title: The Tide Mill
  subtitle: A building
  description: How a mill was built again.
  date: 2024-05-06
  authors:
    - name: Ada Hollin
      orcid: 0000-0000-0000-0000
    - name: Jonas Reck
  bibliography:
    - works.bib
  abbreviations:
    W3C: World Wide Web Consortium
  substitutions:
    miller: Jonas *Reck*
  numbering:
    headings: true
  toc:
    - file: index.md
"""
_EXTRA = {
    "works.bib": WORKS,
    "images/mill.svg": DRAWING,
    "code/gate.py": "import tide\n# start\ndef gate():\n    return 1\n# end\n",
    "parts/tar.md": "not these\nnor these\nTar is *hot*.\n",
    "eels.ipynb": json.dumps(_NOTEBOOK),
    "glossary.md": """# Glossary

:::{glossary}
Ebb
: The water goes.

Flood
: The water comes.
:::
""",
    "bibliography.md": "# Bibliography\n\n```{bibliography}\n```\n",
}


def files() -> dict[str, str]:
    """The files of the project by path."""
    found, settings, indent = dict(_EXTRA), [_HEAD], "    "
    for chapter, below in chapters():
        if not chapter.level:
            settings.append(f"    - title: {chapter.title}\n      children:\n")
            indent = "        "
            continue
        name = "index" if chapter.name == "sec-preface" else chapter.name.removeprefix("sec-")
        found[f"{name}.md"] = "\n".join(
            passage(each, _NOTATION, _IDIOMS.get(each.name, "")) for each in (chapter, *below)
        )
        indent = "    " if name == "measures" else indent
        if name != "index":
            settings.append(f"{indent}- file: {name}.md\n")
    last = "".join(
        f"    - file: {each}\n" for each in ("eels.ipynb", "glossary.md", "bibliography.md")
    )
    found["dam.md"] = f"---\nsubtitle: Of clay\nauthors: [Jonas Reck]\n---\n{found['dam.md']}"
    found["myst.yml"] = "".join((*settings, last, "site:\n  template: book-theme\n"))
    return found
