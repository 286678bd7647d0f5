"""Numbers that captions keep from an earlier edition: `{#fig-flow number="9-6"}`."""

from __future__ import annotations

from lxml import etree

from publish.model.caption import PRINTED_NUMBER, captions_in
from publish.model.xhtml import local_name, source_location
from publish.sources.markdown.context.source_file import SourceFile

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HINT = "give it a caption, which the number is printed in, or delete the number"


def check_printed_numbers(root: etree._Element, source: SourceFile) -> None:
    """Report and remove each number of an element that has no caption."""
    captioned = {captioned for captioned, _ in captions_in(root)}
    for node in root.iterfind(f".//*[@{PRINTED_NUMBER}]"):
        if node in captioned or local_name(str(node.tag)) in _HEADINGS:
            continue
        del node.attrib[PRINTED_NUMBER]
        place = source_location(node, source.path)
        source.report.add("STR-020", "a `number` without a caption", place, hint=_HINT)
