"""The names of elements and attributes of WordprocessingML (ECMA-376, part 1, 17)."""

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
