"""The title of a fenced block, for every construct."""

from __future__ import annotations

from lxml import etree

from publish.model.markup import BLOCK_TITLE, CONTAINER_TITLE, has_class


def mark_title(block: etree._Element) -> etree._Element | None:
    """The paragraph of a block's title, if any, with its class changed to `block-title`."""
    first = block[0] if len(block) else None
    if first is None or not has_class(first, CONTAINER_TITLE):
        return None
    first.set("class", BLOCK_TITLE)
    return first
