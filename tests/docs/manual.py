"""Reads the handbook and the README as their readers do, and does what their examples say.

A fenced block says by its information string what it is:

- `toml file=PATH`, `markdown file=PATH`, `text file=PATH`: the reader is to write this file;
- `broken` behind it: the book is shown for its error;
- `toml is=PATH` and its like: the file is there already, and is exactly this;
- `console`: commands behind `$ `, each with its answer; `…` stands for what differs;
- `toml` alone is a part of a manifest, `toml theme` a part of a `theme.toml`.

All blocks of one page are done in order, in one folder. A file that a manifest names and the page
does not show is made with one paragraph in it.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree
from markdown_it import MarkdownIt

from publish.diagnostics import Report
from publish.model.book import Book
from publish.model.section import Section
from publish.sources.spine.folder import read_book
from publish.structure import settle
from tests.running import run_context

ROOT = Path(__file__).resolve().parents[2]
HANDBOOK = ROOT / "corpus" / "handbook"
PAGES = sorted([*HANDBOOK.glob("*.md"), ROOT / "README.md"])
_X = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: the words of its information string, and its text."""

    page: Path
    line: int
    words: tuple[str, ...]
    text: str

    @property
    def language(self) -> str:
        return self.words[0] if self.words else ""

    @property
    def plain(self) -> bool:
        """Whether it is a fragment, which nobody is told to save."""
        return len(self.words) == 1

    @property
    def file(self) -> str:
        return self._option("file")

    @property
    def like(self) -> str:
        return self._option("is")

    @property
    def place(self) -> str:
        return f"{self.page.name}:{self.line}"

    def _option(self, name: str) -> str:
        found = [word.partition("=")[2] for word in self.words if word.startswith(f"{name}=")]
        return found[0] if found else ""


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    tokens = MarkdownIt("commonmark").parse(page.read_text(encoding="utf-8"))
    return [
        Block(page, token.map[0] + 1, tuple(token.info.split()), token.content)
        for token in tokens
        if token.type == "fence" and token.map
    ]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A command and the answer that the page shows."""

    command: str
    answer: tuple[str, ...]


def exchanges(block: Block) -> list[Exchange]:
    """The commands of a console block."""
    found: list[Exchange] = []
    for line in block.text.replace("\\\n", "").splitlines():
        if line.startswith("$ "):
            found.append(Exchange(line[2:], ()))
        else:
            last = found.pop()
            found.append(Exchange(last.command, (*last.answer, line)))
    return found


@dataclass(slots=True)
class Desk:
    """A reader's folder, in which a page is worked through."""

    folder: Path
    books: list[Path] = field(default_factory=list)
    broken: set[Path] = field(default_factory=set)
    _exit_code: int = 0

    def write(self, block: Block) -> None:
        """Save a block under the name that it gives."""
        path = self.folder / block.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
        if path.name == "book.toml":
            self.books.append(path.parent)
            (self.broken.add if "broken" in block.words else self.broken.discard)(path.parent)

    def answer(self, command: str) -> list[str]:
        """What a shell shows for a command."""
        for book in self.books:
            _complete(book)
        words = shlex.split(command)
        if words[0] == "publish":
            return self._run([sys.executable, "-m", "publish", *words[1:]])
        if words == ["echo", "$?"]:
            return [str(self._exit_code)]
        if words[0] == "ls":
            return sorted(path.name for path in (self.folder / words[1]).iterdir())
        if words[0] == "cat":
            return (self.folder / words[1]).read_text(encoding="utf-8").splitlines()
        if words[0] == "sed":
            return self._run(words)
        raise AssertionError(f"no page may show `{command}`")

    def _run(self, words: list[str]) -> list[str]:
        done = subprocess.run(
            words,
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "80"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            check=False,
            timeout=240,
            encoding="utf-8",
        )
        self._exit_code = done.returncode
        return done.stdout.splitlines()


def _complete(book: Path) -> None:
    """Write the files that a manifest names and the page does not show."""
    structure = tomllib.loads((book / "book.toml").read_text(encoding="utf-8"))["structure"]
    for entry in _entries([e for matter in structure.values() for e in matter]):
        path = book / entry.get("file", "book.toml")
        if not path.exists():
            title = "" if "title" in entry else f"# {path.stem.title()}\n\n"
            path.write_text(f"{title}One paragraph.\n", encoding="utf-8")


def _entries(entries: list[Any]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        table: dict[str, Any] = {"file": entry} if isinstance(entry, str) else entry
        yield table
        yield from _entries(table.get("sections", []))


def agrees(shown: tuple[str, ...], real: list[str]) -> bool:
    """Whether an answer is the one shown; `…` stands for anything on a line, alone for lines."""
    pattern = "".join(
        r"(?:.*\n)*" if line == "…" else re.escape(line).replace("…", ".*") + r"\n"
        for line in shown
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in real)) is not None


@cache
def handbook() -> Book:
    """The handbook as a settled book; any diagnostic fails."""
    report = Report()
    book = read_book(HANDBOOK, run_context(report))
    assert book is not None, list(map(str, report))
    book = settle(book, run_context(report))
    assert not list(report), list(map(str, report))
    return book


def section(name: str) -> Section:
    """The section of the handbook with that identifier."""
    return next(each for each in handbook().walk() if each.id == name)


def text(node: etree._Element) -> str:
    """The words of an element in one line."""
    return " ".join("".join(node.itertext()).split())


def codes(node: etree._Element) -> list[str]:
    """What stands in code below an element."""
    return ["".join(code.itertext()) for code in node.iter(f"{_X}code")]


def rows(name: str) -> list[list[etree._Element]]:
    """The cells of every body row of the tables in a section, or of the table with that name."""
    bodies = [each.body for each in handbook().walk() if each.id == name]
    tables = [table for body in bodies for table in body.iter(f"{_X}table")] or [
        table
        for each in handbook().walk()
        for table in each.body.iter(f"{_X}table")
        if table.get("id") == name
    ]
    assert tables, f"the handbook has no table {name}"
    return [list(row) for table in tables for row in table.iterfind(f"{_X}tbody/{_X}tr")]


def terms(name: str) -> list[str]:
    """The terms of the definition lists in a section and in those below it."""
    inside = section(name).walk()
    return [text(dt) for each in inside for dt in each.body.iter(f"{_X}dt")]
