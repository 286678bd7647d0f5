"""The tables of the handbook: a few words a cell, as comma-separated values."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path

from bench.comparison.judging import NOTHING, Judged

_HELD = {
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
        **_HELD,
        "navigation": "Navigation",
        "page list": "Page list",
        "metadata": "Statements",
        "an image undescribed": "Image undescribed",
        "same bytes": "Same bytes",
        "EPUBCheck": "EPUBCheck",
        "Ace": "Ace",
    },
    "pdf": {
        **_HELD,
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


def write(judged: Mapping[str, Sequence[Judged]], folder: Path) -> None:
    """Write `peers-epub.csv` and `peers-pdf.csv`, with the first product of each peer."""
    for name, products in judged.items():
        text = StringIO()
        csv.writer(text, lineterminator="\n").writerows(table(name, products))
        (folder / f"peers-{name}.csv").write_text(text.getvalue(), encoding="utf-8")


def table(name: str, products: Sequence[Judged]) -> Iterator[list[str]]:
    """The head and the rows; behind the name of a row stands how many the text has."""
    firsts: dict[str, Mapping[str, str]] = {}
    for product in products:
        firsts.setdefault(product.name.replace(",", "").split()[0], _with_verapdf(product.rows))
    yield ["Counted", *firsts]
    for row, label in _ROWS[name].items():
        values = [found.get(row, NOTHING) for found in firsts.values()]
        wholes = {value.partition(" of ")[2] for value in values} - {""}
        asked = f" ({wholes.pop()})" if wholes else ""
        yield [label + asked, *(_short(value) for value in values)]


def _with_verapdf(rows: Mapping[str, str]) -> Mapping[str, str]:
    """The rows with what veraPDF said of all that a file claims."""
    told = [value for row, value in rows.items() if row.startswith("veraPDF")]
    verdicts = [value for value in told if value != NOTHING]
    passed = all(value == "pass" for value in verdicts)
    return {**rows, "veraPDF": ("pass" if passed else "fails") if verdicts else NOTHING}


def _short(value: str) -> str:
    return value.partition(" of ")[0].partition(":")[0].replace("PDF/", "")
