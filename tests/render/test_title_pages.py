"""Who made a book, and when, in the words of its language."""

from __future__ import annotations

import datetime

import pytest

from publish.model.metadata import Contributor, Metadata
from publish.render.dates import long_date

_NEVER = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)


def _metadata(language: str, identifier: str = "urn:uuid:1", **roles: str) -> Metadata:
    people = tuple(Contributor(name, role) for name, role in roles.items())
    return Metadata("Tides", language, identifier, _NEVER, authors=people)


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en-GB", ("Translated by Bo, Cy", "Illustrated by Di", "Ed")),
        ("de", ("Übersetzt von Bo, Cy", "Illustriert von Di", "Ed")),
        ("zh-Hant", ("Bo, Cy 譯", "Di 繪", "Ed")),
    ],
)
def test_contributors_are_named_by_role(language: str, lines: tuple[str, ...]) -> None:
    metadata = _metadata(language, Al="aut", Bo="trl", Cy="trl", Di="ill", Ed="xyz")
    assert metadata.byline == "Al"
    assert metadata.credits == lines


@pytest.mark.parametrize(
    ("language", "written"),
    [("en-GB", "2 November 2026"), ("en-US", "November 2, 2026"), ("de", "2. November 2026"),
     ("ru", "2 ноября 2026 г."), ("ja", "2026年11月2日"), ("pt", "2 de novembro de 2026")],
)  # fmt: skip
def test_a_date_is_in_words(language: str, written: str) -> None:
    assert " ".join(long_date(datetime.date(2026, 11, 2), language).split()) == written


def test_only_identifiers_for_readers_are_printed() -> None:
    printed = {
        name: _metadata("en", name).printed_identifier
        for name in ("urn:uuid:1", "urn:isbn:9780000000002", "doi:10.1/x")
    }
    assert [name for name, text in printed.items() if text] == ["doi:10.1/x"]
