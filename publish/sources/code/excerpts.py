"""The part of a file that a listing shows: a region between two marks, or a run of lines.

A region is opened by a comment `# region name` and shut by `# endregion`, in the comment signs of
any language (`// region name`, `<!-- #region name -->`); regions may lie in each other.
"""

from __future__ import annotations

import re

import msgspec

from publish.diagnostics import did_you_mean

# At most a few signs open a comment: the bound keeps a hostile line from being tried in many ways.
_MARK = re.compile(
    r"[^\w\s]{0,8}\s{0,8}[^\w\s]{0,8}(?P<end>end ?)?region\b[ \t]*(?P<name>[\w.-]*)", re.I
)
_LINES = re.compile(r"([1-9]\d{0,6})(?:-([1-9]\d{0,6}))?")


_ROW = re.compile(r"[^\n]*\n|[^\n]+")


def rows(text: str) -> list[str]:
    """The lines of a text with their ends; no sign but the line feed ends one."""
    return _ROW.findall(text)


class ExcerptError(Exception):
    """A part that the file does not have; `hint` may tell the nearest."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Excerpt(msgspec.Struct, frozen=True):
    """A part of a file, unaltered, and the number of its first line."""

    text: str
    start: int = 1


def region(text: str, name: str) -> Excerpt:
    """The lines of a region, without the marks of others inside it."""
    taken: list[str] = []
    open_: list[str] = []
    start = 0
    for number, line in enumerate(rows(text), start=1):
        mark = _MARK.match(line.strip())
        if mark and mark["end"]:
            if open_ and open_.pop() == name:
                return Excerpt("".join(taken), start)
        elif mark and mark["name"]:
            open_.append(mark["name"])
        elif name in open_:
            start = start or number
            taken.append(line)
    if name in open_:
        raise ExcerptError(f"the region `{name}` is not closed", "write `# endregion` behind it")
    found = [mark["name"] for line in rows(text) if (mark := _MARK.match(line.strip()))]
    raise ExcerptError(f"there is no region `{name}`", did_you_mean(name, filter(None, found)))


def run(text: str, written: str) -> Excerpt:
    """The lines `3-9`, or the line `3`, of a text."""
    found = _LINES.fullmatch(written)
    if found is None:
        raise ExcerptError(f"`{written}` names no lines", 'write `lines="3-9"`')
    first, last = int(found[1]), int(found[2] or found[1])
    there = rows(text)
    if not first <= last <= len(there):
        raise ExcerptError(f"there are no lines {written}", f"the file has {len(there)} lines")
    return Excerpt("".join(there[first - 1 : last]), first)
