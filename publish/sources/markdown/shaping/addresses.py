"""Identifiers and addresses in a text."""

from __future__ import annotations

import re
from urllib.parse import unquote

from lxml import etree

from publish.config.text import first_forbidden
from publish.diagnostics import Location, Report
from publish.model.markup import X
from publish.model.xhtml import source_location
from publish.sources.markdown.context.source_file import SourceFile

_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9._-]*")
_HEADING = re.compile(rf"{re.escape(X)}h[1-6]")
_WITH_ID = etree.XPath("descendant-or-self::*[@id]")
# Controls that turn the direction of a line, so that an address reads as another one.
_DIRECTION_CONTROLS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


def check_identifier(name: str, place: Location, report: Report) -> None:
    """Report an identifier that XML or a URL could not contain as it is."""
    if not _IDENTIFIER.fullmatch(name):
        hint = "begin with a letter; letters, digits, `-`, `_` and `.` may follow"
        report.add("STR-008", f"`{name[:80]}` is not a valid identifier", place, hint=hint)


def check_addresses(root: etree._Element, source: SourceFile) -> None:
    """Report invalid identifiers, and links with characters that deceive or that XML forbids."""
    for node in _WITH_ID(root):
        if not _HEADING.fullmatch(str(node.tag)):  # those of sections are checked later
            check_identifier(node.get("id", ""), source_location(node, source.path), source.report)
    for link in root.iter(f"{X}a", f"{X}img"):
        target = unquote(link.get("href") or link.get("src") or "")
        control = _DIRECTION_CONTROLS.search(target)
        if character := control[0] if control else first_forbidden(target):
            message = f"the control character U+{ord(character):04X} in an address"
            place = source_location(link, source.path)
            source.report.add("REF-012", message, place, hint="delete it")
