"""Elements of XML records, built from nested tuples, without empty ones."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

Content = str | etree._Element | None


class Builder:
    """Makes the elements of one namespace; `others` are namespaces of their content."""

    def __init__(self, namespace: str, prefix: str | None = None, **others: str) -> None:
        self._namespace = namespace
        self._prefixes: dict[str | None, str] = {prefix: namespace}
        self._prefixes.update(others)

    def __call__(self, name: str, /, *content: Content, **attributes: str) -> etree._Element:
        """An element with texts and children; what is None or "" is left out."""
        tag = f"{{{self._namespace}}}{name}"
        element = etree.Element(tag, attributes, nsmap=self._prefixes)
        for each in content:
            if isinstance(each, str):
                element.text = (element.text or "") + each
            elif each is not None:
                element.append(each)
        return element

    def some(self, name: str, text: str | None, /, **attributes: str) -> etree._Element | None:
        """An element with a text; None without one."""
        return self(name, text, **attributes) if text else None

    def group(
        self, name: str, children: Iterable[etree._Element | None], /, **attributes: str
    ) -> etree._Element | None:
        """An element with children; None without any."""
        present = [child for child in children if child is not None]
        return self(name, *present, **attributes) if present else None


def serialized(root: etree._Element) -> bytes:
    """A document with its declaration, indented."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=[])
    etree.indent(root)
    content: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return content + b"\n"
