"""The cases by class, each a list of books drawn from seeds."""

from __future__ import annotations

from collections.abc import Iterator

from tests.importing.books import Case, Dirt, make_case

DISTINCT = (
    ("law", 3), ("law of chapters", 2), ("german law", 3), ("german book", 3), ("chinese", 3),
    ("chinese", 2), ("chinese law", 2), ("letters", 4), ("letters", 3), ("outline", 3),
    ("decimal", 2), ("decimal", 3), ("decimal", 4), ("running", 2), ("chapters", 3),
)  # fmt: skip

NOISE = {
    "running heads, page numbers": Dirt(pages=True),
    "pages and contents": Dirt(pages=True, contents=True, leaders=True),
    "steps after a colon": Dirt(steps="colon"),
    "hard-wrapped": Dirt(layout="wrapped"),
    "hard-wrapped, indents": Dirt(layout="wrapped-indents"),
    "hard-wrapped, pages": Dirt(layout="wrapped", pages=True, crlf=True),
    "indented wire copy, cut": Dirt(
        layout="indents", contents=True, cut=True, implied_foreword=True, dateline=True
    ),
    "no blank lines": Dirt(layout="tight", crlf=True),
    "stray numeral": Dirt(stray=True, contents=True),
    "foreword and conclusion": Dirt(foreword=True, conclusion=True, crlf=True),
    "rows of figures": Dirt(data_rows=True),
    "contents reworded": Dirt(contents=True, leaders=True, rewording=True),
    "paragraphs with numbers": Dirt(numbered_notes=True),
    "cut off": Dirt(cut=True),
    "all of it": Dirt(
        layout="indents", contents=True, cut=True, stray=True, steps="colon", conclusion=True,
        implied_foreword=True, dateline=True, crlf=True, data_rows=True,
    ),
}  # fmt: skip


def two_levels(first: int, count: int) -> Iterator[Case]:
    """Two levels in one numeral style, with and without a contents list."""
    for i in range(count):
        dirt = Dirt(contents=i % 2 == 0, implied_foreword=i % 4 == 0, leaders=i % 6 == 0)
        yield make_case("two levels, one style", first + i, "one style", 2, dirt)


def distinct_styles(first: int, count: int) -> Iterator[Case]:
    """Each level in its own style, up to four levels."""
    for i in range(count):
        style, depth = DISTINCT[i % len(DISTINCT)]
        dirt = Dirt(contents=i % 3 == 0, foreword=i % 4 == 1)
        yield make_case(f"distinct: {style}, {depth}", first + i, style, depth, dirt)


def three_levels(first: int, count: int) -> Iterator[Case]:
    """Three levels in one style: some cases are ambiguous."""
    for i in range(count):
        dirt = Dirt(contents=i % 2 == 0, contents_indent=i % 8 == 0)
        yield make_case("three levels, one style", first + i, "one style", 3, dirt)


def noise(first: int, count: int) -> Iterator[Case]:
    """Two levels under each kind of dirt."""
    for i in range(count):
        kind = list(NOISE)[i % len(NOISE)]
        yield make_case(f"noise: {kind}", first + i, "one style", 2, NOISE[kind])


STRANGE = {
    "chapters without sections": ("one style", 2, Dirt(childless=True)),
    "chapters without sections, listed": ("one style", 2, Dirt(childless=True, contents=True)),
    "steps without a colon": ("one style", 2, Dirt(steps="bare")),
    "parts in capitals": ("one style", 3, Dirt(capitals=True)),
    "headings with a full stop": ("one style", 2, Dirt(stops=True)),
    "a number lost": ("one style", 2, Dirt(lost_number=True, contents=True)),
    "a number lost, no contents": ("one style", 2, Dirt(lost_number=True)),
    "a number wrong": ("one style", 2, Dirt(wrong_number=True)),
    "footnotes": ("one style", 2, Dirt(footnotes=True, pages=True, layout="wrapped")),
    "contents without numbers": ("one style", 2, Dirt(contents=True, contents_bare=True)),
    "contents of parts only": ("one style", 2, Dirt(contents=True, contents_top=True)),
    "form feeds": ("decimal", 3, Dirt(pages=True, form_feeds=True, layout="wrapped")),
    "title under its number": ("law of chapters", 2, Dirt(title_below=True)),
    "indented contents, three levels": (
        "one style", 3, Dirt(contents=True, contents_indent=True, cut=True)
    ),
    "steps, law": ("german law", 3, Dirt(steps="bare", pages=True)),
    "decimal, figures": ("decimal", 3, Dirt(data_rows=True, steps="colon", layout="wrapped")),
}  # fmt: skip


def strange(first: int, count: int) -> Iterator[Case]:
    """Dirt that the weights were not tuned on."""
    for i in range(count):
        kind = list(STRANGE)[i % len(STRANGE)]
        style, depth, dirt = STRANGE[kind]
        yield make_case(f"strange: {kind}", first + i, style, depth, dirt)
