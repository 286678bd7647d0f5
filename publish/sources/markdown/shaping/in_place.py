"""What stays where it is in the text: `float=false` on a figure, table or listing."""

from __future__ import annotations

from lxml import etree

from publish.model.caption import FLOAT, FLOATING_KINDS, captions_in, kind_of
from publish.model.markup import IN_PLACE, add_classes
from publish.model.xhtml import source_location
from publish.sources.markdown.context.source_file import SourceFile

_VALUES = ("true", "false")


def mark_in_place(root: etree._Element, source: SourceFile) -> None:
    """Turn the attribute `float` into a class; errors in it are reported."""
    captioned = {node for node, _ in captions_in(root) if kind_of(node).name in FLOATING_KINDS}
    for node in list(root.iterfind(f".//*[@{FLOAT}]")):
        value = str(node.attrib.pop(FLOAT))
        if value == "false" and node in captioned:
            add_classes(node, IN_PLACE)
        elif value not in _VALUES or node not in captioned:
            _report(node, value, source)


def _report(node: etree._Element, value: str, source: SourceFile) -> None:
    message = f"`{value}` is not a value of `float`"
    hint = "write `float=false`, which keeps it in its place"
    if value in _VALUES:
        message = "a `float` without a caption"
        hint = "delete it: only a figure, table or listing with a number stands elsewhere in print"
    source.report.add("STR-020", message, source_location(node, source.path), hint=hint)
