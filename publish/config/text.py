"""Decodes a source file and finds the characters that no book may hold."""

from __future__ import annotations

import re

from publish.diagnostics import Location, Report

# XML 1.0 (2.2) has no way to write these, and a silent replacement would lose a word.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
_ZERO_WIDTH = re.compile("[\\s\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+")


def decode(content: bytes, path: str, report: Report, *, code: str) -> str | None:
    """The text of a file: UTF-8, an optional BOM taken off, line ends made `\\n`.

    A byte that is no UTF-8 and a character that XML cannot hold are errors with line and column;
    then the result is None.
    """
    try:
        text = content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        report.add(
            code,
            f"not UTF-8: byte 0x{content[error.start]:02x} at offset {error.start}",
            Location(path, line, column),
            hint=_encoding_hint(content),
        )
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if _clean(text, path, report, code) else None


def _encoding_hint(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "this is UTF-16: save the file as UTF-8"
    return "save the file as UTF-8"


def _clean(text: str, path: str, report: Report, code: str) -> bool:
    found = list(_FORBIDDEN.finditer(text))
    for sign in found:
        start = text.rfind("\n", 0, sign.start()) + 1
        place = Location(path, text.count("\n", 0, start) + 1, sign.start() - start + 1)
        message = f"the control character U+{ord(sign[0]):04X} cannot stand in a book"
        report.add(code, message, place, hint="delete it")
    return not found


def is_blank(text: str) -> bool:
    """Whether a text shows nothing: empty, spaces, or zero-width characters alone."""
    return not _ZERO_WIDTH.sub("", text)
