"""What the heads of the pages say of the book, and that nothing runs that should not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from publish.model.section import heading_text
from publish.verification.difference import Code, Difference, quoted
from publish.verification.web.finished import FinishedWeb
from publish.verification.web.reader.page import WebPage
from publish.verification.web.reader.site import INDEX

_POLICY = ("default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'")


def check_head(finished: FinishedWeb) -> Iterator[Difference]:
    """Language, names for reference managers, schema.org and address of each page."""
    for document in finished.container.documents():
        for aspect, right, shown in _facts(finished, document):
            if right != shown:
                values = quoted(right), quoted(shown)
                yield Difference(Code.METADATA, "metadata", document.href, aspect, *values)


def _facts(
    finished: FinishedWeb, document: WebPage
) -> Iterator[tuple[str, str | None, str | None]]:
    metadata, around = finished.book.metadata, document.around
    named = dict(around.named)
    authors = [content for name, content in around.named if name == "citation_author"]
    opening = finished.section_map.openings.get(document.href)
    title = heading_text(finished.sections[opening]) if opening else named.get("citation_title")
    yield "language", metadata.language, around.language
    yield "citation_title", title, named.get("citation_title")
    if opening:
        yield "citation_inbook_title", metadata.title, named.get("citation_inbook_title")
    right = [each.name for each in metadata.authors if each.role != "edt"]
    yield "citation_author", "; ".join(right), "; ".join(authors)
    data = _parsed(around.data)
    work = data.get("isPartOf") if opening else data
    work = work if isinstance(work, dict) else {}
    yield "schema.org name", metadata.title, work.get("name")
    yield "schema.org identifier", metadata.identifier, work.get("@id")
    address = finished.edition.address
    own = f"{address}{'' if document.href == INDEX else document.href}" if address else None
    yield "canonical address", own, around.canonical


def _parsed(data: str) -> dict[str, Any]:
    try:
        found = json.loads(data)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def check_safety(finished: FinishedWeb) -> Iterator[Difference]:
    """A strict policy on each page, and nothing that it would forbid: scripts and styles inside."""
    for document in finished.container.pages.values():
        around = document.around
        for rule in _POLICY:
            if not any(rule in policy for policy in around.policies):
                values = quoted(rule), "nothing"
                yield Difference(Code.METADATA, "safety", document.href, "policy", *values)
        for found in around.inside:
            yield Difference(
                Code.EXTRA, "safety", document.href, "inside", "nothing", quoted(found)
            )
