"""The books that a feed of OPDS 2.0 shows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from publish.verification.catalogue.links import released_file, released_site
from publish.verification.catalogue.records import Facts, one_line, together

_PEOPLE = (
    "author", "translator", "editor", "artist", "illustrator", "colorist", "narrator",
    "contributor",
)  # fmt: skip


def read_feed(path: Path) -> dict[str, Any]:
    """A feed."""
    feed: dict[str, Any] = json.loads(path.read_bytes())
    return feed


def books_of(feed: Mapping[str, Any]) -> Iterator[tuple[str, Facts]]:
    """The page of each book, and what the feed says of it."""
    for page, each in zip(pages_of(feed), feed.get("publications", []), strict=True):
        yield page, _facts(each["metadata"], each["links"])


def pages_of(feed: Mapping[str, Any]) -> Iterator[str]:
    """The page of each book."""
    for each in feed.get("publications", []):
        yield next(link["href"] for link in each["links"] if link["rel"] == "alternate")


def links_of(feed: Mapping[str, Any]) -> Iterator[str]:
    """Every address in a feed."""
    yield from (link["href"] for link in (*feed["links"], *feed.get("navigation", [])))
    for group in feed.get("facets", []):
        yield from (link["href"] for link in group["links"])
    for each in feed.get("publications", []):
        yield from (link["href"] for link in (*each["links"], *each["images"]))


def next_of(feed: Mapping[str, Any]) -> str | None:
    """The address of the next page."""
    return next((link["href"] for link in feed["links"] if link["rel"] == "next"), None)


def _facts(metadata: Mapping[str, Any], links: list[dict[str, Any]]) -> Facts:
    given = [link for link in links if link["rel"].endswith("/open-access")]
    free = [link for link in given if "properties" in link]
    sold = [link for link in links if link["rel"].endswith("/buy")]
    people = {role: [one_line(p["name"]) for p in metadata.get(role, [])] for role in _PEOPLE}
    return {
        "identifier": metadata["identifier"],
        "title": one_line(metadata["title"]),
        "subtitle": one_line(metadata.get("subtitle")),
        "language": metadata["language"],
        "modified": metadata["modified"],
        "date": metadata.get("published", ""),
        "publisher": one_line(metadata.get("publisher")),
        "description": one_line(metadata.get("description")),
        "names": together(name for names in people.values() for name in names),
        "authors": together(people["author"]),
        "subjects": together(metadata.get("subject", [])),
        "series": one_line(metadata.get("belongsTo", {}).get("series", {}).get("name")),
        "sizes": together(
            f"{released_file(x['href'])} {x['type']} {x['properties']['size']}" for x in free
        ),
        "hashes": together(
            f"{released_file(link['href'])} {link['properties']['sha256']}" for link in free
        ),
        "read online": together(released_site(x["href"]) for x in given if x not in free),
        "prices": together(_price(link) for link in sold),
    }


def _price(link: Mapping[str, Any]) -> str:
    price = link["properties"]["price"]
    return f"{link['title']} {price['value']:g} {price['currency']}"
