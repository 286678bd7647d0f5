"""The width of a picture: `![…](a.png){width=50%}`, a share of the measure, or a length."""

from __future__ import annotations

import re

from lxml import etree

from publish.model.markup import X
from publish.model.xhtml import source_location
from publish.sources.markdown.context.source_file import SourceFile

_WIDTH = re.compile(r"(0*[1-9]\d{0,3}(?:\.\d{1,3})?|0*\.\d{1,3})\s*(%|cm|mm|in|pt|px|)")


def set_widths(root: etree._Element, source: SourceFile) -> None:
    """Turn the attribute `width` into a style; a number alone is in pixels, 96 to an inch."""
    for node in root.iter(f"{X}*"):
        if (width := node.attrib.pop("width", None)) is None:
            continue
        match = _WIDTH.fullmatch(str(width))
        if match is None or node.tag != f"{X}img":
            is_value = match is None
            message = f"`{width}` is not a width" if is_value else "only a picture can have a width"
            hint = "write `{width=50%}`, or a length in cm, mm, in, pt or px, on a picture"
            source.report.add("STR-023", message, source_location(node, source.path), hint=hint)
        else:
            node.set("style", f"width:{match[1]}{match[2] or 'px'}")
