"""The words of a source before pandoc reads it, so that what its readers drop is missed as well."""

from __future__ import annotations

from lxml import etree


def xml_text(
    root: etree._Element, lines: frozenset[str], without: frozenset[str] = frozenset()
) -> str:
    """The text of a document in XML.

    `lines` are the local names of the elements whose words do not run together with those before
    and after them, such as paragraphs; `without` of those that hold no words of the document.
    """
    parts: list[str] = []
    hidden = 0  # elements without words that are open
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        name = _name(node)
        if event == "start":
            hidden += name in without
            parts += [" " if name in lines else "", "" if hidden else node.text or ""]
            continue
        hidden -= event == "end" and name in without
        parts.append(" " if event != "end" or name in lines else "")
        parts.append("" if hidden or node is root else node.tail or "")
    return "".join(parts)


def _name(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""
