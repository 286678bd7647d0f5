"""Decodes a source file and finds the characters that no book may hold."""

from __future__ import annotations

import re
from itertools import islice

from publish.diagnostics import Location, Report

# XML 1.0 (2.2) has no way to write these, and a silent replacement would lose a word. Nor may a
# text hold the noncharacters of Unicode (23.7), which serve as marks inside the program.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
    + "".join(f"{chr((n << 16) + 0xFFFE)}{chr((n << 16) + 0xFFFF)}" for n in range(1, 17))
    + "]"
)
# Signs that show nothing: spaces, joiners, directions, fillers, the empty Braille pattern.
_INVISIBLE = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]+"
)
_PLAIN = b"\t\n\r" + bytes(range(0x20, 0x7F))
_TOLD = 20  # of the forbidden signs of one file; a file of nothing else is no text
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def decode_text(content: bytes, path: str, report: Report, *, code: str) -> str | None:
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
    # Most of a text is plain ASCII, which is passed over at once.
    suspect = content.translate(None, _PLAIN).decode("utf-8")
    clean = _FORBIDDEN.search(suspect) is None or _clean(text, path, report, code)
    return text if clean else None


def _encoding_hint(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "this is UTF-16: save the file as UTF-8"
    return "save the file as UTF-8"


def _clean(text: str, path: str, report: Report, code: str) -> bool:
    found = list(islice(_FORBIDDEN.finditer(text), _TOLD))
    for sign in found:
        start = text.rfind("\n", 0, sign.start()) + 1
        place = Location(path, text.count("\n", 0, start) + 1, sign.start() - start + 1)
        message = f"the control character U+{ord(sign[0]):04X} cannot stand in a book"
        report.add(code, message, place, hint="delete it")
    return not found


def first_forbidden(text: str) -> str | None:
    """The first sign of a text that no book can hold."""
    found = _FORBIDDEN.search(text)
    return found[0] if found else None


def first_unbalanced(text: str) -> str | None:
    """The first control of direction that is not closed, or closes nothing (UAX #9, 2.1 to 2.4).

    Each paragraph is by itself: what stays open at its end turns what a program shows behind it.
    """
    if text.isascii():
        return None
    for paragraph in text.split("\n"):
        opened: list[str] = []
        for found in _TURNS.finditer(paragraph):
            sign = found[0]
            if sign not in _CLOSINGS:
                opened.append(sign)
            elif opened and (opened[-1] in _ISOLATES) == (sign == "\u2069"):
                opened.pop()
            else:
                return sign
        if opened:
            return opened[0]
    return None


_ISOLATES = "\u2066\u2067\u2068"
_CLOSINGS = "\u202c\u2069"


def is_blank(text: str) -> bool:
    """Whether a text shows nothing: empty, spaces, or zero-width characters alone."""
    return not _INVISIBLE.sub("", text)
