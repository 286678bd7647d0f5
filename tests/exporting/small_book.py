"""A small book with every construct that an export must carry."""

from __future__ import annotations

from collections.abc import Mapping

MANIFEST = """[book]
title = "The Ferry Book"
subtitle = "Of Ropes and Rafts"
authors = ["Ada Hollin", "Jonas Reck"]
language = "en-GB"
publisher = "Landing Stage"
description = "How a ferry crosses."
[bibliography]
files = ["works.bib"]
[abbreviations]
PTO = "please turn over"
[structure]
frontmatter = ["preface.md"]
bodymatter = [
    { role = "part", title = "Water", sections = ["ferry.md", "rope.md"] },
]
backmatter = [
    { file = "tools.md", role = "appendix" },
    { file = "terms.md", role = "glossary" },
    { role = "bibliography" },
    { role = "index" },
]
"""

_WORKS = """@book{hollin1901, title = {On Ferries}, author = {Hollin, Ada}, year = {1901},
  publisher = {Landing Stage}}
"""

_PREFACE = """# Preface

Who crosses, pays; see [](#ferry), [](#fig-raft) and [](#tools).[^one]

[^one]: A note on crossing.

    Its second paragraph.
"""

_FERRY = """# The Ferry {#ferry}

The *ferry* is **slow**, ~~fast~~, H~2~O wide and m^2^ deep; `row()` it with [Ctrl+R]{.key}, says
the [old man]{.small-caps} [twice]{.underline}, PTO. [港]{ruby="みなと"} is [bac]{lang=fr}.
It has a [rope]{.index} and a [raft]{index="craft; raft | wood"}; see [@hollin1901, p. 3].
A [pole]{.term} is on page [](#rope){.page}, in [](#rope){.full}, in [](#rope){.title}.
So says the web: [a page](https://example.com/a).

## Landing {#landing}

![A raft with a pole](raft.svg "The raft"){#fig-raft credit="A. Hollin" width=50%}

| Place | Fare |
|:------|-----:|
| North | 3    |
| South | 4    |

Table: Fares {#tbl-fares}

In [](#tbl-fares), [](#eq-pull), [](#lst-row) and [](#thm-float) everything is said.[^two]
Again.[^two]

[^two]: A second note.

$$ F = m a $$ {#eq-pull}

The pull is $F$.

```python {#lst-row caption="Rowing" .numbered}
def row():
    pull()
```

```
plain
```

::: theorem {#thm-float} Floating
Wood floats.
:::

::: proof
It does.
:::

### Deeper {.unnumbered}

- one
- two

  more of two
- [x] done
- [ ] open

c. third
d. fourth

***

Oar
: What one rows with.

  And more.

## Verses

::: verse Crossing
The rope is wet,
  the pole is dry.
:::

::: drama
Ferryman
: Who is there?
:::

::: letter
{.date}
Northside, May

Dear ferry,
:::

> A quotation.

{.source}
— A. Hollin

::: epigraph
All flows.
:::
"""

_ROPE = """# The Rope {#rope}

::: note Mind the rope
It is wet.

- and long

```
knot
```
:::

::: warning
Never let go.
:::

::: sidebar Of hemp
Hemp is a plant.
:::

Text between.

::: table {#tbl-kinds head=1} Kinds of rope
- - Kind
  - Use
- - Hemp
  - First paragraph.

    - a list
:::

## Ein Seil {lang=de}

Das Seil ist [lang]{.index}; siehe [](#tbl-seil).

| A | B |
|---|---|
| 1 | 2 |

Table: Seile {#tbl-seil}

## حبل {lang=ar}

الحبل طويل.
"""

_TOOLS = """# Tools {#tools}

## Poles

| Pole | Length |
|------|--------|
| ash  | 3 m    |

Table: Poles {#tbl-poles}

See [](#poles) and [](#tbl-poles).
"""

_TERMS = """# Terms

Pole
: A long stick.
"""

RAFT = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60" width="120" height="60">
<rect x="10" y="30" width="100" height="12" fill="#964"/><path d="M60 30V5" stroke="#222"/></svg>
"""

FILES: Mapping[str, str] = {
    "book.toml": MANIFEST,
    "works.bib": _WORKS,
    "preface.md": _PREFACE,
    "ferry.md": _FERRY,
    "rope.md": _ROPE,
    "tools.md": _TOOLS,
    "terms.md": _TERMS,
    "raft.svg": RAFT,
}
