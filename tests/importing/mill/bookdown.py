"""The mill as a book of bookdown."""

from __future__ import annotations

from publish.importers.documents.ledger import LossKind
from tests.importing.mill.story import DRAWING, WORKS, Notation, chapters, passage

SOURCE = ""
TITLES = ("References", "Index")
LOSSES = (LossKind.COMMENT, LossKind.HIDDEN, LossKind.OUTPUT)
LINES = (
    "::: warning\nMind the *mud*, in Chapter [](#sec-dam){.number}.\n:::",
    "::: caution\nNot at ebb.\n:::",
    "See also [The Dam](#sec-dam) and [the dam](#sec-dam), and Figure [](#mill){.number}.",
    '![A mill](<images/mill.svg> "The mill, *drawn* by [@hollin]"){#mill width=50%}',
    "::: figures {#fig-two-mills} Two mills\n![One](<images/mill.svg>)\n\n![Another]",
    '![It](<images/mill.svg> "A mill as Markdown"){#fig-plain width=40%}',
    "Table: Piles of *oak* {#tab-piles}",
    "[Heights]{#heights}",
    "$$ h = \\frac{1}{2} g t^2 $$ {#eq-fall}",
    "By ([](#eq-fall){.number}), ([](#eq-one){.number}) and $v = gt$.",
    "::: theorem {#thm-tide} Of tides\nWhat comes goes.\n:::",
    "::: theorem {#thm-moon} Of the moon\nIt pulls, by Theorem [](#thm-tide){.number}.\n:::",
    "::: proof\nBy looking.\n:::\n\n::: box Remark\nIt is so.\n:::\n\n::: proof Solution",
    'There are `9 * 4` blows and `nrow(piles)` piles[]{index="pile; oak"}.',
    "A child has *words*.\n\nA child has *words*.",
    "1. one\n   a. inner\n   b. more\n2. two",
)
_NOTATION = Notation(
    heading=lambda s: f"{'#' * s.level} {s.title} {{#{s.name}}}",
    reference=lambda name, title: f"\\@ref({name})" if len(title) % 2 else f"[{title}](#{name})",
    note=lambda n, words: (f"[^n{n}]", f"[^n{n}]: {words}") if n % 2 else (f"^[{words}]", ""),
)
_IDIOMS = {
    "sec-site": """::: {.rmdnote}
The road floods.
:::

::: rmdtip
Come by boat.
:::

```{block2, type='rmdwarning'}
Mind the *mud*, in Chapter \\@ref(sec-dam).
```

```{block, type='rmdcaution', echo=TRUE}
Not at ebb.
```

<!-- nobody reads this -->

See also [The Dam] and [the dam][The Dam], and Figure \\@ref(fig:mill).
""",
    "sec-creek": """(ref:millcap) The mill, *drawn* by [@hollin]

```{r mill, fig.cap="(ref:millcap)", fig.alt="A mill", out.width="50%", echo=FALSE}
knitr::include_graphics("images/mill.svg")
```

```{r two-mills, fig.cap="Two mills", fig.show="hold", fig.alt=c("One", "Another"), echo=FALSE}
knitr::include_graphics(c("images/mill.svg", "images/mill.svg"))
```

![A mill as Markdown (\\#fig:plain)](images/mill.svg){width=40% alt="It"}

Figures \\@ref(fig:two-mills) and \\@ref(fig:plain).
""",
    "sec-ground": """| Pile | Feet |
|:-----|-----:|
| A    | 12   |

Table: (\\#tab:piles) Piles of *oak*

Table \\@ref(tab:piles) has them.

```{r heights, echo=FALSE}
knitr::kable(heights, caption = "Heights", booktabs = TRUE)
```

Table \\@ref(tab:heights) is made by R.

  Right     Left
-------     ------
     12     12

: (\\#tab:simple) A simple one
""",
    "sec-rights": """\\begin{equation}
  h = \\frac{1}{2} g t^2
  (\\#eq:fall)
\\end{equation}

\\begin{align}
a &= b + c (\\#eq:one) \\\\
d &= e (\\#eq:two)
\\end{align}

\\begin{align*}
x &= y \\\\
z &= w
\\end{align*}

By \\@ref(eq:fall), \\@ref(eq:one) and $v = gt$.

```{theorem, tide, name="Of tides"}
What comes goes.
```

::: {.theorem #thm-moon name="Of the moon"}
It pulls, by Theorem \\@ref(thm:tide).
:::

```{proof}
By looking.
```

::: {.remark}
It is so.
:::

::: {.solution}
Two.
:::

Theorem \\@ref(thm:thm-moon) holds.
""",
    "sec-piles": """```{r setup, include=FALSE}
library(knitr)
```

```{r, eval=FALSE}
drive(9)
```

```{r count, collapse=TRUE}
# R counts
9 * 4
```

```r
plain <- TRUE
```

There are `r 9 * 4` blows and `r nrow(piles)` piles\\index{pile!oak}.

```{r, child="_more.Rmd"}
```

```{r, child=c('_more.Rmd')}
```
""",
    "sec-gates": """Wool [@hollin, p. 3; @reck1990] stops it, as @hollin says.

| Verse keeps
|    its lines

1. one
    a. inner
    b. more
2. two

Term
:   Meaning.

H~2~O and m^2^ --- "quoted".

`r if (knitr::is_latex_output()) '\\\\newpage'`

\\newpage

\\index{gate|textbf}

<!--chapter:end:02-dam.Rmd-->
""",
}
_INDEX = """---
title: "The Tide Mill"
subtitle: "A building"
author: "Ada Hollin and Jonas Reck"
date: "2024-05-06"
site: bookdown::bookdown_site
documentclass: book
bibliography: [works.bib]
description: "How a mill was built again."
link-citations: yes
lang: en-GB
---

"""
_EXTRA = {
    "_bookdown.yml": 'book_filename: "mill"\ndelete_merged_file: true\nlanguage:\n  ui:\n'
    '    chapter_name: "Chapter "\n',
    "_output.yml": "bookdown::gitbook:\n  css: style.css\nbookdown::pdf_book:\n  toc: true\n",
    "_more.Rmd": "A child has *words*.\n",
    "works.bib": WORKS,
    "images/mill.svg": DRAWING,
    "90-references.Rmd": "`r if (knitr::is_html_output()) '# References {-}'`\n",
}


def files() -> dict[str, str]:
    """The files of the project by path."""
    found, part = dict(_EXTRA), ""
    for number, (chapter, below) in enumerate(chapters()):
        if not chapter.level:
            part = f"# (PART\\*) {chapter.title} {{-}}\n\n"
            continue
        text = "\n".join(
            passage(each, _NOTATION, _IDIOMS.get(each.name, "")) for each in (chapter, *below)
        )
        if chapter.name == "sec-preface":
            found["index.Rmd"] = _INDEX + text.replace("{#", "{- #", 1)
            continue
        if chapter.name == "sec-measures":
            part = "# (APPENDIX) Appendix {-}\n\n"
        found[f"{number:02}-{chapter.name.removeprefix('sec-')}.Rmd"] = part + text
        part = ""
    return found
