"""Tells the outcome in tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bench.comparison.judging import NOTHING, Judged
from bench.comparison.peers.peer import Peer
from bench.pieces import Composition


def render(
    peers: Sequence[Peer], judged: Mapping[str, Sequence[Judged]], text: Composition
) -> str:
    """The whole report as Markdown."""
    parts = [f"{format}\n\n{_table(products)}" for format, products in judged.items() if products]
    parts += ["\n".join(f"- {d.name}: {x}" for d in products for x in d.details) for products in judged.values()]
    return "\n\n".join(parts) + "\n"


def _table(products: Sequence[Judged]) -> str:
    rows = list(dict.fromkeys(row for product in products for row in product.rows))
    lines = [["", *(product.name for product in products)]]
    lines += [[row, *(product.rows.get(row, NOTHING) for product in products)] for row in rows]
    head, *body = [f"| {' | '.join(line)} |" for line in lines]
    return "\n".join([head, "|:--" + "|--:" * len(products) + "|", *body])
