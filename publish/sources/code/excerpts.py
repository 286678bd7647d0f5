"""The part of a file that a listing shows: a region between two marks, or a range of lines.

A region begins with a comment `# region name` and ends with `# endregion`, in the comment syntax of
any language (`// region name`, `<!-- #region name -->`); regions may be nested.
"""

from __future__ import annotations

import re

import msgspec

from publish.guesses import did_you_mean

# The bound on what opens a comment keeps a hostile line from being tried in many ways.
_MARK = re.compile(
    r"[^\w\s]{0,8}\s{0,8}[^\w\s]{0,8}(?P<end>end ?)?region\b[ \t]*(?P<name>[\w.-]*)", re.I
)
_RANGE = re.compile(r"([1-9]\d{0,6})(?:-([1-9]\d{0,6}))?")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def split_lines(text: str) -> list[str]:
    """The lines of a text with their ends; only a line feed ends one."""
    return _LINE.findall(text)


class ExcerptError(Exception):
    """A part that the file does not have; `hint` may be the nearest."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Excerpt(msgspec.Struct, frozen=True):
    """A part of a file, unchanged, and the number of its first line."""

    text: str
    start: int = 1

    def trimmed(self) -> Excerpt:
        """The same without empty lines at its ends, if it has any others."""
        lines = split_lines(self.text)
        filled = [index for index, line in enumerate(lines) if line.strip()]
        if not filled:
            return self
        first, last = filled[0], filled[-1]
        return Excerpt("".join(lines[first : last + 1]), self.start + first)


def region(text: str, name: str) -> Excerpt:
    """The lines of a region, without the marks of others inside it."""
    lines: list[str] = []
    open_: list[str] = []
    start = 0
    for number, line in enumerate(split_lines(text), start=1):
        mark = _MARK.match(line.strip())
        if mark and mark["end"]:
            if open_ and open_.pop() == name:
                return Excerpt("".join(lines), start)
        elif mark and mark["name"]:
            open_.append(mark["name"])
        elif name in open_:
            start = start or number
            lines.append(line)
    if name in open_:
        raise ExcerptError(f"the region `{name}` is not closed", "write `# endregion` after it")
    marks = (_MARK.match(line.strip()) for line in split_lines(text))
    names = [mark["name"] for mark in marks if mark]
    hint = did_you_mean(name, filter(None, names)) or f"begin it with a comment: `region {name}`"
    raise ExcerptError(f"there is no region `{name}`", hint)


def line_range(text: str, numbers: str) -> Excerpt:
    """The lines `3-9`, or the line `3`, of a text."""
    match = _RANGE.fullmatch(numbers)
    if match is None:
        raise ExcerptError(f"`{numbers}` is not a range of lines", 'write `lines="3-9"`')
    first, last = int(match[1]), int(match[2] or match[1])
    lines = split_lines(text)
    if not first <= last <= len(lines):
        raise ExcerptError(f"there are no lines {numbers}", f"the file has {len(lines)} lines")
    return Excerpt("".join(lines[first - 1 : last]), first)
