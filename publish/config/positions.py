"""Finds the line and column of every key and array entry in a TOML document.

`tomllib` returns values without positions. This scanner reads a document that `tomllib` has already
accepted, so that it need not validate the grammar (https://toml.io/en/v1.0.0).
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


def _unquoted(key: str) -> str:
    """A key without its quotation marks and escapes."""
    return str(tomllib.loads(f"x = {key}")["x"]) if key[0] in "\"'" else key


class KeyPositions:
    """Positions by path: ("structure", "bodymatter", 0, "file") → (line, column), from 1."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._cursor = 0
        self._line_ends = [match.start() for match in re.finditer("\n", text)]
        self._offsets: dict[KeyPath, int] = {}
        self._counts: dict[KeyPath, int] = {}
        self._scan_document()

    def has(self, path: KeyPath) -> bool:
        """Whether a path is written in the document."""
        return path in self._offsets

    def locate(self, path: KeyPath) -> tuple[int, int]:
        """The position of a path, or of its closest ancestor with a position."""
        while path and path not in self._offsets:
            path = path[:-1]
        offset = self._offsets.get(path, 0)
        line = bisect_right(self._line_ends, offset - 1) if offset else 0
        start = self._line_ends[line - 1] + 1 if line else 0
        return line + 1, offset - start + 1

    def _skip(self) -> None:
        if space := _SPACE.match(self._text, self._cursor):
            self._cursor = space.end()

    def _scan_document(self) -> None:
        table: KeyPath = ()
        self._skip()
        while self._cursor < len(self._text):
            if self._text[self._cursor] == "[":
                table = self._scan_header()
            else:
                self._scan_pair(table)
            self._skip()

    def _scan_header(self) -> KeyPath:
        start = self._cursor
        is_array = self._text.startswith("[[", start)
        self._cursor += 2 if is_array else 1
        keys = self._scan_keys("]")
        self._cursor += 2 if is_array else 1
        table = self._table_path(keys, last_too=not is_array)
        if is_array:
            index = self._counts.get(table, -1) + 1
            self._counts[table] = index
            self._offsets.setdefault(table, start)
            table = (*table, index)
        self._offsets[table] = start
        return table

    def _table_path(self, keys: list[str], *, last_too: bool) -> KeyPath:
        """The path of a header; a key of an array of tables stands for its last table."""
        path: KeyPath = ()
        for number, key in enumerate(keys):
            path = (*path, key)
            if path in self._counts and (last_too or number < len(keys) - 1):
                path = (*path, self._counts[path])
        return path

    def _scan_keys(self, end: str) -> list[str]:
        keys: list[str] = []
        while True:
            self._skip()
            if self._text[self._cursor] == end:
                return keys
            if self._text[self._cursor] == ".":
                self._cursor += 1
                continue
            match = _STRING.match(self._text, self._cursor) or _BARE.match(self._text, self._cursor)
            if match is None:
                return keys
            self._cursor = match.end()
            keys.append(_unquoted(match[0]))

    def _scan_pair(self, table: KeyPath) -> None:
        start = self._cursor
        keys = self._scan_keys("=")
        self._cursor += 1
        path = (*table, *keys)
        for length in range(len(table) + 1, len(path) + 1):
            self._offsets.setdefault(path[:length], start)
        self._scan_value(path)

    def _scan_value(self, path: KeyPath) -> None:
        self._skip()
        character = self._text[self._cursor]
        if character == "[":
            self._scan_array(path)
        elif character == "{":
            self._scan_inline_table(path)
        else:
            match = _STRING.match(self._text, self._cursor) or _SCALAR.match(
                self._text, self._cursor
            )
            self._cursor = match.end() if match else len(self._text)

    def _scan_array(self, path: KeyPath) -> None:
        self._cursor += 1
        index = 0
        while True:
            self._skip()
            character = self._text[self._cursor]
            if character == "]":
                self._cursor += 1
                return
            if character == ",":
                self._cursor += 1
                index += 1
                continue
            self._offsets[(*path, index)] = self._cursor
            self._scan_value((*path, index))

    def _scan_inline_table(self, path: KeyPath) -> None:
        self._cursor += 1
        while True:
            self._skip()
            character = self._text[self._cursor]
            if character == "}":
                self._cursor += 1
                return
            if character == ",":
                self._cursor += 1
                continue
            self._scan_pair(path)
