"""Poems: `::: verse {numbered=5}`. A line of the manuscript is a line of the poem.

Two spaces at the start of a line indent it by one step (see `parsing.verse_indents`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from publish.model.xhtml import X, element, source_location
from publish.sources.markdown.context.source_file import Page
from publish.sources.markdown.parsing.placeholders import INDENT
from publish.sources.markdown.shaping.constructs.titles import take_title

_DEEPEST = 6


def shape(block: etree._Element, page: Page) -> None:
    """Stanzas as paragraphs, lines as spans; every nth line numbered where that is asked."""
    every = block.get("data-numbered")
    if every is not None and not re.fullmatch("[1-9][0-9]{0,3}", every):
        place = source_location(block, page.path)
        page.report.add("STR-013", f"`numbered={every}` is no count of lines", place)
        every = None
    title = take_title(block)
    block.set("class", " ".join(["verse", *block.get("class", "").split()]))
    count = 0
    for stanza in block.iterchildren(f"{X}p"):
        if stanza is title:
            continue
        stanza.set("class", "stanza")
        lines = list(_lines(stanza))
        for line in lines:
            count += 1
            if every and count % int(every) == 0:
                line.append(element("span", str(count), class_="line-number"))
        del stanza[:]
        stanza.text = None
        stanza.extend(lines)


def _lines(stanza: etree._Element) -> Iterator[etree._Element]:
    """The lines of a stanza, parted where the manuscript breaks them."""
    line = element("span", class_="line")
    for written in (stanza.text, *stanza):
        if not isinstance(written, str) and written is not None:
            text, written.tail = written.tail, None
            line.append(written)
        else:
            text = written
        first, *rest = (text or "").split("\n")
        _add(line, first)
        for more in rest:
            yield _indented(line)
            line = element("span", class_="line")
            _add(line, more)
    yield _indented(line)


def _add(line: etree._Element, text: str) -> None:
    if len(line):
        line[-1].tail = (line[-1].tail or "") + text
    else:
        line.text = (line.text or "") + text


def _indented(line: etree._Element) -> etree._Element:
    text = line.text or ""
    steps = len(text) - len(text.lstrip(INDENT))
    if steps:
        line.set("class", f"line indent-{min(steps, _DEEPEST)}")
    line.text = text.lstrip(INDENT)
    line.tail = "\n"
    return line
