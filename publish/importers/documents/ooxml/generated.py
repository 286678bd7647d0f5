"""What fields generate and a book makes itself: contents lists, indexes, lists of works."""

from __future__ import annotations

import re

from lxml import etree

from publish.importers.documents.ooxml.names import (
    PARAGRAPH,
    TEXT,
    W,
    add_style,
    set_style,
)

_STYLE = "contents"  # one of those that an import leaves out
_GENERATING = re.compile(r"\s*(?:TOC|INDEX|BIBLIOGRAPHY|TOA)\b")
_FIELD, _INSTRUCTION = f"{W}fldChar", f"{W}instrText"


def mark_generated(root: etree._Element, styles: etree._Element) -> None:
    """Give the paragraphs in such fields a style that an import leaves out and counts."""
    found = [each for each in _generated(root) if each.tag == PARAGRAPH]
    if found:
        add_style(styles, _STYLE)
    for paragraph in found:
        set_style(paragraph, _STYLE)


def _generated(root: etree._Element) -> list[etree._Element]:
    """The paragraphs with words inside an open field that generates them, each once."""
    open_fields: list[bool] = []
    found: dict[etree._Element, None] = {}
    for node in root.iter(_FIELD, _INSTRUCTION, TEXT):
        kind = node.get(f"{W}fldCharType")
        if kind == "begin":
            open_fields.append(False)
        elif kind == "end" and open_fields:
            open_fields.pop()
        elif node.tag == _INSTRUCTION and open_fields:
            open_fields[-1] |= bool(_GENERATING.match(node.text or ""))
        elif node.tag == TEXT and any(open_fields):
            found.update(dict.fromkeys(node.iterancestors(PARAGRAPH)))
    return list(found)
