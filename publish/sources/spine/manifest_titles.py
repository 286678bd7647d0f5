"""Titles in the manifest, by the same rules as those in the text."""

from __future__ import annotations

import re

from lxml import etree
from msgspec.structs import replace

from publish.config.manifest import MANIFEST_NAME
from publish.diagnostics import Location, Report
from publish.model.xhtml import element
from publish.sources.markdown.context.reading_context import ReadingContext
from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.shaping.typography import typeset_text
from publish.sources.spine.titles import plain_text, title_from_heading

_SPACES = re.compile(r"[ \t\n]+")
_CALL = re.compile(r"\[\^[^\]]+\]")
_IN_FILE = "a heading of the text may have one: begin a file with `# Title[^note]`"
_MARKS = re.compile(r"[*_`\[\]$\"'\\{}<&~^@!#]|--|\.\.\.|/$")


def read_title(
    text: str, place: Location, context: ReadingContext, language: str = ""
) -> etree._Element:
    """The inline content of a title as written in the manifest, whose problems are at `place`."""
    line = _SPACES.sub(" ", text).strip(" ")
    if _CALL.search(line):
        context.report.add(
            "STR-007", "a title in the manifest cannot contain a note", place, hint=_IN_FILE
        )
        line = _CALL.sub("", line)
    if not _MARKS.search(line):
        return element("span", typeset_text(line, language or context.language))
    # Imported here because it brings the parser, which most titles do not need.
    from publish.sources.markdown.shaping.document import parse_text

    own = Report()
    source = SourceFile(MANIFEST_NAME, replace(context, report=own), language)
    parsed = parse_text(f"# {_open_ended(line)}", source)
    for each in own:
        context.report.extend([replace(each, location=place)])
    if parsed is None or not len(parsed.root):
        return element("span", line)
    return title_from_heading(parsed.root[0], place, context.report)


def read_plain_title(
    text: str, place: Location, context: ReadingContext, language: str = ""
) -> str:
    """The words of such a title in one line."""
    return plain_text(read_title(text, place, context, language)) if text else ""


def _open_ended(line: str) -> str:
    """A line whose last number sign is not the end of a heading."""
    return f"{line[:-1]}\\#" if line.endswith("#") else line
