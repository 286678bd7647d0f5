"""Content for some editions alone: `only="print"` and `except="epub"` on anything with attributes.

The words are names or formats of editions; several are parted by spaces, and one is enough.
"""

from __future__ import annotations

from lxml import etree

from publish.model.xhtml import remove
from publish.sources.markdown.page import Page


def keep_edition(root: etree._Element, page: Page) -> None:
    """Take away what the edition that is read for does not hold."""
    for node in list(root.iter(etree.Element)):
        only, exempt = node.get("only"), node.get("except")
        for name in ("only", "except"):
            node.attrib.pop(name, None)
        if not holds(only, exempt, page.manuscript.conditions) and node.getparent() is not None:
            remove(node)


def holds(only: str | None, exempt: str | None, conditions: frozenset[str]) -> bool:
    """Whether something so marked belongs to the edition with those names."""
    if only is not None and not conditions & set(only.split()):
        return False
    return exempt is None or not conditions & set(exempt.split())
