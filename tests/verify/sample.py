"""A small book with one of everything that verification looks at."""

from __future__ import annotations

from pathlib import Path

from publish.model.book import Book
from tests.verify.products import settled_folder

_FILES = {
    "book.toml": """
[book]
title = "The Mill and the Weir"
authors = ["The Editors"]
language = "en"
publisher = "publish"
date = 2026-03-01

[numbering]
depth = 4
contents-depth = 2

[structure]
frontmatter = ["foreword.md"]
backmatter = [
  { file = "flows.md", role = "appendix" },
  { file = "remarks.md", role = "conclusion" },
]

[[structure.bodymatter]]
title = "Water"
id = "water"
role = "part"
sections = ["stream.md", "weir.md"]

[[structure.bodymatter]]
title = "Grain"
id = "grain"
role = "part"
sections = ["wheat.md", "stones.md"]
""",
    "foreword.md": """# Before the Mill

This account follows the water from its source to the wheel.
""",
    "stream.md": """# The Stream

Snow feeds it in April.[^snow] It is described further in [](#stones), and measured in [](#gauge).

[^snow]: The gauge was read by hand until the bridge fell.

## Sources

Three springs rise under the beech wood.[^wood] None of them has a name on the older map.

[^wood]: Felled in part when the road was widened.

### The upper spring

It runs through the summer.

### The lower spring

It does not.

## Gauges

| Month | Depth |
|-------|-------|
| April | 90 cm |
| July  | 20 cm |

Table: Depth at the bridge {#gauge}
""",
    "weir.md": """# The Weir

Oak piles carry it, and [the appendix](#flows) lists what it holds back.

## Piles

Each was driven by a falling weight.

## Sluice

Two boards, lifted with an iron bar.
""",
    "wheat.md": """# Wheat

Grown on the terrace, and sown as [](#sources) allow.

## Sowing

By hand.
""",
    "stones.md": """# The Stones

A pair of burrs, dressed twice in a year.

## Sowing

Nothing is sown here.

## Readings

The spindle was measured every week.

""",
    "flows.md": """# Flows

Litres in a second, $q = v a$, as counted at noon.

4. In March
5. In June
""",
    "remarks.md": "# At the End\n\nThe wheel stands still, the water does not.\n",
}  # fmt: skip


# Enough for a chapter to have a verso and a recto with running heads.
_READINGS = "\n\n".join(f"In week {week} it had lost {week} hairs." for week in range(1, 53))


def sample_book(folder: Path) -> Book:
    """The book, written into a folder and settled."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**_FILES, "stones.md": _FILES["stones.md"] + _READINGS}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return settled_folder(folder)
