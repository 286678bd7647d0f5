"""A text as XHTML, before it is dealt out to its headings, and what it holds."""

from __future__ import annotations

import msgspec
from lxml import etree

from publish.model.features import TextFeature
from publish.model.xhtml import XHTML, X

_READER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)

# Where these find nothing, the pass that looks closer finds nothing either.
_SIGNS = {
    TextFeature.INDEX_MARKS: "span[@index or contains(@class, 'index')]",
    TextFeature.BIBLIOGRAPHY: "div[contains(@class, 'references')]",
    TextFeature.GLOSSARY_TERMS: "span[@term or contains(@class, 'term')]",
}


class Shape(msgspec.Struct, frozen=True):
    """The blocks of a text, as the children of `root`, and its notes by label."""

    root: etree._Element
    notes: dict[str, etree._Element]


def holdings(shape: Shape) -> list[TextFeature]:
    """What a text may hold; what is not told it does not hold."""
    return [
        holding
        for holding, sign in _SIGNS.items()
        if any(_holds(tree, sign) for tree in (shape.root, *shape.notes.values()))
    ]


def _holds(tree: etree._Element, sign: str) -> bool:
    return bool(tree.xpath(f"boolean(descendant-or-self::x:{sign})", namespaces={"x": XHTML}))


def written(shape: Shape) -> bytes:
    """A shape as one document; the shape is used up."""
    whole = etree.Element(f"{X}html", nsmap={None: XHTML})
    whole.append(shape.root)
    whole.extend(shape.notes.values())
    content: bytes = etree.tostring(whole, encoding="utf-8")
    return content


def restored(content: bytes) -> Shape:
    """The shape that was written; every note bears its label."""
    whole = etree.fromstring(content, _READER)
    root, *notes = whole
    whole.remove(root)
    return Shape(root, {note.get("data-note", ""): note for note in notes})
