"""No word of a text is lost in silence, however odd its markup: it is shown, or it is reported."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path

import pytest
from lxml import etree

from publish.diagnostics import Report
from publish.model.book import Book
from publish.sources.spine.folder import read_book
from publish.structure import settle
from tests.running import run_context

WriteBook = Callable[[Mapping[str, str]], Path]

_MANIFEST = """
[book]
title = "A Book"
language = "en"

[structure]
bodymatter = ["a.md"]
"""
_FILES = {
    "book.toml": _MANIFEST,
    "p.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="9"/></svg>',
    "c.csv": "a,b\nc,1\n",
}
# Each `W` is a word of its own, each `N` a number, `I` a piece of a line.
_PIECES = """W~*W*~**W**~`W`~[W](https://e.org)~[W](https://e.org "W")~[W]{.x}~[W]{#iN}~{W}~{}~{ }
{.}~{#}~{-}~{W=W}~{.x W}~{lang=de}~[W]{lang=de}~[W]{}~[W] {.x}~[W][W]~[W]~[]{W}~[](#a)~![W](p.svg)
![W](p.svg "W W")~![W](p.svg){credit="W"}~![W](p.svg "W"){#fN}~![W](p.svg){.x}~W{.x}~`W`{.x}~`W`{W}
<!-- c -->~-->~<b>W</b>~<W>~<br>~&W;~\\W~\\{W\\}~$W~W^W^~W~W~~~W~~~==W==~[^W]~^[W]~{{W}}~{% W %}
{%W%}~W--W~"W"~'W'~W's~<https://e.org/a>~[Ctrl+W]{.key}~[W]{ruby="W"}~[W]{.index}~|~a | W~#~::~W:
{W~W}~{.x}{.y}~{.x}{W}~{width=50%}~{.x #yN lang=de}~{W|W}~{"W"}~{.a;W}~[W]{ .x }~[W](a b)~(W)~[ ] W
""".replace("\n", "~").split("~")
_BLOCKS = (
    r"""I~# I~## I~### I~## I {.unnumbered}~## I {#zN}~## I ##~## I {}~I\n---~I\n\n---\n\nW
- I\n- W~- I\n\n  W~1. I\n2. W~a. I\nb. W~> I\n> W~> [!NOTE]\n> I~> ## I~::: note I\nW\n:::
::: note {.x} I\nW\n:::~::: verse\nI\nW\n:::~::: drama\nI\n: W\n:::~::: proof\nI\n:::
::: theorem I\nW\n:::
::: table\n- - I\n  - W\n- - W\n  - W\n:::~| I | W |\n|---|---|\n| W | W |~| W |\n|---|\n| I |
| W |\n|---|\n| W |\n\nTable: I~| W |\n|---|\n| W |\n\nTable: I {#tN}~Table: I~I\n: W~W\n: I\n\n  W
```\nW I\n```~```python {#cN caption="W"}\nW\n```\nI
    W\n\nI~[^nN]: I\n\nW[^nN]
{.x}\nI~{I}\nW~{.x I}\nW~{#kN}\n- I~{.x}\n## I~{.x}\n> I~I\n{.x}~I {.x}~I {W}
<!-- c -->\nI~W <!-- c --> I
- <!-- c --> I~## <!-- c --> I~| <!-- c --> I |\n|---|\n| W |~$$\nx\n$$\nI~I\n$$ x $$ {#eN}~- [ ] I
![W](p.svg "I"){#gN}~![W](p.svg) I~![W](p.svg)\n![W](p.svg)\nI~- ![W](p.svg "I")
| ![W](p.svg "I") |\n|---|\n| W |~::: table {src="c.csv"} I\nW\n:::
[n]: https://e.org "W"\nI~[n]: I~+ I
""".replace("\n", "~")
    .replace(r"\n", "\n")
    .split("~")
)
_AROUND = ("{}", "{}", "{}", "- {}", "> {}", "::: box\n{}\n:::")
_TELLS_OF_LOSS = {"REF-004", "STR-020"}


def _snippets(seed: int, number: int) -> Iterator[str]:
    chance, numbers = random.Random(seed), count(1)

    def filled(template: str) -> str:
        marks = {"W": lambda: f"qz{next(numbers)}k", "N": lambda: str(next(numbers)), "I": line}
        name = next(numbers)  # the same in all of a block
        template = template.replace("nN", f"n{name}")
        return re.sub(r"\b[WNI]\b|(?<=[a-z])N", lambda match: marks[match[0]](), template)

    def line() -> str:
        pieces = chance.choices(_PIECES, k=chance.choice((1, 1, 2, 3)))
        return chance.choice(("", " ", " ")).join(map(filled, pieces))

    for _ in range(number):
        text = "\n\n".join(filled(chance.choice(_BLOCKS)) for _ in range(chance.choice((1, 2))))
        around = chance.choice(_AROUND)
        indent = {"- {}": "  ", "> {}": "> "}.get(around, "")
        yield around.format(text.replace("\n", f"\n{indent}"))


def _read(text: str, write_book: WriteBook) -> tuple[Book | None, Report]:
    report = Report()
    context = run_context(report)
    book = read_book(
        write_book({**_FILES, "a.md": f"# Odd\n\nBegin.\n\n{text}\n\nEnd.\n"}), context
    )
    return (settle(book, context) if book and not report.errors else None), report


def _shown(book: Book) -> str:
    trees = [tree for each in book.walk() for tree in (each.title_markup, each.body)]
    texts = [etree.tostring(tree, encoding="unicode", method="text") for tree in trees]
    nodes = [node for tree in trees for node in tree.iter(etree.Element)]
    return " ".join([*texts, *(node.get(name, "") for node in nodes for name in ("alt", "title"))])


def _lost(text: str, write_book: WriteBook) -> list[str]:
    book, report = _read(text, write_book)
    if book is None or any(each.code in _TELLS_OF_LOSS for each in report):
        return []
    shown = _shown(book)
    return [word for word in re.findall(r"qz\d+k", text) if word not in shown]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_words_in_random_markup(seed: int, write_book: WriteBook) -> None:
    lost = {text: words for text in _snippets(seed, 120) if (words := _lost(text, write_book))}
    assert lost == {}


@pytest.mark.parametrize(
    "text",
    [
        "The empty set {}",
        "## The empty set {}",
        "## A point {.}",
        "{ }",
        "{.x}{.y}",
        "{.x} words {.y}",
        "{lang=de} words {#end}",
        "[words]{}",
        "`code`{}",
    ],
)
def test_braces_without_a_meaning_are_text(text: str, write_book: WriteBook) -> None:
    book, _ = _read(text, write_book)
    assert book is not None
    for mark in re.sub(r"[#`]", " ", text).split():
        assert mark in _shown(book)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[note]: Ibid.", "REF-004"),
        ('[list]: https://example.org "The list"', "REF-004"),
        ("[a]: https://example.org\n\n[a] [b]\n\n[b]: *word*", "REF-001"),
        ('```python title="main.py"\nx\n```', "STR-020"),
        ('> ## ![A](p.svg "Caption")', "STR-022"),
        ('::: verse\n![A](p.svg){credit="Ann"}\n:::', "STR-022"),
        ('![A](p.svg "![B](p.svg){credit=Ann}")', "STR-022"),
        ('## ![A](p.svg "Caption")', "STR-007"),
    ],
)
def test_what_cannot_be_shown_is_reported(text: str, code: str, write_book: WriteBook) -> None:
    _, report = _read(text, write_book)
    assert {each.code for each in report} == {code}


@pytest.mark.parametrize(
    "text",
    ["```rust,ignore\nx\n```", "[a]: b.md#c\n", "[a]: https://e.org\n", "```python {}\nx\n```"],
)
def test_what_loses_nothing_is_not_reported(text: str, write_book: WriteBook) -> None:
    _, report = _read(text, write_book)
    assert list(report) == []


def test_braces_after_words_are_theirs(write_book: WriteBook) -> None:
    book, report = _read("## The [Stadt]{lang=de}\n\n## Of `code`{.x}\n\nText.", write_book)
    assert book is not None
    assert list(report) == []
    (german,) = [
        node for each in book.walk() for node in each.title_markup.iter() if node.get("lang")
    ]
    assert german.text == "Stadt"
    assert {each.language for each in book.walk()} == {""}
