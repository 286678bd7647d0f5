"""What the heads of the pages say of the book, and that nothing runs that should not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lxml import etree

from publish.model.section import heading_text
from publish.verification.difference import Code, Difference, quoted
from publish.verification.entries import collapse_spaces
from publish.verification.markup import X
from publish.verification.pages.reader.document import Document
from publish.verification.web.finished import FinishedWeb
from publish.verification.web.reader.site import INDEX

_DATA = "application/ld+json"
_POLICY = ("default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'")


def check_head(finished: FinishedWeb) -> Iterator[Difference]:
    """Language, names for reference managers, schema.org and address of each page."""
    for document in finished.container.documents():
        for aspect, right, shown in _facts(finished, document):
            if right != shown:
                values = quoted(right), quoted(shown)
                yield Difference(Code.METADATA, "metadata", document.href, aspect, *values)


def _facts(
    finished: FinishedWeb, document: Document
) -> Iterator[tuple[str, str | None, str | None]]:
    metadata, root = finished.book.metadata, document.root
    named = {node.get("name"): node.get("content") for node in root.iter(f"{X}meta")}
    authors = [
        node.get("content", "")
        for node in root.iter(f"{X}meta")
        if node.get("name") == "citation_author"
    ]
    opening = finished.section_map.openings.get(document.href)
    title = heading_text(finished.sections[opening]) if opening else named.get("citation_title")
    yield "language", metadata.language, root.get("lang")
    yield "citation_title", title, named.get("citation_title")
    if opening:
        yield "citation_inbook_title", metadata.title, named.get("citation_inbook_title")
    right = [each.name for each in metadata.authors if each.role != "edt"]
    yield "citation_author", "; ".join(right), "; ".join(authors)
    data = _data(root)
    work = data.get("isPartOf") if opening else data
    work = work if isinstance(work, dict) else {}
    yield "schema.org name", metadata.title, work.get("name")
    yield "schema.org identifier", metadata.identifier, work.get("@id")
    address = finished.edition.address
    own = f"{address}{'' if document.href == INDEX else document.href}" if address else None
    links = (link.get("href") for link in root.iter(f"{X}link") if link.get("rel") == "canonical")
    yield "canonical address", own, next(links, None)


def _data(root: etree._Element) -> dict[str, Any]:
    for script in root.iter(f"{X}script"):
        if script.get("type") == _DATA:
            try:
                found = json.loads(script.text or "")
            except ValueError:
                return {}
            return found if isinstance(found, dict) else {}
    return {}


def check_safety(finished: FinishedWeb) -> Iterator[Difference]:
    """A strict policy on each page, and nothing that it would forbid: scripts and styles inside."""
    for document in finished.container.pages.values():
        policies = [
            node.get("content", "")
            for node in document.root.iter(f"{X}meta")
            if node.get("http-equiv") == "Content-Security-Policy"
        ]
        for rule in _POLICY:
            if not any(rule in policy for policy in policies):
                values = quoted(rule), "nothing"
                yield Difference(Code.METADATA, "safety", document.href, "policy", *values)
        for found in _inside(document.root):
            yield Difference(
                Code.EXTRA, "safety", document.href, "inside", "nothing", quoted(found)
            )


def _inside(root: etree._Element) -> Iterator[str]:
    for node in root.iter(etree.Element):
        name = etree.QName(node).localname
        if name == "script" and not node.get("src") and node.get("type") != _DATA:
            yield "a script"
        if name == "style":
            yield "a style sheet"
        for attribute in node.attrib:
            if attribute == "style" or str(attribute).startswith("on"):
                yield collapse_spaces(f"{attribute} of {name}")
