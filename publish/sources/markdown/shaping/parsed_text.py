"""A text as XHTML, before its blocks are distributed over its headings."""

from __future__ import annotations

import msgspec
from lxml import etree

from publish.model.features import TextFeature
from publish.model.markup import DATA_NOTE, INDEX, REFERENCES, TERM, XHTML, X
from publish.model.xmlsafe import parse_own

# Where these match nothing, the pass that looks closer finds nothing either.
_PATTERNS = {
    TextFeature.INDEX_MARKS: f"span[@index or contains(@class, '{INDEX}')]",
    TextFeature.BIBLIOGRAPHY: f"div[contains(@class, '{REFERENCES}')]",
    TextFeature.GLOSSARY_TERMS: f"span[@term or contains(@class, '{TERM}')]",
}


class ParsedText(msgspec.Struct, frozen=True):
    """The blocks of a text, as the children of `root`, and its notes by label."""

    root: etree._Element
    notes: dict[str, etree._Element]


def detect_features(parsed: ParsedText) -> list[TextFeature]:
    """The features that a text may have; it has none of the others."""
    return [
        feature
        for feature, pattern in _PATTERNS.items()
        if any(_matches(tree, pattern) for tree in (parsed.root, *parsed.notes.values()))
    ]


def _matches(tree: etree._Element, pattern: str) -> bool:
    return bool(tree.xpath(f"boolean(descendant-or-self::x:{pattern})", namespaces={"x": XHTML}))


def serialise(parsed: ParsedText) -> bytes:
    """A text as one XML document; its trees are moved into that."""
    whole = etree.Element(f"{X}html", nsmap={None: XHTML})
    whole.append(parsed.root)
    whole.extend(parsed.notes.values())
    content: bytes = etree.tostring(whole, encoding="utf-8")
    return content


def deserialise(content: bytes) -> ParsedText:
    """The text that was serialised; the attribute `data-note` of a note is its label."""
    whole = parse_own(content)
    root, *notes = whole
    whole.remove(root)
    return ParsedText(root, {note.get(DATA_NOTE, ""): note for note in notes})
