"""The lists by language, subject and contributor: the books of each value, alike in every form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from publish.verification.catalogue import opds
from publish.verification.catalogue.links import Links
from publish.verification.catalogue.records import BETWEEN, Book
from publish.verification.catalogue.walking import HTML, LISTS, Walk, of_book
from publish.verification.difference import Code, Difference

KINDS = {"languages": "language", "subjects": "subjects", "contributors": "names"}


def check_facets(
    kind: str, out: Path, books: Mapping[str, Book], links: Links
) -> Iterator[tuple[str, Difference]]:
    """What the lists of a kind show differently from the records; `books` are by their pages."""
    expected = _members(kind, books)
    if not expected and not (out / f"opds/{kind}.json").exists():
        return
    found: dict[str, set[str]] = {}
    for title, stem in _values(kind, out, links):
        walks = [Walk(out, links, form) for form in LISTS.values()]
        starts = (f"opds/{stem}.json", f"opds/{stem}.xml", f"{stem}.html")
        lists = [
            [page for _, page, _ in walk.books(start)]
            for walk, start in zip(walks, starts, strict=True)
        ]
        for walk in walks:
            yield from walk.dead
        most = max(lists, key=lists.count)
        for start, pages in zip(starts, lists, strict=True):
            if pages != most:
                shown = str(sorted(most)), str(sorted(pages))
                yield start, of_book(Code.FACT, kind, title, "books", *shown)
        value = _language(most, books) if kind == "languages" else title
        found[value] = set(most)
    values = Walk(out, links, HTML)
    yield from values.dead_in(f"{kind}.html")
    for value in sorted(expected.keys() | found.keys()):
        if expected.get(value) != found.get(value):
            right, wrong = (str(sorted(each.get(value, ()))) for each in (expected, found))
            yield f"opds/{kind}.json", of_book(Code.FACT, kind, value, "books", right, wrong)


def _values(kind: str, out: Path, links: Links) -> Iterator[tuple[str, str]]:
    """The values that the feeds of a kind lead to, with the stems of their files."""
    name: str | None = f"opds/{kind}.json"
    while name is not None:
        feed = opds.read_feed(out / name)
        for link in feed["navigation"]:
            target = links.target(link["href"], name) or ""
            yield link["title"], target.removeprefix("opds/").removesuffix(".json")
        following = opds.next_of(feed)
        name = None if following is None else links.target(following, name)


def _members(kind: str, books: Mapping[str, Book]) -> dict[str, set[str]]:
    """The pages of the books that have each value."""
    members: dict[str, set[str]] = {}
    for page, book in books.items():
        said = book.facts[KINDS[kind]]
        for value in filter(None, said.split(BETWEEN)):
            shared = _without_region(value) if kind == "languages" else value
            members.setdefault(shared, set()).add(page)
    return members


def _without_region(tag: str) -> str:
    first, *others = tag.split("-")
    scripts = (part.title() for part in others if len(part) == 4 and part.isalpha())
    return "-".join([first.lower(), *scripts])


def _language(listed: list[str], books: Mapping[str, Book]) -> str:
    """The language of a list of books: that of its first."""
    first = books.get(listed[0]) if listed else None
    return _without_region(first.facts["language"]) if first else ""
