"""One Markdown file: its title, its text, and its headings as a tree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec
from lxml import etree

from publish.diagnostics import Location, Severity
from publish.model.markup import BLOCK_TITLE, DATA_LEFT_OUT, X
from publish.model.xhtml import element, source_location
from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.memo.prefetch import Prefetch
from publish.sources.markdown.memo.text_cache import read_parsed

_HEADING = re.compile(rf"{re.escape(X)}h([1-6])")
_HEADINGS = tuple(f"{X}h{level}" for level in range(1, 7))


class Heading(msgspec.Struct):
    """A heading and the text below it, until the next heading of its level or above."""

    level: int
    element: etree._Element
    place: Location
    body: etree._Element
    children: list[Heading] = []


class OutlinedText(msgspec.Struct):
    """A file: text before the first heading, its headings as a tree, and its notes by label.

    `left_out` is the condition that keeps the whole file out of the edition that is read for.
    """

    path: str
    body: etree._Element
    title: Heading | None
    headings: list[Heading]
    notes: dict[str, etree._Element]
    left_out: str = ""

    def promote_first_heading(self) -> None:
        """Make a heading that the file begins with its title; its sections are those of the file.

        Other programs give a file its title elsewhere, so that its headings begin with `##`.
        """
        if self.title is None and self.headings and not len(self.body):
            self.title, *others = self.headings
            self.headings = [*self.title.children, *others]
            self.title.children = []

    def bodies(self) -> Iterator[etree._Element]:
        """All parts of the text: before the first heading, notes, and below each heading."""
        yield self.body
        yield from self.notes.values()
        waiting = [*([self.title] if self.title else []), *self.headings]
        while waiting:
            heading = waiting.pop()
            yield heading.body
            waiting.extend(heading.children)


def read_outlined(text: str, source: SourceFile, prefetch: Prefetch) -> OutlinedText | None:
    """Read a Markdown text; headings out of order and misplaced notes are reported.

    None, with a diagnostic, when the text cannot be parsed.
    """
    parsed = read_parsed(text, source, prefetch)
    if parsed is None:
        return None
    body = element("div", parsed.root.text)
    title, headings = _outline(parsed.root, body, source)
    for note in parsed.notes.values():
        _make_titles_of_blocks(note.iter(*_HEADINGS))
    left_out = parsed.root.get(DATA_LEFT_OUT, "")
    return OutlinedText(source.path, body, title, headings, parsed.notes, left_out)


def _make_titles_of_blocks(headings: Iterable[etree._Element]) -> None:
    """Make headings in lists, quotations, boxes or notes titles of blocks: no section is there."""
    for node in list(headings):
        node.tag = f"{X}p"
        node.set("class", BLOCK_TITLE)


def _outline(
    root: etree._Element, body: etree._Element, source: SourceFile
) -> tuple[Heading | None, list[Heading]]:
    """Distribute the blocks over their headings; a first `# Title` is that of the file."""
    title: Heading | None = None
    tops: list[Heading] = []
    open_: list[Heading] = []
    inside = (each for each in root.iter(*_HEADINGS) if each.getparent() is not root)
    _make_titles_of_blocks(inside)
    for block in list(root):
        tag = _HEADING.fullmatch(str(block.tag))
        if tag is None:
            (open_[-1].body if open_ else body).append(block)
            continue
        heading = Heading(int(tag[1]), block, source_location(block, source.path), element("div"))
        if heading.level == 1:
            if title or tops or len(body):
                hint = "a file is one section: use `##` for the headings below its title"
                message = "a second title in the same file"
                source.report.add("STR-002", message, heading.place, hint=hint)
            title = title or heading
            continue
        while open_ and open_[-1].level >= heading.level:
            open_.pop()
        above = open_[-1].level if open_ else 1
        if heading.level > above + 1:
            message = f"a heading of level {heading.level} follows one of level {above}"
            hint = f"use `{'#' * (above + 1)}`"
            source.report.add(
                "STR-003",
                message,
                heading.place,
                hint=hint,
                severity=Severity.WARNING,
                kind="skipped levels",
            )
        (open_[-1].children if open_ else tops).append(heading)
        open_.append(heading)
    return title, tops
