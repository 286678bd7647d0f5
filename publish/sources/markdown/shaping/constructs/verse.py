"""Poems: `::: verse {numbered=5}`. A line of the manuscript is a line of the poem.

Two spaces at the start of a line indent it by one step (see `parsing.verse_indents`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from publish.model.markup import LINE, LINE_NUMBER, STANZA, X, add_classes
from publish.model.xhtml import element, source_location
from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.parsing.placeholders import INDENT
from publish.sources.markdown.shaping.constructs.block import mark_title

ATTRIBUTES = ("numbered",)
_DEEPEST = 6  # steps of indentation that have a class


def shape(block: etree._Element, source: SourceFile) -> None:
    """Stanzas as paragraphs, lines as spans; every nth line is numbered on request."""
    every = block.get("data-numbered")
    if every is not None and not re.fullmatch("[1-9][0-9]{0,3}", every):
        place = source_location(block, source.path)
        source.report.add("STR-013", f"`numbered={every}` is not a number of lines", place)
        every = None
    title = mark_title(block)
    add_classes(block, "verse")
    count = 0
    for stanza in block.iterchildren(f"{X}p"):
        if stanza is title:
            continue
        stanza.set("class", STANZA)
        lines = list(_lines(stanza))
        for line in lines:
            count += 1
            if every and count % int(every) == 0:
                line.append(element("span", str(count), class_=LINE_NUMBER))
        del stanza[:]
        stanza.text = None
        stanza.extend(lines)


def _lines(stanza: etree._Element) -> Iterator[etree._Element]:
    """The lines of a stanza, split where the manuscript breaks them."""
    line = element("span", class_=LINE)
    for content in (stanza.text, *stanza):
        if not isinstance(content, str) and content is not None:
            text, content.tail = content.tail, None
            line.append(content)
        else:
            text = content
        first, *rest = (text or "").split("\n")
        _append_text(line, first)
        for more in rest:
            yield _indented(line)
            line = element("span", class_=LINE)
            _append_text(line, more)
    yield _indented(line)


def _append_text(line: etree._Element, text: str) -> None:
    if len(line):
        line[-1].tail = (line[-1].tail or "") + text
    else:
        line.text = (line.text or "") + text


def _indented(line: etree._Element) -> etree._Element:
    text = line.text or ""
    steps = len(text) - len(text.lstrip(INDENT))
    if steps:
        line.set("class", f"{LINE} indent-{min(steps, _DEEPEST)}")
    line.text = text.lstrip(INDENT)
    line.tail = "\n"
    return line
