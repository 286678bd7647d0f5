"""`::: bibliography`: where in its section the references go."""

from __future__ import annotations

from lxml import etree

from publish.model.markup import REFERENCES, add_classes
from publish.sources.markdown.context.source_file import SourceFile


def shape(block: etree._Element, _: SourceFile) -> None:
    """A div of the class `references`, which `structure.citations` fills."""
    add_classes(block, REFERENCES)
