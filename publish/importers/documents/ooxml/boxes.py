"""The paragraphs of text boxes, which follow the paragraph that the box is in."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from publish.importers.documents.ooxml.names import PARAGRAPH, W

_CONTENT = f"{W}txbxContent"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def unbox(root: etree._Element) -> None:
    """Move what is in text boxes behind their paragraphs; a second form of a box is dropped."""
    for choice in list(root.iter(f"{_COMPATIBILITY}AlternateContent")):
        if choice.find(f"{_COMPATIBILITY}Choice") is not None and _has_box(choice):
            for fallback in choice.findall(f"{_COMPATIBILITY}Fallback"):
                choice.remove(fallback)
    for content in list(root.iter(_CONTENT)):
        host = _outermost(content)
        parent = host.getparent() if host is not None else None
        if host is not None and parent is not None:
            at = parent.index(host) + 1
            parent[at:at] = list(content)


def _has_box(choice: etree._Element) -> bool:
    return next(choice.iter(_CONTENT), None) is not None


def _outermost(content: etree._Element) -> etree._Element | None:
    """The paragraph around a box that is in no other box."""
    return next(_paragraphs(content), None)


def _paragraphs(content: etree._Element) -> Iterator[etree._Element]:
    for above in content.iterancestors():
        if above.tag == PARAGRAPH and next(above.iterancestors(_CONTENT), None) is None:
            yield above
