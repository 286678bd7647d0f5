"""The mill as a site of MkDocs with the theme Material and the extensions of pymdown."""

from __future__ import annotations

from publish.importers.documents.ledger import LossKind
from tests.importing.mill.story import DRAWING, Notation, chapters, passage

SOURCE = ""
TITLES = ("More",)
LOSSES = (LossKind.COMMENT, LossKind.DRAWING, LossKind.NAVIGATION)
LINES = (
    ":::: tip By *boat*\nCome by boat.\n\n::: warning At ebb\nNot at ebb.\n:::\n::::",
    "::: box\nWithout a title.\n:::\n\n::: box Question\nWhy here?\n:::",
    "::: box An example\n- With\n- a list\n:::\n\n::: box Quote",
    ":::: warning Of blocks\nA block of pymdown.\n\n::: box Inside\nClosed.\n:::\n::::",
    "**First**\n\nIn a tab.\n\n**Second**",
    '```python {caption="tide.py"}\ndef tide():  # (1)!\n    return 12\n```\n\n1. It comes and',
    "`range(9)` is code in a line.",
    "![The mill](<images/mill.svg>){width=300px}",
    '![A mill](<images/mill.svg> "The mill, *drawn*"){width=300px}',
    '![Framed](<images/mill.svg> "A caption of pymdown")',
    "It is [quick](#sec-work).",
    "Words in *HTML*.",
    "is marked, [inserted]{.underline}, ~~struck~~, H~2~O, x^2^.",
    "It has ~~deleted~~ [added]{.underline} ~~old~~[new]{.underline} of note words.",
    "Press [Ctrl+Alt+Del]{.key} and [X]{.key} 😄",
    "See [that paragraph](#lead).",
    "$$ a = b $$\n\nand $c$ and $v = gt$.",
    "- [x] done\n- [ ] to do\n  - [ ] inner",
    "A snippet with *words*.\n\n```python\ndef gate():\n    return 1\n```\n\n```python\ndef",
    "The miller is Jonas *Reck* of the creek.",
    "  ::: note In a list\n  Words.\n  :::",
)


def _file_of(name: str) -> str:
    owner = next(c.name for c, below in chapters() if name in {c.name, *(s.name for s in below)})
    return f"{owner.removeprefix('sec-')}.md"


_NOTATION = Notation(
    heading=lambda s: f"{'#' * s.level} {s.title} {{ #{s.name} }}",
    reference=lambda name, title: f"[{title}]({_file_of(name)}#{name})",
    note=lambda n, words: (f"[^{n}]", f"[^{n}]:\n    {words}"),
)
_IDIOMS = {
    "sec-site": """!!! note

    The road floods in March.

!!! tip "By *boat*"

    Come by boat.

    ??? danger "At ebb"

        Not at ebb.

!!! info ""

    Without a title.

??? question

    Why here?

???+ example "An example"

    - With
    - a list

!!! quote inline end

    Small words.

!!! pied-piper "His own"

    A kind of its own.

/// warning | Of blocks
A block of pymdown.

//// details | Inside
Closed.
////
///

/// tab | First
In a tab.
///

/// tab | Second
In another.
///
""",
    "sec-creek": """=== "Spring"

    Twelve feet.

    ```python title="tide.py" linenums="1" hl_lines="2 3"
    def tide():  # (1)!
        return 12
    ```

    1.  It comes and *goes*.

=== "Neap"

    1. Nine
    2. feet.

``` { .yaml .annotate title="gate.yml" }
gate: open # (1)!
```

1.  And shut.

Lorem (1) ipsum.
{ .annotate }

1.  An annotation of words.

`#!python range(9)` is code in a line.

```mermaid
graph LR
  Pond --> Wheel
```
""",
    "sec-ground": """![The mill](images/mill.svg){ align=left width="300" loading=lazy }

![Dark](images/mill.svg#only-dark)

<figure markdown="span">
  ![A mill](images/mill.svg){ width="300" }
  <figcaption>The mill, *drawn*</figcaption>
</figure>

![Framed](images/mill.svg)
/// caption
A caption of pymdown
///

<div class="grid cards" markdown>

-   :material-clock-fast:{ .lg .middle } __Quick__

    ---

    It is [quick](work.md){ .md-button .md-button--primary }.

</div>

<div markdown="1">
Words in *HTML*.
</div>
""",
    "sec-rights": """The HTML of the W3C is ==marked==, ^^inserted^^, ~~struck~~, H~2~O, x^2^.

It has {--deleted--} {++added++} {~~old~>new~~} {==of note==}{>>why?<<} words.

Press ++ctrl+alt+del++ and ++"x"++ :material-home: :octicons-gear-16: :smile: (c) (tm) -->.

Hover [over it](#sec-creek "A *tip*") or [the dam](dam.md){:target="_blank"}.

*[HTML]: Hyper Text Markup Language
*[W3C]: World Wide Web Consortium

A paragraph with a class.
{: .lead #lead }

See [that paragraph](#lead).
""",
    "sec-piles": """$$
h = \\frac{1}{2} g t^2
$$

\\[ a = b \\] and \\( c \\) and $v = gt$.

Term

:   Meaning one.

    More of it.

- [x] done
- [ ] to do
    * [ ] inner

| Pile | Feet |
| :--- | ---: |
| A    | 12   |

Table: Of piles

| :material-check: | `a|b` | x |
| --- | --- | --- |
| 1 | 2 | 3 |
""",
    "sec-gates": """--8<-- "includes/part.md"

```python
--8<-- "includes/code.py:3:4"
```

```python
--8<-- "code.py:open"
```

--8<--
includes/part.md
--8<--

The miller is {{ miller.name }} of {{ place }}.

{% raw %}{{ raw }}{% endraw %}

<!-- more -->

[TOC]
""",
    "sec-leaks": """* a
* b

    with a paragraph

    !!! note "In a list"

        Words.

1. one

    ```sh
    wool --tar
    ```

2. two

> quoted
>
> > twice
""",
}
_HEAD = """site_name: The Tide Mill
site_author: Ada Hollin and Jonas Reck
site_description: How a mill was built again.
theme:
  name: material
  language: en
  icon: {logo: material/home}
markdown_extensions:
  - abbr
  - admonition
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
  - pymdownx.snippets:
      base_path: [docs, includes, .]
plugins:
  - search
  - macros
extra:
  place: the creek
  miller:
    name: Jonas *Reck*
nav:
  - Preface: index.md
"""
_EXTRA = {
    "docs/images/mill.svg": DRAWING,
    "includes/part.md": "A snippet with *words*.\n",
    "includes/code.py": "# first\n# --8<-- [start:open]\ndef gate():\n    return 1\n"
    "# --8<-- [end:open]\n",
    "docs/more.md": "---\ntitle: More\ntags: [x]\n---\n\nMore of it.\n",
}


def files() -> dict[str, str]:
    """The files of the project by path."""
    found, nav, indent = dict(_EXTRA), [_HEAD], "  "
    for chapter, below in chapters():
        if not chapter.level:
            nav.append(f"  - {chapter.title}:\n")
            indent = "      "
            continue
        name = f"{chapter.name.removeprefix('sec-')}.md"
        text = "\n".join(
            passage(each, _NOTATION, _IDIOMS.get(each.name, "")) for each in (chapter, *below)
        )
        if name == "preface.md":
            found["docs/index.md"] = text.replace("(preface.md", "(index.md")
            continue
        found[f"docs/{name}"] = text.replace("(preface.md", "(index.md")
        indent = "  " if name == "measures.md" else indent
        nav.append(f"{indent}- {chapter.title}: {name}\n")
    found["mkdocs.yml"] = "".join((*nav, "  - more.md\n  - Elsewhere: https://example.org/\n"))
    return found
