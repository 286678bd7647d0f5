"""Anchors and index marks that stand alone in a paragraph, which would be an empty one."""

from __future__ import annotations

from lxml import etree

from publish.model.markup import DATA_LINE, X


def attach_lone_anchors(root: etree._Element) -> None:
    """Give such anchors to the paragraph after them, the end of a range to the one before it.

    Where there is none, they are in no paragraph. They keep their line, for what is said of them.
    """
    for paragraph in [node for node in root.iter(f"{X}p") if _is_lone(node)]:
        anchors = list(paragraph)
        for anchor in anchors:
            anchor.set(DATA_LINE, paragraph.get(DATA_LINE, ""))
            anchor.tail = None
        ends = any(anchor.get("range") == "end" for anchor in anchors)
        beside = paragraph.getprevious() if ends else paragraph.getnext()
        parent = paragraph.getparent()
        if parent is None or beside is None or not _is_plain(beside):
            paragraph.tag = f"{X}div"
            continue
        if ends:
            beside.extend(anchors)
        else:
            anchors[-1].tail, beside.text = beside.text, None
            beside[:0] = anchors
        parent.remove(paragraph)


def _is_lone(paragraph: etree._Element) -> bool:
    """Whether a paragraph of its own shows nothing, and has something to lead to."""
    spans = list(paragraph)
    empty = all(node.tag == f"{X}span" and not len(node) for node in spans)
    shown = "".join(paragraph.itertext()).strip()
    return bool(spans) and empty and not shown and _is_plain(paragraph)


def _is_plain(node: etree._Element) -> bool:
    """Whether an element is a paragraph that its author gave no attributes."""
    return node.tag == f"{X}p" and not set(node.attrib) - {DATA_LINE}
