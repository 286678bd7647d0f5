"""Org: macros, and the files that a text includes.

https://orgmode.org/manual/Macro-Replacement.html, https://orgmode.org/manual/Include-Files.html
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence

from publish.importers.documents.ledger import Ledger, LossKind

_KEYWORD = re.compile(r"#\+(?P<name>\w+):[ \t]*(?P<value>.*)", re.I)
_BLOCK = re.compile(r"[ \t]*#\+begin_(?P<name>src|example|export|comment)\b", re.I)
_MACRO = re.compile(r"\{\{\{(?P<name>[A-Za-z][\w-]*)(?:\((?P<arguments>.*?)\))?\}\}\}", re.S)
_ARGUMENT = re.compile(r"(?<!\\),")
_INCLUDE = re.compile(r"\"?(?P<path>[^\"\s]+)\"?(?P<options>.*)")
BACKSLASH = "\ufdd2"  # in its place, since pandoc 3.9 stops at one; no text has this character
_MOST_FILES = 500


class OrgText:
    """The text of a document, with the files that it includes and its macros in their places."""

    def __init__(self, read_file: Callable[[str], bytes | None], ledger: Ledger) -> None:
        self._read_file, self._ledger = read_file, ledger
        self._macros: dict[str, str] = {}
        self._files = 0

    def rewrite(self, text: str, path: str) -> str:
        """A text as pandoc reads it; paths are those of the folder."""
        whole = "".join(self._with_files(text, (path,)))
        self._define(whole, path)
        return "".join(self._replaced(whole, path))

    def _with_files(self, text: str, above: Sequence[str]) -> Iterator[str]:
        for is_code, line in _lines(text):
            keyword = None if is_code else _KEYWORD.fullmatch(line.strip())
            if keyword and keyword["name"].lower() == "include":
                yield self._included(line, keyword["value"], above)
            else:
                yield line

    def _included(self, line: str, value: str, above: Sequence[str]) -> str:
        """The text of a file; a line that names one of code, or a part of one, stays as it is."""
        match = _INCLUDE.fullmatch(value.strip())
        if match is None or match["options"].strip():
            return line
        path = posixpath.normpath(posixpath.join(posixpath.dirname(above[-1]), match["path"]))
        content = None if path in above else self._read(path)
        if content is None:
            return line  # which pandoc counts as a missing file
        return "".join(self._with_files(content, (*above, path)))

    def _read(self, path: str) -> str | None:
        self._files += 1
        content = self._read_file(path) if self._files <= _MOST_FILES else None
        return None if content is None else content.decode("utf-8", "replace")

    def _define(self, text: str, path: str) -> None:
        """Note the macros of a text, and of the files with its settings."""
        for is_code, line in _lines(text):
            keyword = None if is_code else _KEYWORD.fullmatch(line.strip())
            name = keyword["name"].lower() if keyword else ""
            if keyword and name == "macro":
                macro, _, words = keyword["value"].partition(" ")
                self._macros[macro.lower()] = words.strip()
            elif (
                keyword
                and name == "setupfile"
                and (more := self._read(keyword["value"].strip('" ')))
            ):
                self._define(more, path)

    def _replaced(self, text: str, path: str) -> Iterator[str]:
        words: list[str] = []
        for is_code, line in _lines(text):
            if not is_code:
                words.append(line)
                continue
            yield self._without_macros("".join(words), path)
            words = []
            yield line
        yield self._without_macros("".join(words), path)

    def _without_macros(self, text: str, path: str) -> str:
        return _MACRO.sub(lambda match: self._expanded(match, path), text)

    def _expanded(self, match: re.Match[str], path: str) -> str:
        name = match["name"].lower()
        given = _ARGUMENT.split(match["arguments"] or "")
        arguments = [each.replace("\\,", ",").strip() for each in given]
        words = self._macros.get(name, "(eval")
        if name == "kbd":
            key = arguments[0].replace("\\", BACKSLASH)
            return f"@@html:<kbd>@@{key}@@html:</kbd>@@"
        if words.startswith("(eval"):  # a program of the author's editor
            self._ledger.add(LossKind.PROGRAM, path, match[0])
            return ", ".join(filter(None, arguments))
        return re.sub(r"\$([1-9])", lambda at: _at(arguments, int(at[1])), words)


def _at(arguments: Sequence[str], number: int) -> str:
    return arguments[number - 1] if number <= len(arguments) else ""


def _lines(text: str) -> Iterator[tuple[bool, str]]:
    """The lines of a text with their ends, and whether each is in a block of code."""
    end = ""
    for line in text.splitlines(keepends=True):
        opening = None if end else _BLOCK.match(line)
        if opening:
            end = f"#+end_{opening['name'].lower()}"
        yield bool(end) or line.lstrip().startswith(": "), line
        if end and not opening and line.strip().lower() == end:
            end = ""
