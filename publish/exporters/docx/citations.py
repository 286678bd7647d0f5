"""Citations as fields that reference managers read, with the cited works in CSL-JSON.

A field of this form stays a citation in Word and LibreOffice, and programs such as Zotero go on
with it. https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from publish.model.book import Book
from publish.model.reference import Citation, Date, Name, Reference

_FIELD = "ADDIN ZOTERO_ITEM CSL_CITATION"
_PARTS = {
    "family": "family",
    "given": "given",
    "dropping": "dropping-particle",
    "non_dropping": "non-dropping-particle",
    "suffix": "suffix",
    "literal": "literal",
}


def cited_works(book: Book) -> list[dict[str, Any]]:
    """The works that a book cites or lists, as CSL-JSON."""
    data = book.bibliography
    if data is None:
        return []
    cited = {str(cite["key"]) for each in book.citations.values() for cite in each.cites}
    every = "*" in data.nocite
    keys = [key for key in data.references if every or key in cited or key in data.nocite]
    return [work_of(data.references[key]) for key in keys]


def work_of(reference: Reference) -> dict[str, Any]:
    """A work as CSL-JSON."""
    names = {role: [_name(each) for each in people] for role, people in reference.names.items()}
    dates = {variable: _date(each) for variable, each in reference.dates.items()}
    return {"id": reference.key, "type": reference.type, **reference.texts, **names, **dates}


def _name(name: Name) -> dict[str, str]:
    parts = {part: getattr(name, own) for own, part in _PARTS.items()}
    return {part: value for part, value in parts.items() if value}


def _date(date: Date) -> dict[str, Any]:
    values = {
        "date-parts": [list(part) for part in date.parts],
        "season": date.season,
        "circa": date.circa,
        "literal": date.literal,
    }
    return {name: value for name, value in values.items() if value}


def citation_codes(book: Book) -> dict[str, str]:
    """The code of the field of each citation, by its anchor."""
    works = {work["id"]: work for work in cited_works(book)}
    return {
        anchor: f"{_FIELD} {json.dumps(_field(anchor, each, works), ensure_ascii=False)}"
        for anchor, each in book.citations.items()
    }


def _field(anchor: str, citation: Citation, works: Mapping[str, Any]) -> dict[str, Any]:
    items = [dict(_item(cite, works, citation)) for cite in citation.cites]
    return {"citationID": anchor, "properties": {"noteIndex": 0}, "citationItems": items}


def _item(
    cite: Mapping[str, Any], works: Mapping[str, Any], citation: Citation
) -> Iterator[tuple[str, Any]]:
    yield "id", cite["key"]
    yield "itemData", works[cite["key"]]
    for name in ("locator", "label", "prefix", "suffix"):
        if cite.get(name):
            yield name, str(cite[name]).strip()
    if cite.get("without_author"):
        yield "suppress-author", True
    if citation.narrative:
        yield "author-only", True
