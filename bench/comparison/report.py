"""The report as Markdown: the settings, a table for each format, findings of validators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bench.blocks import Composition
from bench.comparison import text as source
from bench.comparison.assessment import NOTHING, ProductResult
from bench.comparison.peers.peer import Peer

_NOTES = Path(__file__).parent / "notes.md"

# The names of the rows, in the order of the tables.
ROWS = {
    "H": "headings",
    "P": "paragraphs",
    "L": "lists",
    "LI": "items",
    "Table": "tables",
    "TR": "rows",
    "TH": "header cells",
    "TD": "other cells",
    "Caption": "captions",
    "Figure": "figures with their text",
    "Formula": "formulas with a text or MathML",
    "Note": "notes",
    "BlockQuote": "quotations",
    "words": "whole words, in order",
    "passages in order": "passages in order, by their letters",
    "notes there": "notes present",
    "languages": "declared languages of passages",
    "references with number": "references with the number of their target",
    "references with page": "references with the page of their target",
    "contents": "contents lines with number, title and page",
    "outline": "bookmarks with number and title",
    "navigation": "navigation lines with number and title",
    "landmarks": "landmarks",
    "page list": "pages of the print edition, marked and listed",
    "page labels": "page labels",
    "outside the tree": "texts outside the tree that are not artifacts",
    "metadata": "statements on accessibility",
    "features": "declared features",
    "summary": "summary",
    "claims": "claims",
    "an image undescribed": "with an undescribed image: the claim, or the build",
    "same bytes": "same bytes in two runs",
    "bytes": "bytes of the file",
}
_LAST = ("same bytes", "bytes")


def render(
    peers: Sequence[Peer], results: Mapping[str, Sequence[ProductResult]], text: Composition
) -> str:
    """The whole report."""
    parts = [_NOTES.read_text(encoding="utf-8"), "\n".join(_settings(peers)), _source_summary(text)]
    for name, products in results.items():
        if products:
            parts += [f"## {name.upper()}", "\n".join(_table(products)), *_details(products)]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _settings(peers: Sequence[Peer]) -> Iterator[str]:
    yield from ("## Settings", "")
    for peer in peers:
        for product in peer.products:
            name = f"{product.name}, {product.format.upper()}"
            yield f"- {name} ({peer.versions}): {product.settings}"


def _source_summary(text: Composition) -> str:
    words = len(source.tokens(" ".join(source.passages(text))))
    passages, notes = len(source.passages(text)), len(source.notes(text))
    return (
        f"The text has {words:,} words in {passages} passages between calls and references, and "
        f"{notes} notes. “28” is the full count of the text, “27 of 28” a part of it, "
        f"“{NOTHING}” none."
    )


def _table(products: Sequence[ProductResult]) -> Iterator[str]:
    names = [product.name for product in products]
    yield f"| | {' | '.join(names)} |"
    yield f"|:--|{'--:|' * len(names)}"
    for row in rows(products):
        values = (product.rows.get(row, NOTHING) for product in products)
        yield f"| {ROWS.get(row, row)} | {' | '.join(values)} |"


def rows(products: Sequence[ProductResult]) -> list[str]:
    """The rows of a table in order, with validators before the last two."""
    present = dict.fromkeys(row for product in products for row in product.rows)
    first = [row for row in ROWS if row in present and row not in _LAST]
    validators = [row for row in present if row not in ROWS]
    return [*first, *validators, *(row for row in _LAST if row in present)]


def _details(products: Sequence[ProductResult]) -> Iterator[str]:
    for product in products:
        if product.details:
            findings = "\n".join(f"- {line}" for line in product.details)
            yield f"Findings of validators in the file of {product.name}:\n\n{findings}"
