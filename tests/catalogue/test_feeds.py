"""Feeds keep to the rules: schemas of our own, and a parser that libraries use."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from publish.api import releases
from publish.context import Context
from tests.catalogue.shelves import record, write_release

HERE = Path(__file__).parent
RULES = json.loads((HERE / "opds2.schema.json").read_bytes())
ATOM = "{http://www.w3.org/2005/Atom}"


def test_feeds_of_opds_2_keep_to_their_schema(shelf: Path) -> None:
    validators = import_module("jsonschema_rs")
    rules = validators.validator_for(RULES, validate_formats=True)
    feeds = sorted((shelf / "catalogue").rglob("*.json"))
    assert len(feeds) > 20
    for path in feeds:
        errors = [str(error) for error in rules.iter_errors(json.loads(path.read_bytes()))]
        assert errors == [], path


def _publication(change: Callable[[dict[str, Any]], object]) -> Callable[[dict[str, Any]], object]:
    return lambda feed: change(feed["publications"][0])


BROKEN: dict[str, Callable[[dict[str, Any]], object]] = {
    "no self": lambda feed: feed["links"].pop(0),
    "nothing to read": lambda feed: [feed.pop("publications"), feed.pop("navigation")],
    "no title": _publication(lambda book: book["metadata"].pop("title")),
    "no acquisition": _publication(lambda book: book.update(links=book["links"][-1:])),
    "no image": _publication(lambda book: book.update(images=[])),
    "a date in words": _publication(lambda book: book["metadata"].update(published="May")),
    "a language in words": _publication(lambda book: book["metadata"].update(language="en_GB")),
    "no URI": _publication(lambda book: book["metadata"].update(identifier="12 3")),
}


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN)
def test_the_schema_refuses_a_broken_feed(
    change: Callable[[dict[str, Any]], object], shelf: Path
) -> None:
    validators = import_module("jsonschema_rs")
    feed = json.loads((shelf / "catalogue/opds.json").read_bytes())
    change(feed)
    assert not validators.validator_for(RULES, validate_formats=True).is_valid(feed)


def test_a_number_that_is_no_address_becomes_one(tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    for number, known in enumerate(
        ("10.5555/a b", "978-3:1", "urn:uuid:1", "https://salt.example/a")
    ):
        write_release(dist, f"book-{number}", record(f"book-{number}", identifier=known))
    releases.catalogue(dist, context=Context())
    feed = json.loads((dist / "catalogue/opds.json").read_bytes())
    ids = [each["metadata"]["identifier"] for each in feed["publications"]]
    assert [each[:9] for each in ids] == ["urn:uuid:", "urn:uuid:", "urn:uuid:", "https://s"]
    assert len(set(ids)) == 4


def test_a_parser_of_libraries_reads_feeds_of_opds_2(shelf: Path, tmp_path: Path) -> None:
    opds2 = import_module("webpub_manifest_parser.opds2")
    out = tmp_path / "catalogue"
    releases.catalogue(shelf, out, url="https://salt.example/catalogue/", context=Context())
    parser = opds2.OPDS2FeedParserFactory().create()
    for path in ("opds.json", "opds_2.json", "opds/languages.json", "opds/subjects/tides.json"):
        result = parser.parse_file(str(out / path), encoding="utf-8")
        assert [str(error) for error in result.errors] == [], path
    first = parser.parse_file(str(out / "opds.json"), encoding="utf-8").root
    titles = {str(each.metadata.title) for each in first.publications}
    assert {"The Tides of Lisse", "المدّ والجزر", "小康社会"} <= titles


def test_feeds_in_atom_keep_to_their_schema(shelf: Path) -> None:
    rules = etree.RelaxNG(etree.parse(HERE / "opds1.rng"))
    folder = shelf / "catalogue"
    feeds = sorted([*folder.rglob("*.xml"), *folder.rglob("*.atom")])
    assert len(feeds) > 20
    for path in feeds:
        feed = etree.parse(path)
        assert rules.validate(feed), f"{path}: {rules.error_log}"
        ids = [each.text for each in feed.iterfind(f"{ATOM}entry/{ATOM}id")]
        assert len(set(ids)) == len(ids), path
    for broken in ("title", "updated", "id"):
        feed = etree.parse(folder / "opds/books.xml")
        entry = feed.find(f"{ATOM}entry")
        assert entry is not None
        entry.remove(next(entry.iterfind(f"{ATOM}{broken}")))
        assert not rules.validate(feed), broken
