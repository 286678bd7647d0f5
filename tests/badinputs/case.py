"""A bad book and its good twin, written as shortly as possible."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping
from contextlib import chdir
from dataclasses import dataclass, field
from pathlib import Path

from publish.diagnostics import Report
from publish.sources.spine.folder import read_book
from publish.structure import settle
from tests.running import run_context

Content = str | bytes | Callable[[Path], None]
Files = Mapping[str, Content]

HEAD = ("[book]", 'title = "A Book"', 'language = "en"')
SPINE = 'bodymatter = ["a.md"]'
TEXT = "# A\n\nText.\n"


@dataclass(frozen=True, slots=True)
class Case:
    """`expected` are the diagnostics in order, as "CODE file:line", warnings after a `~`.

    `words` is the command, by default `build book --out out`.
    """

    name: str
    bad: Files
    expected: tuple[str, ...]
    good: Files = field(default_factory=dict)
    words: tuple[str, ...] = ()


def manifest(*meta: str, spine: str = SPINE, tables: str = "") -> str:
    """A manifest whose `meta` begins on line 4.

    Without `meta` the line of the spine is line 6.
    """
    return "\n".join([*HEAD, *meta, "", "[structure]", spine, "", tables, ""])


def meta(name: str, bad: str, good: str, *expected: str) -> Case:
    """A case of a line of `[book]`, which is line 4."""
    return Case(name, {"book.toml": manifest(bad)}, expected, {"book.toml": manifest(good)})


def spine(name: str, bad: str, good: str, *expected: str, **files: Content) -> Case:
    """A case of the line of `[structure]`, which is line 6."""
    named = {key.replace("_", "."): content for key, content in files.items()}
    return Case(
        name,
        {"book.toml": manifest(spine=bad), **named},
        expected,
        {"book.toml": manifest(spine=good), **named},
    )


def text(name: str, bad: Content, good: Content, *expected: str, **files: Content) -> Case:
    """A case of the file `a.md`, with other files (`b_md="…"` is `b.md`)."""
    named = {key.replace("_", "."): content for key, content in files.items()}
    return Case(name, {"a.md": bad, **named}, expected, {"a.md": good, **named})


def prose(name: str, bad: str, good: str, *expected: str, **files: Content) -> Case:
    """A case of the text of `a.md` from line 3, below its title."""
    return text(name, f"# A\n\n{bad}\n", f"# A\n\n{good}\n", *expected, **files)


def link(target: str) -> Callable[[Path], None]:
    """A symbolic link."""
    return lambda path: path.symlink_to(target)


def absent(path: Path) -> None:
    """No file, although a book has one."""


def open_socket(path: Path) -> None:
    """A socket."""
    # Its path is limited to 107 bytes (unix(7)), whatever the name of the folder.
    with chdir(path.parent), socket.socket(socket.AF_UNIX) as server:
        server.bind(path.name)


def pipe(path: Path) -> None:
    """A pipe without a writer."""
    os.mkfifo(path)


def folder(path: Path) -> None:
    """A folder in place of a file."""
    path.mkdir()


def write(home: Path, files: Files) -> Path:
    """Write the book folder `home` with some files, and defaults for the others that it needs."""
    for name, content in {"book.toml": manifest(), "a.md": TEXT, **files}.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            path.write_bytes(content.encode("utf-8", "surrogateescape"))
        elif isinstance(content, bytes):
            path.write_bytes(content)
        else:
            content(path)
    return home


def diagnose(home: Path) -> Report:
    """The diagnostics of reading and numbering a book."""
    report = Report()
    book = read_book(home, run_context(report))
    if book is not None:
        settle(book, run_context(report))
    return report


def summaries(report: Report, home: Path) -> tuple[str, ...]:
    """The diagnostics in the form of `Case.expected`."""
    return tuple(
        f"{'~' if d.severity == 'warning' else ''}{d.code} "
        f"{os.path.relpath(d.location.path, home)}:{d.location.line}"
        for d in report
    )
