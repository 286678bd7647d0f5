"""The book as an entry of a bibliography in CSL-JSON, which reference managers import."""

from __future__ import annotations

import json
from typing import Any

from publish.releases.facts import Release
from publish.releases.records.names import ContributorName, in_roles, names_of, plain_words

# Variables of CSL by MARC relator; others are not names of a bibliography.
_ROLES = {
    "author": ("aut",), "editor": ("edt",), "translator": ("trl",), "illustrator": ("ill",),
    "compiler": ("com", "edc"), "contributor": ("ctb",), "interviewer": ("ivr",),
    "composer": ("cmp",), "narrator": ("nrt",),
}  # fmt: skip


def csl_json(release: Release) -> bytes:
    """A list with the one entry."""
    entry = {name: value for name, value in _entry(release).items() if value}
    return (json.dumps([entry], ensure_ascii=False, indent=2) + "\n").encode()


def _entry(release: Release) -> dict[str, Any]:
    metadata, trade = release.metadata, release.trade
    names = names_of(metadata)
    people = {key: list(map(_name, in_roles(names, *roles))) for key, roles in _ROLES.items()}
    day = metadata.date
    subtitle = f": {metadata.subtitle}" if metadata.subtitle else ""
    return {
        "id": release.name,
        "type": "book",
        "title": metadata.title + subtitle,
        "title-short": metadata.title if subtitle else "",
        **people,
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "publisher": metadata.publisher,
        "publisher-place": metadata.place,
        "collection-title": metadata.series,
        "collection-number": metadata.series_number,
        "ISSN": metadata.issn,
        "edition": metadata.edition_statement,
        "version": metadata.version,
        "ISBN": " ".join(each.isbn for each in release.editions if each.isbn),
        "DOI": metadata.doi,
        "URL": trade.url,
        "number-of-pages": str(next((e.pages for e in release.editions if e.pages), "")),
        "language": metadata.language,
        "abstract": plain_words(metadata.description),
        "keyword": ", ".join((*metadata.subjects, *trade.keywords)),
    }


def _name(name: ContributorName) -> dict[str, str]:
    if not name.family:
        return {"literal": name.whole}
    return {"family": name.family, "given": name.given}
