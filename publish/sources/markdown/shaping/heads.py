"""The head that other programs put before a text: `key: value` lines between two lines `---`.

Its `title` and `lang` are read; the manifest has everything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import msgspec
from lxml import etree

from publish.diagnostics import Location, Severity
from publish.model.markup import DATA_LINE, X
from publish.model.xhtml import source_location, text_of
from publish.sources.markdown.context.source_file import SourceFile

_HEAD = re.compile(r"---[ \t]*\n(?=[A-Za-z][\w-]*[ \t]*:)((?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_LINE = re.compile(r"([A-Za-z][\w-]*)[ \t]*:[ \t]*(.*?)[ \t]*")
_LANGUAGES = ("lang", "language")
_READ = frozenset({"title", *_LANGUAGES})


class TextHead(msgspec.Struct, frozen=True):
    """The values of a head by their keys, and the line of each key."""

    values: Mapping[str, str]
    lines: Mapping[str, int]

    @property
    def language(self) -> str:
        """The language of the text, "" if the head has none."""
        return next((self.values[key] for key in _LANGUAGES if key in self.values), "")


def split_head(text: str) -> tuple[TextHead | None, str]:
    """The head of a text, if it has one, and the text with empty lines in its place."""
    match = _HEAD.match(text)
    if match is None:
        return None, text
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    for number, line in enumerate(match[1].split("\n"), start=2):
        if pair := _LINE.fullmatch(line):
            values[pair[1]] = _unquoted(pair[2])
            lines[pair[1]] = number
    return TextHead(values, lines), "\n" * match[0].count("\n") + text[match.end() :]


def _unquoted(value: str) -> str:
    is_quoted = len(value) > 1 and value[0] in "\"'" and value[-1] == value[0]
    return value[1:-1] if is_quoted else value


def use_head(
    root: etree._Element,
    head: TextHead,
    source: SourceFile,
    parse: Callable[[str, SourceFile], etree._Element | None],
) -> None:
    """Give a text the title and the language of its head; other keys are named in a warning."""
    first = root[0] if len(root) else None
    heading = first if first is not None and first.tag == f"{X}h1" else None
    if title := head.values.get("title", ""):
        if heading is None:
            heading = _add_title(root, title, head.lines["title"], source, parse)
        elif " ".join(text_of(heading).split()) != title:
            message = f"a second title in the same file: its head has “{title}”"
            place = source_location(heading, source.path)
            source.report.add("STR-002", message, place, hint="keep one of them")
    if heading is not None and head.language and not heading.get("lang"):
        heading.set("lang", head.language)
    if unread := [key for key in head.values if key not in _READ]:
        message = f"the head of the file has keys that are not read: {', '.join(unread)}"
        hint = "delete them; metadata of the book are in [book] of book.toml"
        place = Location(source.path, head.lines[unread[0]])
        source.report.add("STR-026", message, place, hint=hint, severity=Severity.WARNING)


def _add_title(
    root: etree._Element,
    title: str,
    line: int,
    source: SourceFile,
    parse: Callable[[str, SourceFile], etree._Element | None],
) -> etree._Element | None:
    """Put a heading with the title before the text."""
    parsed = parse(f"# {title}", source)
    if parsed is None or not len(parsed):
        return None
    heading = parsed[0]
    heading.set(DATA_LINE, str(line))
    root.insert(0, heading)
    return heading
