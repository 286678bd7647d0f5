"""Reads the handbook and the README, and runs their examples.

The information string of a fenced block gives its kind:

- `toml file=PATH`, `markdown file=PATH`, `text file=PATH`: a file to write;
- `broken` after it: the book has an error;
- `toml is=PATH` and so on: the file exists, with exactly this content;
- `console`: commands after `$ `, each with its output; `…` replaces what differs;
- `toml` alone is a part of a manifest, `toml theme` a part of a `theme.toml`.

All blocks of a page are run in order, in one folder. A file that a manifest names and the page does
not show is written with one paragraph.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
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
    def is_fragment(self) -> bool:
        """Whether it is a fragment that is not to be saved."""
        return len(self.words) == 1

    @property
    def file(self) -> str:
        return self._option("file")

    @property
    def expected_file(self) -> str:
        return self._option("is")

    @property
    def location(self) -> str:
        return f"{self.page.name}:{self.line}"

    def _option(self, name: str) -> str:
        matches = [word.partition("=")[2] for word in self.words if word.startswith(f"{name}=")]
        return matches[0] if matches else ""


@cache
def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    tokens = MarkdownIt("commonmark").parse(page.read_text(encoding="utf-8"))
    return [
        Block(page, token.map[0] + 1, tuple(token.info.split()), token.content)
        for token in tokens
        if token.type == "fence" and token.map
    ]


@dataclass(frozen=True, slots=True)
class ConsoleExample:
    """A command and the output that the page shows."""

    command: str
    output: tuple[str, ...]


def console_examples(block: Block) -> list[ConsoleExample]:
    """The commands of a console block."""
    matches: list[ConsoleExample] = []
    for line in block.text.replace("\\\n", "").splitlines():
        if line.startswith("$ "):
            matches.append(ConsoleExample(line[2:], ()))
        else:
            last = matches.pop()
            matches.append(ConsoleExample(last.command, (*last.output, line)))
    return matches


@dataclass(slots=True)
class Workspace:
    """A folder in which the examples of a page are run."""

    folder: Path
    books: list[Path] = field(default_factory=list)
    broken: set[Path] = field(default_factory=set)
    _exit_code: int = 0

    def write(self, block: Block) -> None:
        """Save a block under its file name."""
        path = self.folder / block.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
        # A block `foreign` is a manifest of another program.
        if path.name == "book.toml" and "foreign" not in block.words:
            self.books.append(path.parent)
            (self.broken.add if "broken" in block.words else self.broken.discard)(path.parent)

    def output(self, command: str) -> list[str]:
        """The output of a command in a shell."""
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
        if words[0] == "minisign" and shutil.which("minisign") is None:
            pytest.skip("minisign is not installed")
        if words[0] in ("sed", "minisign"):
            return self._run(words)
        raise AssertionError(f"the command `{command}` is not supported in examples")

    def _run(self, words: list[str]) -> list[str]:
        process = subprocess.run(
            words,
            cwd=self.folder,
            env={**os.environ, **self._environment()},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            check=False,
            timeout=240,
            encoding="utf-8",
        )
        self._exit_code = process.returncode
        return process.stdout.splitlines()

    def _environment(self) -> dict[str, str]:
        """A screen of its own width, and a cache for the commands of the page, as a user has."""
        cache = self.folder.with_name(f"{self.folder.name}-cache")
        screen = {"NO_COLOR": "1", "COLUMNS": "80"}
        return {**screen, "PYTHONPATH": str(ROOT), "PUBLISH_CACHE": str(cache)}


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


def output_matches(shown: tuple[str, ...], actual: list[str]) -> bool:
    """Whether the output is as shown; `…` matches anything on a line, or lines if it is alone."""
    pattern = "".join(
        r"(?:.*\n)*" if line == "…" else re.escape(line).replace("…", ".*") + r"\n"
        for line in shown
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in actual)) is not None


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
    """The text of an element in one line."""
    return " ".join("".join(node.itertext()).split())


def codes(node: etree._Element) -> list[str]:
    """The texts of the code elements in an element."""
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
