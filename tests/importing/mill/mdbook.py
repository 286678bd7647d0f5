"""The mill as a book of mdBook, with its preprocessors `admonish` and `mermaid`."""

from __future__ import annotations

from publish.importers.documents.ledger import LossKind
from tests.importing.mill.story import DRAWING, Notation, Section, chapters, passage

SOURCE = ""
TITLES = ("The House", "Not written yet")
LOSSES = (LossKind.COMMENT, LossKind.GENERATED, LossKind.DRAWING)
LINES = (
    "::: note\nThe road floods in March.\n:::",
    "::: caution\nNot at ebb.\n:::\n::::",
    "::: warning\nMind the *mud*.\n:::",
    "::: box What the lawsuit said\nIt said **nothing** of eels.\n:::",
    "```rust\nlet mouth = 12; // feet\nassert_eq!(mouth, 13);\n```",
    '```python\nprint("flood")\n```',
    "# Cargo.toml stays as it is",
    "```rust\nfn open(gate: &Gate) {\n    push(gate);\n}\n```",
    "It is *twelve* feet wide.",
    "| A `\\|` B | 12 | *nine* |",
    "- [x] ordered\n- [ ] driven\n  1. by hand",
    "Elm\n: A wood that swims,",
    '![The gates](<images/mill.svg> "The gates from the pond")',
    "See [the leaks](#sec-leaks), [the house](#the-house)",
    "![The mill by night](<images/mill.svg>){width=120px}",
    '![The mill by day](<images/mill.svg> "The mill, *drawn* by day")',
    "Press [Ctrl]{.key}+[C]{.key}, wait H~2~O, and 4 m^2^.",
    "::: warning Wet *wool*\nWool stops a leak.\n\n- twice\n:::",
    "::: note Of tar\nTar is [hot](#sec-work).\n:::",
    "::: warning Bug\nNo title here.\n:::",
    "```text\ngraph TD;",
    "$h = 2$ is the depth, and\n\n$$ v = \\sqrt{2 g h} $$",
    "It costs \\$5 and \\$6.",
    "[by the road](#cart) and in [the notes](#cart)",
    '~~~rust {#listing-1-1 number="1-1" caption="A cart with `two` wheels"}\nstruct Cart; // "two"',
    "> Filename: src/quay.rs\n>\n> ```rust\n> struct Quay;\n> ```",
    "The miller lives in the mill.",
    "[^3]: They are long.\n\n    And thin:\n\n    ```text",
    "“Quoted” – and ‘so’ on… © 1987 — *a*b*c*.",
)

_NOTATION = Notation(
    heading=lambda s: f"{'#' * s.level} {s.title} {{#{s.name}}}",
    reference=lambda name, title: f"[{title}](./{_file_of(name)}#{name})",
    note=lambda n, words: (f"[^n{n}]", f"[^n{n}]: {words}"),
)
_IDIOMS = {
    "sec-site": """{{#title The Site of the Mill}}

> [!NOTE]
> The road floods in March.

> [!TIP]
> Come by boat.
>
> > [!CAUTION]
> > Not at ebb.

<div class="warning">

Mind the *mud*.

</div>

<details>
<summary>What the lawsuit said</summary>

It said **nothing** of eels.

</details>

<!-- ask the county about the road -->
""",
    "sec-creek": """```rust,editable,should_panic
# // hidden from readers
# fn main() {
let mouth = 12; // feet
assert_eq!(mouth, 13);
# }
```

```python,hidelines=!
!import tide
print("flood")
```

```toml
# Cargo.toml stays as it is
[dependencies]
```

```rust,noplayground
{{#rustdoc_include ../code/gate.rs:open}}
```

```rust
{{#include ../code/gate.rs:2:3}}
```

{{#playground ../code/small.rs editable}}

{{#include parts/creek.md:widths}}
""",
    "sec-piles": """| Pile | Feet | Blows |
|:-----|-----:|:-----:|
| A `\\|` B | 12 | *nine* |
| C \\| D | ~~13~~ 14 | 9[^n6] |

- [x] ordered
- [ ] driven
  1. by hand
  2. by engine

Oak
: A wood that sinks.

Elm
: A wood that swims, \\
  for a while.
""",
    "sec-gates": """![The gates][gates]

See [the leaks](#sec-leaks), [the house](index.html) and [a mill](https://example.org/mill).

<img src="images/mill.svg" alt="The mill by night" width="120">

<figure>
<img src="images/mill.svg" alt="The mill by day">
<figcaption>The mill, <em>drawn</em> by day</figcaption>
</figure>

Press <kbd>Ctrl</kbd>+<kbd>C</kbd>, wait H<sub>2</sub>O, and 4 m<sup>2</sup>.
<i class="fa fa-github"></i>

[gates]: images/mill.svg "The gates from the pond"
""",
    "sec-leaks": """```admonish warning title="Wet *wool*" collapsible=true
Wool stops a leak.

- twice
```

```admonish info "Of tar"
Tar is [hot](work.md).
```

```admonish bug
No title here.
```

```mermaid
graph TD;
  Pond-->Wheel;
```
""",
    "sec-depth": """\\\\( h = 2 \\\\) is the depth, and

\\\\[ v = \\sqrt{2 g h} \\\\]

or $$ q = b v $$ as some write. It costs $5 and $6.
""",
    "sec-silt": """<a id="cart"></a>

The cart is [by the road](#cart) and in [the notes](./pond.md#cart).

<Listing number="1-1" file-name="src/cart.rs" caption="A cart with `two` wheels">

```rust
struct Cart; // "two"
```

</Listing>

> <Listing file-name="src/quay.rs">
>
> ```rust
> struct Quay;
> ```
>
> </Listing>

{{#template parts/sign.md who=miller where=mill}}
""",
    "sec-fish": """Eels[^eel] come. \\{{#include nothing.md}} is written so.

[^eel]: They are long.

    And thin:

    ```text
    ~~~~
    ```

***

"Quoted" -- and 'so' on... &copy; 1987 &mdash; *a*b*c*.
""",
}
_SUMMARY_HEAD = "# Summary\n\n[Preface](preface.md)\n[The house](index.md)\n\n"
_EXTRA = {
    "book.toml": """[book]
title = "The Tide Mill"
authors = ["Ada Hollin", "Jonas Reck"]
description = "How a mill was built again."
language = "en"

[preprocessor.admonish]
command = "mdbook-admonish"

[output.html]
mathjax-support = true
smart-punctuation = true
""",
    "code/gate.rs": """struct Gate;
// ANCHOR: open
fn open(gate: &Gate) {
    // ANCHOR: inner
    push(gate);
    // ANCHOR_END: inner
}
// ANCHOR_END: open
fn main() {}
""",
    "code/small.rs": "fn small() {}\n",
    "src/index.md": "# The House\n\nIt is of brick.\n",
    "src/parts/creek.md": """never shown
<!-- ANCHOR: widths -->
It is *twelve* feet wide.
<!-- ANCHOR_END: widths -->
""",
    "src/parts/sign.md": "The [[#who]] lives in the [[#where]].\n",
    "src/images/mill.svg": DRAWING,
}


def files() -> dict[str, str]:
    """The files of the project by path."""
    found, summary = dict(_EXTRA), [_SUMMARY_HEAD]
    for chapter, below in chapters():
        if not chapter.level:
            summary.append(f"\n# {chapter.title}\n\n")
            continue
        name = f"{chapter.name.removeprefix('sec-')}.md"
        found[f"src/{name}"] = "\n".join(
            passage(each, _NOTATION, _IDIOMS.get(each.name, "")) for each in (chapter, *below)
        )
        if name != "preface.md":
            mark = "" if _is_appendix(chapter) else "- "
            summary.append(f"{mark}[{chapter.title}](./{name})\n")
    summary.insert(-2, "- [Not written yet]()\n\n---\n\n")
    found["src/SUMMARY.md"] = "".join(summary)
    return found


def _is_appendix(section: Section) -> bool:
    return section.name in ("sec-measures", "sec-accounts")


def _file_of(name: str) -> str:
    """The file of a section, named by its source or by the page that is made of it."""
    owner = next(c.name for c, below in chapters() if name in {c.name, *(s.name for s in below)})
    suffix = "html" if len(name) % 2 else "md"
    return f"{owner.removeprefix('sec-')}.{suffix}"
