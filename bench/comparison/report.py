"""Tells the outcome as Markdown: the settings, a table for each format, what validators found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bench.comparison import text as source
from bench.comparison.judging import NOTHING, Judged
from bench.comparison.peers.peer import Peer
from bench.pieces import Composition

_NOTES = Path(__file__).parent / "notes.md"

# What a row tells, in the order of the tables; the format that it stands in alone, if any.
ROWS = {
    "H": "headings",
    "P": "paragraphs",
    "L": "lists",
    "LI": "items",
    "Table": "tables",
    "TR": "rows",
    "TH": "cells of heads",
    "TD": "other cells",
    "Caption": "captions",
    "Figure": "figures with their text",
    "Formula": "formulas with a text or MathML",
    "Note": "notes",
    "BlockQuote": "quotations",
    "words": "words read as they stand, in order",
    "passages in order": "passages in order, by their letters",
    "notes there": "notes that are there at all",
    "languages": "languages of passages stated",
    "references with number": "references with the number of their target",
    "references with page": "references with its page",
    "contents": "contents lines with number, title and page",
    "outline": "bookmarks with number and title",
    "navigation": "navigation lines with number and title",
    "landmarks": "landmarks",
    "page list": "pages of the print edition, marked and listed",
    "page labels": "page labels",
    "outside the tree": "pieces of text outside the tree, not artifacts",
    "metadata": "statements on accessibility",
    "features": "features named",
    "summary": "summary",
    "claims": "claims",
    "an image undescribed": "with an image undescribed: the claim, or the build",
    "same bytes": "two runs make the same bytes",
    "bytes": "bytes of the file",
}
_LAST = ("same bytes", "bytes")


def render(peers: Sequence[Peer], judged: Mapping[str, Sequence[Judged]], text: Composition) -> str:
    """The whole report."""
    told = [_NOTES.read_text(encoding="utf-8"), "\n".join(_settings(peers)), _held(text)]
    for name, products in judged.items():
        if products:
            told += [f"## {name.upper()}", "\n".join(_table(products)), *_details(products)]
    return "\n\n".join(part.strip() for part in told) + "\n"


def _settings(peers: Sequence[Peer]) -> Iterator[str]:
    yield from ("## How each was called", "")
    for peer in peers:
        for product in peer.products:
            name = f"{product.name}, {product.format.upper()}"
            yield f"- {name} ({peer.versions}): {product.settings}"


def _held(text: Composition) -> str:
    words = len(source.tokens(" ".join(source.passages(text))))
    passages, notes = len(source.passages(text)), len(source.notes(text))
    return (
        f"The text has {words:,} words in {passages} passages between calls and references, and "
        f"{notes} notes. “28” is all that the text has, “27 of 28” is not, “{NOTHING}” is none."
    )


def _table(products: Sequence[Judged]) -> Iterator[str]:
    names = [product.name for product in products]
    yield f"| | {' | '.join(names)} |"
    yield f"|:--|{'--:|' * len(names)}"
    for row in rows(products):
        values = (product.rows.get(row, NOTHING) for product in products)
        yield f"| {ROWS.get(row, row)} | {' | '.join(values)} |"


def rows(products: Sequence[Judged]) -> list[str]:
    """The rows of a table: those that are known in their order, with validators before the last."""
    there = dict.fromkeys(row for product in products for row in product.rows)
    first = [row for row in ROWS if row in there and row not in _LAST]
    validators = [row for row in there if row not in ROWS]
    return [*first, *validators, *(row for row in _LAST if row in there)]


def _details(products: Sequence[Judged]) -> Iterator[str]:
    for product in products:
        if product.details:
            found = "\n".join(f"- {line}" for line in product.details)
            yield f"What validators found in the file of {product.name}:\n\n{found}"
