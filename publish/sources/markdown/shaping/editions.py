"""Content for some editions only: `only="print"` and `except="epub"` on what has attributes."""

from __future__ import annotations

from lxml import etree

from publish.model.xhtml import remove
from publish.sources.markdown.context.source_file import SourceFile

_CONDITIONAL = etree.XPath("descendant-or-self::*[@only or @except]")


def remove_other_editions(root: etree._Element, source: SourceFile) -> None:
    """Remove what is not part of the edition that is read for."""
    for node in _CONDITIONAL(root):
        only, exempt = node.get("only"), node.get("except")
        for name in ("only", "except"):
            node.attrib.pop(name, None)
        if not source.context.is_included(only, exempt) and node.getparent() is not None:
            remove(node)
