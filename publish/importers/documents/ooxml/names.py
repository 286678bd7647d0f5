"""Elements of WordprocessingML, and the styles of paragraphs (ECMA-376, part 1, 17)."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
TEXT = f"{W}t"
RUN = f"{W}r"
PARAGRAPH = f"{W}p"


def value(element: etree._Element, path: str) -> str | None:
    """The value of an element below another ("w:pPr/w:pStyle"), None without one."""
    found = element.find(path.replace("w:", W))
    return None if found is None else found.get(VAL, "")


def words(element: etree._Element) -> str:
    """The words in an element."""
    return "".join(text.text or "" for text in element.iter(TEXT))


def add_style(styles: etree._Element, name: str) -> None:
    """Add a paragraph style; its identifier is its name with hyphens."""
    style = etree.SubElement(styles, f"{W}style")
    style.set(f"{W}type", "paragraph")
    style.set(f"{W}styleId", name.replace(" ", "-"))
    etree.SubElement(style, f"{W}name").set(VAL, name)


def set_style(paragraph: etree._Element, style: str) -> None:
    """Give a paragraph a style by its identifier."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    for old in properties.findall(f"{W}pStyle"):
        properties.remove(old)
    new = etree.Element(f"{W}pStyle")
    new.set(VAL, style)
    properties.insert(0, new)
