"""The order of files by their names: what opens a book, its chapters by number, what closes it."""

from __future__ import annotations

import re

from publish.importers.bookfolder.heading_names import BACK_ROLES, FRONT_ROLES, role_of_heading

_FRONT = frozenset({"front", "frontmatter", "cover", "title", "titlepage", "copyright", "intro"})
_BACK = frozenset({"back", "backmatter"})
_OPENS, _BODY, _CLOSES = range(3)

FileOrder = tuple[int, list[tuple[int, int, str]]]


def file_order(stem: str) -> FileOrder:
    """A key to sort names without their suffixes; numbers in them count by their value."""
    parts = re.findall(r"\d+|\D+", stem.lower())
    key = [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts]
    return _place(stem), key


def _place(stem: str) -> int:
    first = re.match(r"[^\W\d_]+", stem)
    word = first[0].lower() if first else ""
    role = role_of_heading(word)
    if word in _FRONT or role in FRONT_ROLES:
        return _OPENS
    return _CLOSES if word in _BACK or role in BACK_ROLES else _BODY
