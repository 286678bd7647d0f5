"""Theorems, definitions and the like: their numbers, references to them, lists, proofs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from publish.diagnostics import Report
from publish.model.book import Book
from publish.model.markup import X
from publish.model.xhtml import text_of
from publish.pipeline import build
from tests.conftest import WriteBook
from tests.running import run_context

Read = Callable[[Mapping[str, str]], Book]

MANIFEST = """
[book]
title = "Proofs"
language = "LANGUAGE"
date = 2026-01-01

[structure]
lists = ["theorems", "definitions"]
bodymatter = ["one.md", "two.md"]

[numbering]
"""
ONE = """# One

By [](#thm), [](#lem), [](#def){.full} and [](#ex){.number}.

::: definition {#def} The side $a$
A side is a *segment* between two corners.
:::

::: theorem {#thm} Of the sides[^n]
The squares of two sides are that of the third,

$$ a^2 + b^2 = c^2. $$

as [](#def) says.
:::

[^n]: It is old.

::: proof
Draw it.

It is seen.
:::

::: lemma {#lem}
1. One
2. Two
:::

::: proof Proof of [](#lem)
$$ x = y $$
:::

::: exercise {#ex}
Do it.
:::

::: example {number="9"} A kept one
As it was printed.
:::

::: corollary
So it is.
:::
"""
TWO = "# Two\n\n::: exercise\nDo more.\n:::\n\n::: theorem\nIt goes on.\n:::\n"


def _files(keys: str = "", language: str = "en") -> dict[str, str]:
    return {
        "book.toml": MANIFEST.replace("LANGUAGE", language) + keys,
        "one.md": ONE,
        "two.md": TWO,
    }


@pytest.mark.parametrize(
    ("keys", "numbers"),
    [
        ("", "1 1 1 1 9 1 2 2"),
        ('theorems = "together"', "1 2 3 1 9 10 2 11"),
        ('captions = "chapter"', "1.1 1.1 1.1 1.1 9 1.1 2.1 2.1"),
        ('captions = "chapter"\ntheorems = "together"', "1.1 1.2 1.3 1.1 9 1.10 2.1 2.1"),
        ('caption-pattern = { theorem = "{chapter}-{n}" }', "1 1-1 1 1 9 1 2 2-1"),
    ],
)
def test_counts(read_files: Read, keys: str, numbers: str) -> None:
    book = read_files(_files(keys))
    assert " ".join(each.number for each in book.captions) == numbers


def test_labels_references_and_proofs(read_files: Read) -> None:
    book = read_files(_files())
    body = book.sections[0].body
    first = text_of(body[0])
    assert first == "By Theorem\u00a01, Lemma\u00a01, Definition 1. The side a and\u00a01."
    captions = [text_of(node) for node in body.iter(f"{X}figcaption")]
    assert captions[2:] == ["Lemma 1", "Exercise 1", "Example 9. A kept one", "Corollary 1"]
    proofs = [node for node in body.iter(f"{X}div") if node.get("class") == "proof"]
    assert [text_of(proof[0]) for proof in proofs] == ["Proof", "Proof of Lemma\u00a01"]
    assert all(text_of(proof).rstrip().endswith("□") for proof in proofs)


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("de", "Satz 1"),
        ("ru", "Теорема 1"),
        ("ja", "定理1"),
        ("zh-TW", "定理1"),
        ("pt-PT", "Teorema 1"),
    ],
)
def test_words_of_other_languages(read_files: Read, language: str, label: str) -> None:
    book = read_files(_files(language=language))
    assert label in [each.label.replace("\N{NO-BREAK SPACE}", " ") for each in book.captions]


@pytest.mark.slow
def test_both_products(write_book: WriteBook) -> None:
    report = Report()
    folder = write_book(_files('captions = "chapter"\ntheorems = "together"'))
    build(folder, [], folder / "out", run_context(report))
    assert [str(each) for each in report] == []
