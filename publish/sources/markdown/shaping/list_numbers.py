"""Room for the long numbers of a list, such as years, which would extend beyond the text."""

from __future__ import annotations

from lxml import etree

from publish.model.markup import X

_SHORT = 2  # digits, for which every list has room
_DIGIT = 0.5  # em, as wide as the digits of most faces are


def make_room_for_numbers(root: etree._Element) -> None:
    """Indent each list whose last number is longer than others are."""
    for node in root.iter(f"{X}ol"):
        last = int(node.get("start", "1")) + len(node) - 1
        if "type" not in node.attrib and (more := len(str(last)) - _SHORT) > 0:
            node.set("style", f"margin-inline-start:{_DIGIT * more:g}em")
