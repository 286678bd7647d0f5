"""The words of a source before pandoc reads it, so that what its readers drop is missed as well."""

from __future__ import annotations

from lxml import etree


def xml_text(root: etree._Element, lines: frozenset[str]) -> str:
    """The text of a document in XML; `lines` are the local names of the elements whose words do
    not run together with those before and after them, such as paragraphs."""
    parts: list[str] = []
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        name = etree.QName(node).localname if isinstance(node.tag, str) else ""
        if event == "start":
            parts += [" " if name in lines else "", node.text or ""]
        elif event == "end":
            parts += [" " if name in lines else "", node.tail or "" if node is not root else ""]
        else:
            parts.append(f" {node.tail or ''}")
    return "".join(parts)
