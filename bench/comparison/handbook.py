"""The tables of the handbook, as comma-separated values."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path

from bench.comparison.assessment import NOTHING, ProductResult

_CONTENT_ROWS = {
    "H": "Headings",
    "P": "Paragraphs",
    "L": "Lists",
    "LI": "Items",
    "Table": "Tables",
    "TR": "Rows",
    "TD": "Cells",
    "Figure": "Figures",
    "Formula": "Formulas",
    "Note": "Notes",
    "words": "Words",
    "languages": "Languages",
    "references with number": "Numbers of references",
}
_ROWS = {
    "epub": {
        **_CONTENT_ROWS,
        "navigation": "Navigation",
        "page list": "Page list",
        "metadata": "Statements",
        "an image undescribed": "Image undescribed",
        "same bytes": "Same bytes",
        "EPUBCheck": "EPUBCheck",
        "Ace": "Ace",
    },
    "pdf": {
        **_CONTENT_ROWS,
        "references with page": "Pages of references",
        "contents": "Contents",
        "outline": "Bookmarks",
        "page labels": "Page labels",
        "an image undescribed": "Image undescribed",
        "same bytes": "Same bytes",
        "claims": "Claims",
        "veraPDF": "veraPDF",
    },
}


def write(results: Mapping[str, Sequence[ProductResult]], folder: Path) -> None:
    """Write `peers-epub.csv` and `peers-pdf.csv`, with the first product of each tool."""
    for name, products in results.items():
        text = StringIO()
        csv.writer(text, lineterminator="\n").writerows(table(name, products))
        (folder / f"peers-{name}.csv").write_text(text.getvalue(), encoding="utf-8")


def table(name: str, products: Sequence[ProductResult]) -> Iterator[list[str]]:
    """The header and the rows; the name of a row includes the count of the text."""
    firsts: dict[str, Mapping[str, str]] = {}
    for product in products:
        firsts.setdefault(product.name.replace(",", "").split()[0], _with_verapdf(product.rows))
    yield ["Counted", *firsts]
    for row, label in _ROWS[name].items():
        values = [found.get(row, NOTHING) for found in firsts.values()]
        wholes = {value.partition(" of ")[2] for value in values} - {""}
        total = f" ({wholes.pop()})" if wholes else ""
        yield [label + total, *(_short(value) for value in values)]


def _with_verapdf(rows: Mapping[str, str]) -> Mapping[str, str]:
    """The rows with one result of veraPDF for all claims of a file."""
    values = [value for row, value in rows.items() if row.startswith("veraPDF")]
    verdicts = [value for value in values if value != NOTHING]
    passed = all(value == "pass" for value in verdicts)
    return {**rows, "veraPDF": ("pass" if passed else "fails") if verdicts else NOTHING}


def _short(value: str) -> str:
    return value.partition(" of ")[0].partition(":")[0].replace("PDF/", "")
