"""Of the classes of a page, those that something names: a rule, a script, a program that reads it.

In the XHTML that all formats share there are others, for paper and for e-books.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from lxml import etree

from publish.model.markup import classes_of
from publish.outputs.pages.selectors import CLASS

_ASKED_OTHERWISE = re.compile(r"\[\s*class\b")
# What the scripts of a page ask for, and who reads a page to learn what it has: a program that
# verifies it, or that compares two releases.
_READ = frozenset(
    "backlink chart-data cite cited-address cited-place downloads endnotes equation footnote "
    "heading label locator moved new-place note-number noteref notes page separator site-contents "
    "table title turn xref".split()
)
_with_classes = etree.XPath("//*[@class]", smart_strings=False)


def named_classes(css: str) -> list[str] | None:
    """The classes that a style sheet or a program names, in order; None where it may be any."""
    return None if _ASKED_OTHERWISE.search(css) else sorted({*_READ, *CLASS.findall(css)})


def drop_classes(root: etree._Element, named: Collection[str]) -> None:
    """Take those from a page that nothing names."""
    for node in _with_classes(root):
        classes = classes_of(node)
        kept = [each for each in classes if each in named]
        if not kept:
            del node.attrib["class"]
        elif len(kept) < len(classes):
            node.set("class", " ".join(kept))
