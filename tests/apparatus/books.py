"""A small book with references to pages, an index, lists and notes."""

from __future__ import annotations

MANIFEST = """
[book]
title = "The Weir"
authors = ["The Editors"]
language = "{language}"

[structure]
frontmatter = [
  {{ file = "title.md", role = "titlepage" }},
  {{ file = "rights.md", role = "copyright-page" }},
  {{ file = "to.md", role = "dedication" }},
  {{ file = "preface.md", role = "preface" }},
]
backmatter = [{back}{{ role = "index" }}]
lists = ["tables", "figures"]

[[structure.bodymatter]]
title = "River"
id = "river"
role = "part"
sections = ["water.md", "sand.md"]

[notes]
place = "{place}"
"""

_LINES = "The water comes over the boards and goes on to the wheel without a word. " * 6

_FILES = {
    "boards.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 20">'
    '<rect width="100" height="20"/></svg>',
    "title.md": "# The Weir, by Hand {#by-hand}\n\nAn account of forty years.\n",
    "rights.md": "# Rights\n\nAll may copy it.\n",
    "to.md": "To the miller.\n",
    "preface.md": "# Preface\n\n"
    "The sand is told of on [](#sand){.page}, the [sluice]{.index} too.\n",
    "water.md": "# Water\n\nHere is the [sluice]{.index}, and the [sluice]{.index} again.[^one]\n"
    "[]{index=piles range=start} It is drawn on [](#boards){.page}, see [](#preface){.page}.\n\n"
    f"{_LINES}\n\n"
    "[^one]: Oak, with a [link](#sand).\n\n    It has a second paragraph.\n\n"
    '![Two boards](boards.svg "The two boards"){#boards}\n\n'
    f"## Banks\n\n{_LINES}[^two] More of it.[^one]\n\n[^two]: Felled; see [](#depths){{.page}}.\n\n"
    "| Month | Depth |\n|-------|-------|\n| April | 90 cm |\n\n"
    "Table: Depths by the month {#depths}\n\n"
    + f"{_LINES}\n\n" * 9
    + "The [sluice]{.index} once more.\n",
    "sand.md": "# Sand {#sand}\n\n"
    "It is fine.[^x] []{index=piles range=end} A [stone]{#stone} lies in it, "
    "which [](#stone){.page} tells.\n\n[^x]: Sieved twice.\n",
}


def weir(place: str = "foot", language: str = "en") -> dict[str, str]:
    """The files of the book; `place` is the position of its notes."""
    back = '{ role = "endnotes" }, ' if place == "book" else ""
    manifest = MANIFEST.format(place=place, language=language, back=back)
    return {"book.toml": manifest, **_FILES}
