"""The folder that an EPUB is made from, read again: all comes back but the marks of the index."""

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
    differing = trip.differences()
    assert differing.keys() == {"index", "references"}
    # The places of the index are links.
    assert all(row.startswith("+ Index: ") for row in differing["references"])


def test_the_folder_of_the_package_is_enough(trip: RoundTrip, tmp_path: Path) -> None:
    outcome = import_book(trip.result.path / "src/EPUB", tmp_path / "book")
    assert outcome.sections == 14
