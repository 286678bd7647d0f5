"""Styles of single elements as classes: a strict policy of content forbids `style` attributes."""

from __future__ import annotations

from lxml import etree

from publish.cache import digest
from publish.model.markup import add_classes

_LENGTH = 8  # digits of the hash in the name of a class


def take_styles(root: etree._Element) -> dict[str, str]:
    """Replace each `style` of a document by a class; returns the declarations of the classes."""
    classes: dict[str, str] = {}
    for node in root.iter(etree.Element):
        if style := node.attrib.pop("style", None):
            name = f"style-{digest(str(style))[:_LENGTH]}"
            add_classes(node, name)
            classes[name] = str(style)
    return classes


def as_rules(classes: dict[str, str]) -> str:
    """Rules that hold against all others, as attributes do."""
    return "".join(f".{name}:not(#_) {{ {style} }}\n" for name, style in sorted(classes.items()))
