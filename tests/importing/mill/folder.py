"""The mill as a plain folder of Markdown, as on a forge, in a wiki of notes, or for a website."""

from __future__ import annotations

from publish.importers.documents.ledger import LossKind
from tests.importing.mill.story import DRAWING, Notation, chapters, passage

SOURCE = ""
TITLES = ("Notes", "Setext heading")
LOSSES = (LossKind.COMMENT, LossKind.DRAWING, LossKind.GENERATED)
LINES = (
    "::: note\nThe road floods.\n:::\n\n::: important\nCome by boat.\n:::",
    "::: note A callout of notes\nWith its *title*.\n:::\n\n::: box Closed\nWhy?\n:::",
    "::: box More of **it**\nHidden *words*.\n\n```sh\nrow\n```\n:::",
    "![The mill](<images/mill.svg>){width=200px}\n\n![The mill by day](<images/mill.svg>)",
    "- [x] done\n- [ ] to do\n  - [ ] inner",
    "| A \\| B | 12 |\n| `a\\|b` | ~~13~~ |",
    "Math $v = gt$ and $w = x$ and\n\n$$ h = \\frac{1}{2} g t^2 $$\n\n$$ a = b $$",
    "🎉 👍 H~2~O [Ctrl]{.key} [new]{.underline} of note",
    "```text\ngraph LR",
    "```diff\n- old\n+ new\n```",
    "See [Notes](#notes), [the notes](#notes), [the dam](#the-dam), [piles](#piles) and marked.",
    "![mill](<images/mill.svg>)",
    "A line with a backslash\\\nand the next.",
)


def _path_of(name: str) -> str:
    return next(path for path, names in _PATHS.items() if name in names)


def _paths() -> dict[str, tuple[str, ...]]:
    """The file of each chapter: in a folder for each part."""
    found: dict[str, tuple[str, ...]] = {}
    folder, number = "", 0
    for chapter, below in chapters():
        number += 1
        if not chapter.level:
            folder = f"{number:02}-{chapter.title.lower().replace(' ', '-')}/"
            continue
        names = (chapter.name, *(each.name for each in below))
        is_end = chapter.name in ("sec-measures", "sec-accounts")
        folder = "" if is_end else folder
        name = "README" if chapter.name == "sec-preface" else f"{number:02}-{names[0][4:]}"
        found[f"{folder}{name}.md"] = names
    return found


_PATHS = _paths()


def _auto(title: str) -> str:
    return title.lower().replace(" ", "-")


_NOTATION = Notation(
    heading=lambda s: f"{'#' * s.level} {s.title}",
    reference=lambda name, title: f"[{title}](/{_path_of(name)}#{_auto(title)})",
    note=lambda n, words: (f"[^n{n}]", f"[^n{n}]: {words}"),
)
_IDIOMS = {
    "sec-site": """> [!NOTE]
> The road floods.

> [!IMPORTANT]
> Come by boat.

> [!info] A callout of notes
> With its *title*.

> [!faq]- Closed
> Why?

<details>
<summary>More of <b>it</b></summary>

Hidden *words*.

```sh
row
```

</details>

<p align="center">
  <img src="../images/mill.svg" alt="The mill" width="200">
</p>

<picture>
  <source media="(prefers-color-scheme: dark)" srcset="../images/mill.svg">
  <img src="../images/mill.svg" alt="The mill by day">
</picture>

<!-- nobody reads this -->
""",
    "sec-creek": """- [x] done
- [ ] to do
  - [ ] inner
* other list
1. one
   ```py
   x = 1
   ```
2. two
Text right after.
# not a comment? {#not}

| Pile | Feet |
|------|:----:|
| A \\| B | 12 |
| `a\\|b` | ~~13~~ |
""".replace("# not a comment? {#not}\n\n", "\n"),
    "sec-ground": """Math $v = gt$ and $`w = x`$ and

```math
h = \\frac{1}{2} g t^2
```

$$
a = b
$$

:tada: :+1: H<sub>2</sub>O <kbd>Ctrl</kbd> <ins>new</ins> <mark>of note</mark>
www.example.org is a site.

```mermaid
graph LR
  Pond --> Wheel
```

```diff
- old
+ new
```
""",
    "sec-rights": """See [[Notes]], [[Notes|the notes]], [the dam](04-dam.md), [piles][p]
and ==marked==.

![[mill.svg]]

%% a comment of notes %%

[p]: ./04-dam.md#piles

Setext heading
--------------

Its words.

A line with a backslash\\
and the next.
""",
}
_EXTRA = {
    "images/mill.svg": DRAWING,
    "notes.md": "---\ntitle: Notes\ndraft: true\ntags: [a]\n---\n\nThese are notes.\n",
    "LICENSE.txt": "Not a chapter.\n",
}


def files() -> dict[str, str]:
    """The files of the project by path."""
    found = dict(_EXTRA)
    for chapter, below in chapters():
        if chapter.level:
            found[_path_of(chapter.name)] = "\n".join(
                passage(each, _NOTATION, _IDIOMS.get(each.name, "")) for each in (chapter, *below)
            )
    return found
