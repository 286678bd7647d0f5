"""Content for some editions alone: `only="print"` and `except="epub"` on what has attributes."""

from __future__ import annotations

from lxml import etree

from publish.model.xhtml import remove
from publish.sources.markdown.context.source_file import Page

_MARKED = etree.XPath("descendant-or-self::*[@only or @except]")


def keep_edition(root: etree._Element, page: Page) -> None:
    """Take away what the edition that is read for does not hold."""
    for node in _MARKED(root):
        only, exempt = node.get("only"), node.get("except")
        for name in ("only", "except"):
            node.attrib.pop(name, None)
        if not page.manuscript.belongs(only, exempt) and node.getparent() is not None:
            remove(node)
