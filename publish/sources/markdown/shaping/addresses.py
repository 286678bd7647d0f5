"""Names and addresses in a text: what an identifier may be, and what no link may hold."""

from __future__ import annotations

import re
from urllib.parse import unquote

from lxml import etree

from publish.config.text import first_forbidden
from publish.diagnostics import Location, Report
from publish.model.xhtml import X, source_location
from publish.sources.markdown.context.source_file import Page

_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9._-]*")
_HEADING = re.compile(rf"{re.escape(X)}h[1-6]")
_NAMED = etree.XPath("descendant-or-self::*[@id]")
# Marks that turn the direction of a line, so that an address reads as another one.
_TURNS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


def check_identifier(name: str, place: Location, report: Report) -> None:
    """Report an identifier that XML or a URL could not hold as it is."""
    if not _IDENTIFIER.fullmatch(name):
        hint = "begin with a letter; letters, digits, `-`, `_` and `.` may follow"
        report.add("STR-008", f"`{name[:80]}` is no identifier", place, hint=hint)


def check_addresses(root: etree._Element, page: Page) -> None:
    """Report identifiers that are none, and links with signs that deceive or no file can hold."""
    for node in _NAMED(root):
        if not _HEADING.fullmatch(str(node.tag)):  # sections claim theirs later
            check_identifier(node.get("id", ""), source_location(node, page.path), page.report)
    for link in root.iter(f"{X}a", f"{X}img"):
        target = unquote(link.get("href") or link.get("src") or "")
        turn = _TURNS.search(target)
        if sign := turn[0] if turn else first_forbidden(target):
            _refuse(sign, source_location(link, page.path), page)


def _refuse(sign: str, place: Location, page: Page) -> None:
    message = f"an address holds the control character U+{ord(sign):04X}"
    page.report.add("REF-012", message, place, hint="delete it")
