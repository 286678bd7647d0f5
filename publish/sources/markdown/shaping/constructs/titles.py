"""The title of a fenced block: what stands behind its name on the opening line."""

from __future__ import annotations

from lxml import etree


def take_title(block: etree._Element) -> etree._Element | None:
    """The paragraph that holds a block's title, now of the class `block-title`, if there is one."""
    first = block[0] if len(block) else None
    if first is None or first.get("class") != "container-title":
        return None
    first.set("class", "block-title")
    return first
