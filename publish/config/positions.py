"""Finds the line and column of every key and array entry in a TOML document.

`tomllib` gives values without places. This scanner runs over a document that `tomllib` has already
accepted, so it need not judge the grammar (https://toml.io/en/v1.0.0), only follow it.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right

KeyPath = tuple[str | int, ...]

_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}(?!")|\'\'\'.*?\'{3,5}(?!\')|"(?:\\.|[^"\\])*"|\'[^\']*\'', re.S
)
_BARE = re.compile(r"[^\s=.\[\]{},#\"']+")
_SCALAR = re.compile(r"[^,\]}#\n]*")


def _bare(key: str) -> str:
    """A key without its quotation marks and escapes."""
    return str(tomllib.loads(f"x = {key}")["x"]) if key[0] in "\"'" else key


class KeyPositions:
    """Places by path: ("structure", "bodymatter", 0, "file") → (line, column), counted from 1."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._breaks = [found.start() for found in re.finditer("\n", text)]
        self._places: dict[KeyPath, int] = {}
        self._counts: dict[KeyPath, int] = {}
        self._document()

    def locate(self, path: KeyPath) -> tuple[int, int]:
        """The place of the path, or of the nearest thing above it that has one."""
        while path and path not in self._places:
            path = path[:-1]
        offset = self._places.get(path, 0)
        line = bisect_right(self._breaks, offset - 1) if offset else 0
        start = self._breaks[line - 1] + 1 if line else 0
        return line + 1, offset - start + 1

    def _skip(self) -> None:
        if space := _SPACE.match(self._text, self._at):
            self._at = space.end()

    def _document(self) -> None:
        table: KeyPath = ()
        self._skip()
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip()

    def _header(self) -> KeyPath:
        start = self._at
        double = self._text.startswith("[[", start)
        self._at += 2 if double else 1
        keys = self._keys("]")
        self._at += 2 if double else 1
        table = self._last_of_arrays(keys, whole=not double)
        if double:
            index = self._counts.get(table, -1) + 1
            self._counts[table] = index
            self._places.setdefault(table, start)
            table = (*table, index)
        self._places[table] = start
        return table

    def _last_of_arrays(self, keys: list[str], *, whole: bool) -> KeyPath:
        """The path of a header; a key that names an array of tables means its last table."""
        path: KeyPath = ()
        for number, key in enumerate(keys):
            path = (*path, key)
            if path in self._counts and (whole or number < len(keys) - 1):
                path = (*path, self._counts[path])
        return path

    def _keys(self, end: str) -> list[str]:
        keys: list[str] = []
        while True:
            self._skip()
            if self._text[self._at] == end:
                return keys
            if self._text[self._at] == ".":
                self._at += 1
                continue
            found = _STRING.match(self._text, self._at) or _BARE.match(self._text, self._at)
            if found is None:
                return keys
            self._at = found.end()
            keys.append(_bare(found[0]))

    def _pair(self, table: KeyPath) -> None:
        start = self._at
        keys = self._keys("=")
        self._at += 1
        path = (*table, *keys)
        for length in range(len(table) + 1, len(path) + 1):
            self._places.setdefault(path[:length], start)
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        self._skip()
        sign = self._text[self._at]
        if sign == "[":
            self._array(path)
        elif sign == "{":
            self._inline_table(path)
        else:
            found = _STRING.match(self._text, self._at) or _SCALAR.match(self._text, self._at)
            self._at = found.end() if found else len(self._text)

    def _array(self, path: KeyPath) -> None:
        self._at += 1
        index = 0
        while True:
            self._skip()
            sign = self._text[self._at]
            if sign == "]":
                self._at += 1
                return
            if sign == ",":
                self._at += 1
                index += 1
                continue
            self._places[(*path, index)] = self._at
            self._value((*path, index))

    def _inline_table(self, path: KeyPath) -> None:
        self._at += 1
        while True:
            self._skip()
            sign = self._text[self._at]
            if sign == "}":
                self._at += 1
                return
            if sign == ",":
                self._at += 1
                continue
            self._pair(path)
