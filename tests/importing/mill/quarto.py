"""The mill as a book of Quarto."""

from __future__ import annotations

import json

from publish.importers.documents.ledger import LossKind
from tests.importing.mill.story import DRAWING, WORKS, Notation, chapters, passage

SOURCE = ""
TITLES = ("Not counted", "Eels", "References", "Index")
LOSSES = (LossKind.COMMENT, LossKind.DRAWING, LossKind.OUTPUT)
LINES = (
    "Jonas Reck\n\nOf the place.",
    "::: note The road\nIt floods in *March*.\n:::",
    "::: tip By boat\nCome by boat.\n:::",
    ":::: caution\n::: important\nInside.\n:::\n::::",
    "see [](#fig-gates-a) and [](#fig-gates), [](#tbl-piles).",
    "::: tip {#tip-oar} Oars\nAn oar is a tip, as [](#tip-oar) says.\n:::",
    "**Spring**\n\nTwelve feet.\n\n**Neap**",
    "::: sidebar\nA note in the margin.\n:::",
    "It is narrow[^1] and marked, [small]{.small-caps}, [under]{.underline}.",
    "[^1]: a word aside",
    '{only="epub web"}\nOnly the web has this.\n\n{except="epub web"}\nThe print has this.',
    '::: figures {#fig-gates} Both gates\n![A gate](<images/mill.svg> "The first"){#fig-gates-a}',
    "::: box {#fig-box} A boxed text",
    "See [](#fig-one), [](#fig-gates-b), Drawing [](#fig-box){.number} and [](#fig-one){.number}.",
    "Table: Piles of *oak* {#tbl-piles}",
    '::: table {#tbl-grid head=1 align="ll"} A grid',
    "| First | goes on for two lines. |",
    "$$ h = \\frac{1}{2} g t^2 $$ {#eq-fall}\n\nBy [](#eq-fall) and Formula [](#eq-fall){.number}",
    "::: theorem {#thm-tide} Of tides\nWhat comes goes, by [](#lem-moon).\n:::",
    "::: definition {#def-neap}",
    "::: exercise {#exr-count}",
    "::: proof Solution\nTwo.\n:::\n\n::: proof\nBy looking.\n:::\n\n::: box Remark",
    '```python {#lst-gate caption="The gate"}',
    '```python {caption="gate.py"}\ndef gate():  # <1>',
    '```text {#fig-flow caption="How it flows"}\ngraph LR',
    "Wool [@hollin, pp. 3-4; see also @reck1990] stops it, as @hollin says; [-@reck1990] and",
    "Tar is included, as [](#sec-work) says.",
    "The miller is Jonas *Reck*, in The Tide Mill, version 1.2.",
    "Press [Ctrl-C]{.key} or [Cmd-C]{.key} / [Ctrl-C]{.key}.",
    "[The gates at work](https://example.org/v.mp4)",
    "Verse keeps\\\nits lines\n\nalways",
    "&#123;&#123;\\< escaped \\>&#125;&#125; stays.",
    "Term\n: Meaning *one*.\n\n  More of it.\n: Meaning two.",
    "(1) It is deep.\n\n(2) It is wide.\n\nAs (1) says.",
    "a) first\n\nb) second\n\n   i. inner",
    "### Not counted {#not-counted .unnumbered}",
    "{lang=fr}\nUn paragraphe.",
    'The index has eels[]{index="eels; in the pond"}.',
    "```python\nprint(7 * 6)\n```\n\n```text\n42 eels\n```",
    '![It is long](<images/mill.svg> "An eel"){#fig-eel}',
)

_NOTATION = Notation(
    heading=lambda s: f"{'#' * s.level} {s.title} {{#{s.name}}}",
    reference=lambda name, title: f"@{name}" if len(title) % 2 else f"[{title}](#{name})",
    note=lambda n, words: (f"[^n{n}]", f"[^n{n}]: {words}") if n % 2 else (f"^[{words}]", ""),
)
_IDIOMS = {
    "sec-site": """::: {.callout-note}
## The road

It floods in *March*.
:::

::: {.callout-tip collapse="true" title="By boat"}
Come by boat.
:::

::: {.callout-caution appearance="simple" icon=false}
:::: {.callout-important}
Inside.
::::
:::

::: callout-warning
Plain warning, see @fig-gates-a and [@fig-gates; @tbl-piles].
:::

::: {.callout-tip #tip-oar}
## Oars

An oar is a tip, as @tip-oar says.
:::
""",
    "sec-creek": """::: {.panel-tabset}
## Spring

Twelve feet.

## Neap

Nine feet.
:::

::: {.column-margin}
A note in the margin.
:::

It is narrow[a word aside]{.aside} and [marked]{.mark}, [small]{.smallcaps}, [under]{.underline}.

::: {.content-visible when-format="html"}
Only the web has this.
:::

::: {.content-hidden when-format="html"}
The print has this.
:::

::: {.column-page}
A wide passage.
:::
""",
    "sec-ground": """::: {#fig-gates layout-ncol=2}
![The first](images/mill.svg){#fig-gates-a fig-alt="A gate"}

![The second](images/mill.svg){#fig-gates-b fig-alt="Another"}

Both gates
:::

![One mill](images/mill.svg){#fig-one fig-alt="The mill" width=50% fig-align="center" .lightbox}

::: {#fig-box}
Not a picture but *words*.

A boxed text
:::

See @fig-one, @Fig-gates-b, [Drawing @fig-box] and -@fig-one.

::: {layout="[[1,1], [1]]"}
![Left](images/mill.svg){fig-alt="It"}

![Right](images/mill.svg){fig-alt="It"}

![Below](images/mill.svg){fig-alt="It"}
:::

[![Linked](images/mill.svg){fig-alt="A linked mill"}](https://example.org)
""",
    "sec-rights": """| Pile | Feet |
|:-----|-----:|
| A    | 12   |

: Piles of *oak* {#tbl-piles tbl-colwidths="[70,30]" .striped}

::: {#tbl-pair layout-ncol=2}

| a | b |
|---|---|
| 1 | 2 |

: First {#tbl-pair-a}

| c | d |
|---|---|
| 3 | 4 |

: Second {#tbl-pair-b}

Two tables
:::

+-----------+-----------+
| Grid      | Of        |
+===========+===========+
| - one     | Two lines |
| - two     |           |
|           | of words  |
+-----------+-----------+

: A grid {#tbl-grid}

  Right     Left
-------     ------
     12     12
    123     ab

: A simple one {#tbl-simple}

--------------------------------
 Centre    Long
--------- ----------------------
 First     goes on
           for two lines.

 Second    does not.
--------------------------------

: A multiline one {#tbl-multi}

As @tbl-pair-a, @tbl-grid, @tbl-simple and @tbl-multi show.
""",
    "sec-piles": """$$
h = \\frac{1}{2} g t^2
$$ {#eq-fall}

By @eq-fall and [Formula @eq-fall], with $v=gt$.

::: {#thm-tide}
## Of tides

What comes goes, by @lem-moon.
:::

::: {#lem-moon}
It pulls.
:::

::: {#def-neap .definition}
A neap is a small tide.
:::

::: {#exr-count}
Count them.
:::

::: {.solution}
Two.
:::

::: {.proof}
By looking.
:::

::: {.remark}
It is so.
:::

So @thm-tide, @def-neap and @exr-count.
""",
    "sec-gates": """```{#lst-gate .python lst-cap="The gate"}
open_gate()
```

```{.python filename="gate.py" code-line-numbers="2"}
def gate():  # <1>
    return 1 # <2>
```

1. It opens,
2. and returns.

```{python}
#| label: lst-run
#| lst-label: lst-run
#| lst-cap: "It runs"
#| code-fold: true
#| echo: fenced
print("run")
```

```{python}
#| eval: false
x = 1
```

```{.r}
y <- 2
```

See @lst-gate.

```{mermaid}
%%| label: fig-flow
%%| fig-cap: "How it flows"
graph LR
  Pond --> Wheel
```

```{dot}
//| label: fig-dot
//| fig-cap: "What it drives"
digraph { wheel -> stones }
```

```{python}
#| label: fig-plot
#| fig-cap: "A plot"
#| fig-alt: "A line that rises"
plot()
```

As @fig-flow, @fig-dot and @fig-plot show.
""",
    "sec-leaks": """Wool [@hollin, pp. 3-4; see also @reck1990]
stops it, as @hollin says; [-@reck1990] and @hollin [p. 5].

{{< include _tar.qmd >}}

The miller is {{< var miller.name >}}, in {{< meta title >}}, version {{< var version >}}.

{{< pagebreak >}}

Press {{< kbd Ctrl-C >}} or {{< kbd mac=Cmd-C win=Ctrl-C >}}.

{{< video https://example.org/v.mp4 title="The gates at work" >}}

| Verse keeps
|    its lines
|
| always

{{{< escaped >}}} stays.
""",
    "sec-depth": """Term

:   Meaning *one*.

    More of it.

:   Meaning two.

- [ ] to do
- [x] done

(@depth) It is deep.

(@) It is wide.

As (@depth) says.

a) first
b) second

   i. inner
   ii. more

[^long]: A long note.

    With two paragraphs and

    - a list.

Here is a long one[^long].

### Not counted {.unnumbered .unlisted}

Nothing is counted here.
""",
    "sec-silt": """<!-- nobody reads this -->

::: {lang=fr}
Un paragraphe.
:::

A [mot]{lang=fr} and H~2~O, m^2^, ~~old~~ "new" -- and --- so...

`print(1)`{.python}.

> A quotation
>
> of two paragraphs.

::: {.epigraph}
The sea is wide.
:::

```{=latex}
\\newpage
```

\\newpage

```{=html}
<p>Words in HTML.</p>
```
""",
    "sec-fish": """{{< embed eels.ipynb#count >}}

The index has eels\\index{eels!in the pond}.

:::: {.columns}
::: {.column width="40%"}
Left words.
:::
::: {.column width="60%"}
Right words.
:::
::::
""",
}
_HEAD = """project:
  type: book
  output-dir: _book
book:
  title: "The Tide Mill"
  subtitle: "A building"
  author:
    - name: Ada Hollin
      affiliation: The Creek
    - Jonas Reck
  date: "2024-05-06"
  description: How a mill was built again.
  chapters:
    - index.qmd
"""
_TAIL = """    - eels.ipynb
    - references.qmd
  appendices:
    - measures.qmd
    - accounts.qmd
bibliography: works.bib
lang: en-GB
format:
  html:
    theme: cosmo
  pdf: default
execute:
  freeze: auto
"""
_NOTEBOOK = {
    "metadata": {"kernelspec": {"language": "python", "name": "python3"}},
    "nbformat": 4,
    "nbformat_minor": 5,
    "cells": [
        {"cell_type": "markdown", "source": ["# Eels {#sec-eels}\n", "\n", "They were counted."]},
        {
            "cell_type": "code",
            "source": ["#| label: count\n", "#| echo: true\n", "print(7 * 6)"],
            "outputs": [{"output_type": "stream", "name": "stdout", "text": ["42 eels\n"]}],
        },
        {
            "cell_type": "code",
            "source": "#| label: fig-eel\n#| fig-cap: An eel\n#| fig-alt: It is long\ndraw()",
            "outputs": [
                {
                    "output_type": "display_data",
                    "data": {"image/svg+xml": DRAWING, "text/plain": "<Figure>"},
                }
            ],
        },
        {"cell_type": "markdown", "source": ["As @fig-eel shows."]},
    ],
}
_EXTRA = {
    "_variables.yml": "version: 1.2\nmiller:\n  name: Jonas *Reck*\n",
    "_tar.qmd": "Tar is included, as @sec-work says.\n",
    "works.bib": WORKS,
    "references.qmd": "# References {.unnumbered}\n\n::: {#refs}\n:::\n",
    "images/mill.svg": DRAWING,
    "eels.ipynb": json.dumps(_NOTEBOOK),
}


def files() -> dict[str, str]:
    """The files of the project by path."""
    found, settings = dict(_EXTRA), [_HEAD]
    indent = "    "
    for chapter, below in chapters():
        if not chapter.level:
            settings.append(f"    - part: {chapter.title}\n      chapters:\n")
            indent = "        "
            continue
        name = f"{chapter.name.removeprefix('sec-')}.qmd"
        text = "\n".join(
            passage(each, _NOTATION, _IDIOMS.get(each.name, "")) for each in (chapter, *below)
        )
        if name == "preface.qmd":
            found["index.qmd"] = text.replace("{#", "{.unnumbered #", 1)
        elif name in ("site.qmd",):
            found[name] = f"---\nauthor: Jonas Reck\nabstract: Of the place.\n---\n\n{text}"
        else:
            found[name] = text
        if name not in ("preface.qmd", "measures.qmd", "accounts.qmd"):
            settings.append(f"{indent}- {name}\n")
    found["_quarto.yml"] = "".join((*settings, _TAIL))
    return found
