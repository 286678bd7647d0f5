"""The folder that an EPUB is made from, read again: all comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.api.importing import import_book
from tests.exporting.round_trip import RoundTrip, write_book
from tests.exporting.small_book import FILES


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> RoundTrip:
    work = tmp_path_factory.mktemp("epub-source")
    return RoundTrip(write_book(work / "book", FILES), "epub-source", work)


def test_the_same_book_comes_back(trip: RoundTrip) -> None:
    assert not trip.differences()


def test_the_folder_of_the_package_is_enough(trip: RoundTrip, tmp_path: Path) -> None:
    outcome = import_book(trip.result.path / "src/EPUB", tmp_path / "book")
    assert outcome.sections == 14


_MANIFEST = """[book]
title = "Piers"
authors = ["Ada Hollin"]
language = "en-GB"
publisher = "Landing Stage"
[structure]
lists = ["tables", "listings"]
bodymatter = ["piers.md", "nets.md"]
backmatter = [{ role = "bibliography" }, { role = "index" }]
[bibliography]
files = ["works.bib"]
"""
_PIERS = """# Piers

Long[]{index="piers" range=start} ago @hollin1901 and @reck1907 wrote of
[bolts]{index="bolt | iron; bolts"} in them[]{index="*The Pier* | AT\\; T"}, and
@hollin1901 wrote more.[]{index="wharf" see="piers"}

| Pier | Bolts |
|:-----|------:|
| East | 3     |

Table: Bolts

## Piles

The end.[]{index="tar" range=start} Tar[]{index="piers" range=end} is black.

``` {.python caption="A program"}
print(1)
```
"""
_NETS = """# Nets

Nets are tarred.[]{index="tar" range=end} [Cork]{index="cork" see-also="tar"} floats in `net()`.
"""
_WORKS = """@book{hollin1901, title = {On Ferries}, author = {Hollin, Ada}, year = {1901},
  publisher = {Landing Stage}}
@book{reck1907, title = {On Rafts}, author = {Reck, Jonas}, year = {1907}, publisher = {Stage}}
"""


@pytest.mark.slow
def test_marks_lists_and_named_authors_come_back(tmp_path: Path) -> None:
    files = {"book.toml": _MANIFEST, "piers.md": _PIERS, "nets.md": _NETS, "works.bib": _WORKS}
    trip = RoundTrip(write_book(tmp_path / "book", files), "epub-source", tmp_path)
    assert not trip.differences()
    written = "".join(each.read_text("utf-8") for each in trip.back.glob("*"))
    for mark in (
        '[]{index="piers" range="start"}',
        '[bolts]{index="bolt | iron; bolts"}',
        '[]{index="tar" range="end"}',
        '[]{index="wharf" see="piers"}',
        'lists = ["tables", "listings"]',
    ):
        assert mark in written
