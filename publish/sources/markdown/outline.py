"""One Markdown file: its title, its text, and the tree of headings below."""

from __future__ import annotations

import re

import msgspec
from lxml import etree

from publish.diagnostics import Location
from publish.model.xhtml import X, element, source_location
from publish.sources.markdown.context.source_file import Page
from publish.sources.markdown.memo.prefetch import Ahead
from publish.sources.markdown.memo.text_cache import shaped

_HEADING = re.compile(rf"{re.escape(X)}h([1-6])")


class Heading(msgspec.Struct):
    """A heading and the text below it, until the next heading of its level or above."""

    level: int
    element: etree._Element
    place: Location
    body: etree._Element
    below: list[Heading] = []


class Document(msgspec.Struct):
    """A file: text before the first heading, its headings as a tree, and its notes by label."""

    path: str
    body: etree._Element
    title: Heading | None
    headings: list[Heading]
    notes: dict[str, etree._Element]


def read(text: str, page: Page, ahead: Ahead) -> Document | None:
    """Read a Markdown text; headings out of order and notes out of place are reported.

    None, with a diagnostic, when the text is nested too deep to be read.
    """
    shape = shaped(text, page, ahead)
    if shape is None:
        return None
    body = element("div", shape.root.text)
    title, headings = _outline(shape.root, body, page)
    return Document(page.path, body, title, headings, shape.notes)


def _outline(
    root: etree._Element, body: etree._Element, page: Page
) -> tuple[Heading | None, list[Heading]]:
    """Deal the blocks out to their headings; a first `# Title` is the file's own."""
    title: Heading | None = None
    tops: list[Heading] = []
    open_: list[Heading] = []
    for block in list(root):
        found = _HEADING.fullmatch(str(block.tag))
        if found is None:
            (open_[-1].body if open_ else body).append(block)
            continue
        heading = Heading(int(found[1]), block, source_location(block, page.path), element("div"))
        if heading.level == 1:
            if title or tops or len(body):
                hint = "a file is one section: write `##` for what lies below it"
                page.report.add("STR-002", "a second title in one file", heading.place, hint=hint)
            title = title or heading
            continue
        while open_ and open_[-1].level >= heading.level:
            open_.pop()
        above = open_[-1].level if open_ else 1
        if heading.level > above + 1:
            message = f"a heading of level {heading.level} stands under one of level {above}"
            page.report.add("STR-003", message, heading.place, hint=f"write {'#' * (above + 1)}")
        (open_[-1].below if open_ else tops).append(heading)
        open_.append(heading)
    return title, tops
