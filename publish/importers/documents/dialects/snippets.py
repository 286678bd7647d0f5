"""Snippets of MkDocs: files, sections of them and lines of them, put where they are named.

https://facelessuser.github.io/pymdown-extensions/extensions/snippets/
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.source_files import file_below, read_text

_LINE = re.compile(
    r"^(?P<indent>[ \t]*)(?P<escape>;?)-+8<-+[ \t]+"
    r"(?P<quote>[\"'])(?P<file>[^\"'\n]+)(?P=quote)[ \t]*$",
    re.M,
)
_BLOCK = re.compile(
    r"^(?P<indent>[ \t]*)-+8<-+[ \t]*\n(?P<files>(?:(?![ \t]*-+8<-+).*\n)+?)[ \t]*-+8<-+[ \t]*$",
    re.M,
)
_MARK = re.compile(r"-+8<-+[ \t]*\[(?P<kind>start|end):[ \t]*(?P<name>[\w-]+)[ \t]*\]")
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Snippets:
    """Puts snippets where they are named; `folders` are those in which it looks for them."""

    root: Path
    folders: Sequence[Path]
    ledger: Ledger

    def put_in(self, text: str, document: str, depth: int = 0) -> str:
        """The text with its snippets, and with those in them."""

        def block(match: re.Match[str]) -> str:
            names = (line.strip() for line in match["files"].splitlines())
            parts = [self._snippet(name, document, depth) for name in names if name]
            return _indented("\n".join(parts), match["indent"])

        def line(match: re.Match[str]) -> str:
            if match["escape"]:
                return match[0].replace(";", "", 1)
            return _indented(self._snippet(match["file"], document, depth), match["indent"])

        return _LINE.sub(line, _BLOCK.sub(block, text))

    def _snippet(self, name: str, document: str, depth: int) -> str:
        path, _, part = name.partition(":")
        found = (file_below(self.root, str(folder / path)) for folder in self.folders)
        file = next(filter(None, found), None)
        if file is None or depth > _DEEPEST:
            self.ledger.add(LossKind.DOCUMENT, document, name)
            return ""
        return self.put_in(_selected(read_text(file), part), document, depth + 1).rstrip("\n")


def _indented(text: str, indent: str) -> str:
    return re.sub(r"^(?=.)", indent, text, flags=re.M)


def _selected(text: str, part: str) -> str:
    """The section of a file with a name, or its lines `from:to`; without the marks of sections."""
    lines = text.splitlines()
    if re.fullmatch(r"\d*(?::\d*)?", part):
        first, _, last = part.partition(":")
        lines = lines[int(first or 1) - 1 : int(last) if last else len(lines)]
    else:
        lines = _section(lines, part)
    return "\n".join(line for line in lines if not _MARK.search(line))


def _section(lines: list[str], name: str) -> list[str]:
    inside, found = False, []
    for line in lines:
        mark = _MARK.search(line)
        if mark and mark["name"] == name:
            inside = mark["kind"] == "start"
        elif inside:
            found.append(line)
    return found
