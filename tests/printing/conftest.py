"""A small book and its files for every printer, built once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from publish import pipeline
from publish.cache import Cache
from publish.config.printers import printer_names
from publish.model.artifact import Artifact
from publish.model.book import Book, Edition
from tests.printing.press_profile import press_profile, print_edition
from tests.printing.small_prints import ISBN
from tests.running import run_context

_DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" width="300" height="120">
<defs><linearGradient id="dusk"><stop offset="0" stop-color="#1f4e79"/>
<stop offset="1" stop-color="#c8641c"/></linearGradient></defs>
<rect width="300" height="60" fill="url(#dusk)"/>
<circle cx="60" cy="90" r="25" fill="#2f6e59" fill-opacity="0.5"/>
<text x="120" y="95" font-size="14" fill="#333333">Low water</text></svg>
"""
_TEXT = """# Tides

The sea is $a^2$ wide, and this line goes [to the shore](https://example.org/).[^depth]

![The shore at dusk](dusk.svg)

```python
depth = 3  # fathoms
```

[^depth]: Measured from the quay.
"""
_MANIFEST = """
[book]
title = "Salt and Sand"
authors = ["Ada Hollin"]
language = "en"
publisher = "Pier Press"
date = 2026-03-01
description = "A walk along the shore."

[cover]
about-author = "Ada Hollin keeps a light."
praise = [{ text = "Salt on every page.", by = "The Quay" }]

[structure]
bodymatter = [{names}]
"""
_PAGES = """
[editions.pdf]
format = "pdf"
"""
# Each with a number and a price of its own.
_BOUND = """
[editions.{name}]
format = "print"
printer = "{printer}"
binding = "{binding}"
colour-profile = "press.icc"
isbn = "{isbn}"
{prices}
"""
BOUND = {
    "boards": ("lulu", "case", "9780306401008", "12.50"),
    "jacketed": ("lulu", "jacket", "9780306401015", ""),
    "flapped": ("offset", "flaps", "9780306401022", "9.00"),
}
_CHAPTERS = 14  # each opens a leaf; no printer binds fewer pages than 32
PRICED = "kdp-black"


class Prints(NamedTuple):
    """The products of the book by their edition, and the book."""

    out: Path
    book: Book
    artifacts: Mapping[str, Artifact]

    def edition(self, name: str) -> Edition:
        """An edition of the book."""
        return next(each for each in self.book.editions if each.name == name)


def write_book(folder: Path, editions: str) -> Path:
    """The folder of a book with text, a drawing and the profile of a press."""
    folder.mkdir()
    names = ["tides.md", *(f"dune-{number}.md" for number in range(_CHAPTERS))]
    listed = ", ".join(f'"{name}"' for name in names)
    (folder / "book.toml").write_text(_MANIFEST.replace("{names}", listed) + editions)
    (folder / "tides.md").write_text(_TEXT)
    for number, name in enumerate(names[1:]):
        (folder / name).write_text(f"# Dune {number}\n\nSand walks inland.\n")
    (folder / "dusk.svg").write_text(_DRAWING)
    (folder / "press.icc").write_bytes(press_profile())
    return folder


def editions_for_all() -> str:
    """An edition in black and one in colour for every printer."""
    pairs = [(name, inks) for name in printer_names() for inks in ("black", "colour")]
    editions = "".join(print_edition(f"{name}-{inks}", name, inks) for name, inks in pairs)
    for name, (printer, binding, isbn, amount) in BOUND.items():
        prices = f'prices = [{{ amount = "{amount}", currency = "GBP" }}]' if amount else ""
        editions += _BOUND.format(
            name=name, printer=printer, binding=binding, isbn=isbn, prices=prices
        )
    price = f'isbn = "{ISBN}"\nprices = [{{ amount = "14.99", currency = "USD" }}]\n'
    return _PAGES + editions.replace(f"[editions.{PRICED}]\n", f"[editions.{PRICED}]\n{price}")


@pytest.fixture(scope="session")
def prints(tmp_path_factory: pytest.TempPathFactory) -> Prints:
    folder = tmp_path_factory.mktemp("printing")
    book_folder = write_book(folder / "salt", editions_for_all())
    context = run_context(cache=Cache(folder / "cache"))
    artifacts = pipeline.build(book_folder, (), folder / "out", context)
    _, book = next(pipeline.editions_with_books(book_folder, ["pdf"], run_context()))
    return Prints(folder / "out", book, {each.edition: each for each in artifacts})
