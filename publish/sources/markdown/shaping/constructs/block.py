"""What the constructs do alike: the title of a fenced block, and its classes."""

from __future__ import annotations

from lxml import etree


def mark_title(block: etree._Element) -> etree._Element | None:
    """The paragraph of a block's title, if any, with its class changed to `block-title`."""
    first = block[0] if len(block) else None
    if first is None or first.get("class") != "container-title":
        return None
    first.set("class", "block-title")
    return first


def add_classes(block: etree._Element, *names: str) -> None:
    """Put classes before those that a block has."""
    block.set("class", " ".join([*names, *block.get("class", "").split()]))
