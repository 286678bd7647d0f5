"""Identifiers and addresses in a text."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

from lxml import etree

from publish.config.text import first_forbidden
from publish.diagnostics import Location, Report
from publish.model.markup import X
from publish.model.xhtml import source_location
from publish.sources.markdown.context.source_file import SourceFile

_ASCII_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_JOINERS = "-._\u200c\u200d"
_HEADING = re.compile(rf"{re.escape(X)}h[1-6]")
_WITH_ID = etree.XPath("descendant-or-self::*[@id]")
# Controls that turn the direction of a line, so that an address reads as another one.
_DIRECTION_CONTROLS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")


def check_identifier(name: str, place: Location, report: Report) -> None:
    """Report an identifier that XML or a URL could not contain as it is."""
    if not _is_identifier(name):
        hint = "begin with a letter; letters, digits, `-`, `_` and `.` may follow"
        report.add("STR-008", f"`{name[:80]}` is not a valid identifier", place, hint=hint)


def _is_identifier(name: str) -> bool:
    """Whether a text is a letter with letters, digits and joiners of any script after it."""
    if name.isascii():
        return _ASCII_NAME.fullmatch(name) is not None
    return (
        name[:1].isalpha()
        and _is_xml_name(name)
        and all(unicodedata.category(each)[0] in "LMN" for each in name if each not in _JOINERS)
    )


def _is_xml_name(name: str) -> bool:
    """Whether it is a name of XML without colons (XML 1.0, 2.3)."""
    try:
        return bool(etree.QName(name).localname == name)
    except ValueError:
        return False


def encode_fragments(root: etree._Element) -> None:
    """Encode a `#` in the fragment of an address, as single-page sites have it (RFC 3986, 3.5)."""
    for link in root.iter(f"{X}a"):
        page, mark, fragment = link.get("href", "").partition("#")
        if "#" in fragment:
            link.set("href", f"{page}{mark}{fragment.replace('#', '%23')}")


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
