"""Decodes source files, and finds characters that are not allowed in a book."""

from __future__ import annotations

import re
from itertools import islice

from publish.diagnostics import Location, Report
from publish.model.composition import composed

# XML 1.0 (2.2) cannot represent these, and a silent replacement would lose a word. Noncharacters
# (Unicode, 23.7) are excluded too: they serve as internal markers. Separators of lines and
# paragraphs do not end a line in Markdown, and would divide a line in print (Unicode, 5.8).
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
    + "".join(f"{chr((n << 16) + 0xFFFE)}{chr((n << 16) + 0xFFFF)}" for n in range(1, 17))
    + "]"
)
# Invisible characters: spaces, joiners, direction controls, fillers, the blank Braille pattern.
_INVISIBLE = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]+"
)
_LINE_ENDS = "\x0b\x0c\x85\u2028\u2029"
_PLAIN = b"\t\n\r" + bytes(range(0x20, 0x7F))
_MOST_REPORTED = 20  # forbidden characters of one file; a binary file has no others
_DIRECTION_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def decode_text(content: bytes, path: str, report: Report, *, code: str) -> str | None:
    """The text of a UTF-8 file without a BOM, composed, with line ends `\\n`; None after errors.

    A byte that is not UTF-8 and a character that XML cannot represent are errors with line and
    column.
    """
    try:
        text = content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        report.add(
            code,
            f"invalid UTF-8: byte 0x{content[error.start]:02x} at offset {error.start}",
            Location(path, line, column),
            hint=_encoding_hint(content),
        )
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Most of a text is ASCII, which is quick to skip.
    suspect = content.translate(None, _PLAIN).decode("utf-8")
    if _FORBIDDEN.search(suspect) and _report_forbidden(text, path, report, code):
        return None
    return composed(text)


def _encoding_hint(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "the file is UTF-16: save it as UTF-8"
    return "save the file as UTF-8"


def _report_forbidden(text: str, path: str, report: Report, code: str) -> bool:
    """Whether there are forbidden characters; the first of them are reported."""
    matches = list(islice(_FORBIDDEN.finditer(text), _MOST_REPORTED))
    for match in matches:
        start = text.rfind("\n", 0, match.start()) + 1
        location = Location(path, text.count("\n", 0, start) + 1, match.start() - start + 1)
        message = f"the control character U+{ord(match[0]):04X} is not allowed in a book"
        report.add(code, message, location, hint=removal_hint(match[0]))
    return bool(matches)


def removal_hint(character: str) -> str:
    """What to do with a character that is not allowed in a book."""
    return "put a line break or a space in its place" if character in _LINE_ENDS else "delete it"


def first_forbidden(text: str) -> str | None:
    """The first character of a text that is not allowed in a book."""
    match = _FORBIDDEN.search(text)
    return match[0] if match else None


def first_unbalanced(text: str) -> str | None:
    """The first direction control of a text without its counterpart (UAX #9, 2.1 to 2.4).

    Each paragraph is checked alone: a control left open at its end reverses the text after it.
    """
    if text.isascii():
        return None
    for paragraph in text.split("\n"):
        opened: list[str] = []
        for match in _DIRECTION_CONTROLS.finditer(paragraph):
            control = match[0]
            if control not in _CLOSINGS:
                opened.append(control)
            elif opened and (opened[-1] in _ISOLATES) == (control == "\u2069"):
                opened.pop()
            else:
                return control
        if opened:
            return opened[0]
    return None


_ISOLATES = "\u2066\u2067\u2068"
_CLOSINGS = "\u202c\u2069"


def is_blank(text: str) -> bool:
    """Whether a text is empty or has only spaces and invisible characters."""
    return not _INVISIBLE.sub("", text)
