"""Right books are verified: whatever a book may have, the checks read it as the book has it."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publish.model.book import Book
from publish.verification import verify_product
from tests.verify.products import EPUB, PDF, build_epub, build_pdf, settled_folder

_MANIFEST = """
[book]
title = "Trial"
language = "en"

[numbering]
depth = 1

[structure]
bodymatter = ["a.md", "b.md"]
"""

# Links in every container, between links in running text; those of notes come after all others.
_LINKS = """# Links {#links}

One [a](#links), a note[^n], and [b](#b).

::: note Mind
See [c](#b), a note[^m], and [d](#links).

- An item [e](#b).

> A quotation [f](#links).
:::

> A [g](#b) quotation.
>
> ::: warning Inside
> A box [h](#links).
> :::

- An item [i](#b)
  1. and one in it [j](#links).

| Head [k](#b) | Head |
|---|---|
| Cell [l](#links) | cell [m](#b) |

Table: A caption [n](#links) {#t}

Then [o](#b).

[^n]: #### Title of a note

    In a note [p](#b).
[^m]: In another [q](#links) and [r](#b).
"""

# Text whose glyphs are not its characters: shared, without one, in another order.
_GLYPHS = """# Glyphs {#b}

A note[^1] and another[^2], 30 m² of 10³, x¹ and 2/3 of ½, ª and º, µ and μ, Ω and Ω, Å and Å,
ﬁne and fine, K and K, A‑b and A‐b, q̃ and q, x̣́ and x, ſt and st, ⁿ and n, № and No.

[^1]: The first².
[^2]: The second.

```
a\tb
\tlead\tx  y\t
no\u00a0break em\u2003space thin\u2009space narrow\u202fspace ideographic\u3000space
zero\u200bwidth soft\u00adhyphen word\u2060joiner
```

Inline `a\tb` code, and a drawing whose letters stand apart:

![A sign](sign.svg)

## Further reading

First.

## Third

### Further Reading

Second m².

## FURTHER READING

Third.

## Further  read-ing

Fourth.
"""


_SIGN = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 20">
<text x="1 20 40 60" y="12" font-size="9">Boat</text>
</svg>"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, Path]:
    folder = tmp_path_factory.mktemp("right") / "trial"
    folder.mkdir()
    (folder / "book.toml").write_text(_MANIFEST, encoding="utf-8")
    (folder / "a.md").write_text(_LINKS + "\nArea m² once more.\n", encoding="utf-8")
    (folder / "b.md").write_text(_GLYPHS, encoding="utf-8")
    (folder / "sign.svg").write_text(_SIGN, encoding="utf-8")
    book = settled_folder(folder)
    return book, build_pdf(book, folder.parent)


@pytest.mark.slow
def test_the_checks_find_no_difference(built: tuple[Book, Path]) -> None:
    book, path = built
    assert list(map(str, verify_product(path, book, PDF))) == []


@pytest.mark.slow
def test_a_reader_copies_the_characters_and_not_their_glyphs(built: tuple[Book, Path]) -> None:
    _, path = built
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))
    for words in ("30\u00a0m² of", "10³", "The first²", "a b", "Inline a b"):
        assert words in text


_BLOCKS = (
    "Words, [a link](#links) and m².",
    "- An item [l](#b)\n\n- [ ] a task\n  1. in steps\n  2. of two",
    "```\na\tb\n```",
    "Term [l](#b)\n: A definition of ½.",
    "| A [l](#b) |\n|---|\n| m² |\n\nTable: Caption",
    "::: verse\nA line\n  and one further in [l](#b)\n:::",
    "> A quotation [l](#b).",
)
_CONTAINERS: tuple[tuple[str, str, str], ...] = (
    ("", "", ""),
    ("::::: note {#box} Title\n", "", "\n:::::"),
    ("", "> ", ""),
    ("- Item.\n\n", "  ", ""),
    ("Called.[^c]\n\n[^c]: Note.\n\n", "    ", ""),
)


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.permutations(_BLOCKS), st.permutations(_CONTAINERS))
@pytest.mark.slow
def test_any_block_may_be_in_any_container(
    tmp_path_factory: pytest.TempPathFactory,
    blocks: list[str],
    containers: list[tuple[str, str, str]],
) -> None:
    parts = ["# Links {#links}", "## Before {#b}", "Before [l](#links)."]
    for number, (block, (before, prefix, after)) in enumerate(
        zip(blocks, cycle(containers), strict=False)
    ):
        inside = "\n".join(f"{prefix}{line}".rstrip() for line in block.split("\n"))
        text = f"{before}{inside}{after}".replace("^c]", f"^c{number}]")
        parts += [text.replace("#box", f"#box{number}"), f"After {number} [l](#b)."]
    folder = tmp_path_factory.mktemp("right") / "trial"
    folder.mkdir()
    (folder / "book.toml").write_text(_MANIFEST.replace(', "b.md"', ""), encoding="utf-8")
    (folder / "a.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    book = settled_folder(folder)
    path = build_pdf(book, folder.parent)
    assert list(map(str, verify_product(path, book, PDF))) == []
    assert list(map(str, verify_product(build_epub(book, folder.parent), book, EPUB))) == []
