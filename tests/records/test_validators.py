"""A book with everything that a manifest can say of it passes the validators."""

from __future__ import annotations

from pathlib import Path

import pytest

import publish
from publish.diagnostics import Report
from publish.model.relators import RELATORS
from publish.releases.check import read_record
from tests.records.sample import BOOK, TEXT, write_book
from tests.running import run_context

pytestmark = [pytest.mark.slow, pytest.mark.java, pytest.mark.browser]

PEOPLE = "\n".join(
    f'  {{ name = "Person Number {n}", sort = "{n}, Person", role = "{role}",'
    f' orcid = "0000-0002-1825-0097", isni = "0000 0001 2150 090X" }},'
    for n, role in enumerate(RELATORS)
)
RELATED = "\n".join(
    f'  {{ relation = "{relation}", {number} }},'
    for relation, number in {
        "part-of": 'issn = "2049-3630"',
        "includes": 'doi = "10.5555/1"',
        "replaces": 'isbn = "978-1-4028-9462-6"',
        "replaced-by": 'doi = "10.5555/2"',
        "alternative-format": 'url = "https://salt.example/audio"',
        "based-on-print": 'isbn = "978-1-86197-876-9"',
        "translation-of": 'doi = "10.5555/3"',
        "adapted-from": 'doi = "10.5555/4"',
        "supplement-to": 'doi = "10.5555/5"',
        "has-supplement": 'url = "https://salt.example/maps"',
        "similar": 'doi = "10.5555/6"',
    }.items()
)
EVERYTHING = {
    "authors = [": f"authors = [\n{PEOPLE}",
    'subtitle = "A Study in Salt"': 'subtitle = "A *Study* in Salt"\nrunning = "Tides"',
    "language =": 'title-sort = "Tides of Lisse, The"\nlanguage =',
    "related = [": f"related = [\n{RELATED}",
    "funding = [": 'funding = [{ funder = "Fund & Sons", identifier = "10.13039/100000001" }, ',
    "audience = [": 'audience = ["children", "college", "adult-education", ',
    'licence = "': 'rights = "Text: CC BY-SA"\nlicence = "',
    "prices = [": 'prices = [{ amount = "0", currency = "USD", tax = "excluded" }, ',
}


def test_a_book_with_all_metadata_passes_the_validators(tmp_path: Path) -> None:
    manifest = BOOK
    for words, more in EVERYTHING.items():
        assert words in manifest
        manifest = manifest.replace(words, more, 1)
    book = write_book(tmp_path / "tides", TEXT, manifest)
    context = run_context(Report())
    released = publish.release(book, tmp_path / "dist", out=tmp_path / "out", context=context)
    assert list(map(str, context.report)) == []
    verdicts = [
        (each["validator"], each["outcome"], each["errors"], each["warnings"])
        for edition in read_record(released)["editions"]
        for each in edition["validators"]
    ]
    assert {verdict[1:] for verdict in verdicts} == {("passed", 0, 0)}, verdicts
    assert len(verdicts) >= 8
