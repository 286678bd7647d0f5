"""`::: bibliography`: where in its section the entries stand."""

from __future__ import annotations

from lxml import etree

from publish.sources.markdown.context.source_file import Page


def shape(block: etree._Element, _: Page) -> None:
    """A div of the class `references`, which `structure.citations` fills."""
    block.set("class", " ".join(["references", *block.get("class", "").split()]))
