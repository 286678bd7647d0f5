"""`release.json`: the record of a release for programs, as `release.schema.json` describes it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any

from publish.model.metadata import Contributor, Metadata
from publish.model.trade import Price
from publish.releases.facts import (
    Release,
    ReleasedEdition,
    ReleasedFile,
    ReleasedSection,
    ValidatorVerdict,
)

RECORD = "release.json"
_FORMAT = 1  # of the record; a change that a reader must know of raises it


def schema() -> str:
    """The JSON schema of the record."""
    return files("publish.releases").joinpath("release.schema.json").read_text(encoding="utf-8")


def record(release: Release, others: Sequence[ReleasedFile], previous: str) -> bytes:
    """The record of a release with its `others`, the files that are not editions.

    `previous` is the version that the release was compared with, "" for the first.
    """
    content = {
        "format": _FORMAT,
        "name": release.name,
        **_metadata(release.metadata),
        "previous": previous or None,
        "words": release.words,
        "counts": dict(release.counts),
        "url": release.trade.url,
        "editions": [
            _edition(edition, release.trade.prices.get(edition.edition.name, ()))
            for edition in release.editions
        ],
        "files": [_file(each) for each in others],
        "sections": [_section(section) for section in release.sections],
        "sources": dict(release.sources),
        "tools": dict(release.tools),
        "fonts": dict(release.fonts),
    }
    return as_json(content)


def as_json(content: object) -> bytes:
    """Readable JSON, the same for the same content."""
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _metadata(metadata: Metadata) -> dict[str, Any]:
    return {
        "version": metadata.version,
        "title": metadata.title,
        "subtitle": metadata.subtitle,
        "contributors": [_contributor(each) for each in metadata.authors],
        "series": _series(metadata),
        "language": metadata.language,
        "identifier": metadata.identifier,
        "isbn": metadata.isbn,
        "doi": metadata.doi,
        "publisher": metadata.publisher,
        "place": metadata.place,
        "date": metadata.date.isoformat() if metadata.date else None,
        "modified": f"{metadata.modified:%Y-%m-%dT%H:%M:%SZ}",
        "description": metadata.description,
        "subjects": list(metadata.subjects),
        "rights": metadata.rights,
        "licence": metadata.licence,
        "copyright": metadata.copyright,
    }


def _contributor(contributor: Contributor) -> dict[str, str]:
    """A contributor, with the keys that it has."""
    return {
        name: value
        for name in ("name", "role", "sort", "orcid", "isni")
        if (value := getattr(contributor, name))
    }


def _series(metadata: Metadata) -> dict[str, str] | None:
    if not metadata.series:
        return None
    return {"name": metadata.series, "number": metadata.series_number}


def _edition(edition: ReleasedEdition, prices: Iterable[Price]) -> dict[str, Any]:
    has_pages = bool(edition.pages) and edition.binding is None
    return {
        "name": edition.edition.name,
        "format": edition.edition.format,
        "theme": edition.edition.theme,
        "trim": edition.edition.trim if has_pages else None,
        "binding": str(edition.binding) if edition.binding else None,
        "isbn": edition.edition.isbn,
        "prices": [_price(each) for each in prices],
        "words": edition.words,
        "pages": edition.pages,
        "claims": [{"property": name, "value": value} for name, value in edition.claims],
        "validators": [_verdict(verdict) for verdict in edition.verdicts],
        "file": _file(edition.file),
    }


def _price(price: Price) -> dict[str, Any]:
    return {
        "amount": price.amount,
        "currency": price.currency,
        "territories": list(price.territories),
        "tax_included": price.has_tax,
    }


def _verdict(verdict: ValidatorVerdict) -> dict[str, Any]:
    return {
        "validator": verdict.validator,
        "outcome": str(verdict.outcome),
        "errors": verdict.errors,
        "warnings": verdict.warnings,
        "rules": list(verdict.rules),
    }


def _file(file: ReleasedFile) -> dict[str, Any]:
    parts = {"files": dict(file.files)} if file.files else {}
    return {
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "sha256": file.sha256,
        **parts,
    }


def _section(section: ReleasedSection) -> dict[str, Any]:
    return {
        "id": section.id,
        "role": section.role,
        "matter": section.matter,
        "level": section.level,
        "number": section.number or None,
        "label": section.label or None,
        "title": section.title,
        "words": section.words,
        "children": [_section(child) for child in section.children],
    }
