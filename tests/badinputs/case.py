"""A bad book and its good twin, written in as few words as can be."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from publish.diagnostics import Report
from publish.sources.spine.folder import read_book
from publish.structure import settle

Content = str | bytes | Callable[[Path], None]
Files = Mapping[str, Content]

HEAD = ("[book]", 'title = "A Book"', 'language = "en"')
SPINE = 'bodymatter = ["a.md"]'
TEXT = "# A\n\nText.\n"


@dataclass(frozen=True, slots=True)
class Case:
    """`said` are the diagnostics in order, as "CODE file:line", warnings with a `~` before them.

    `words` is the command, `build book --out out` when left out.
    """

    name: str
    bad: Files
    said: tuple[str, ...]
    good: Files = field(default_factory=dict)
    words: tuple[str, ...] = ()


def manifest(*meta: str, spine: str = SPINE, tables: str = "") -> str:
    """A manifest whose `meta` begins on line 4.

    Without `meta` the line of the spine is line 6.
    """
    return "\n".join([*HEAD, *meta, "", "[structure]", spine, "", tables, ""])


def meta(name: str, bad: str, good: str, *said: str) -> Case:
    """A line of `[book]`, which stands on line 4."""
    return Case(name, {"book.toml": manifest(bad)}, said, {"book.toml": manifest(good)})


def spine(name: str, bad: str, good: str, *said: str, **files: Content) -> Case:
    """The line of `[structure]`, which is line 6."""
    named = {key.replace("_", "."): content for key, content in files.items()}
    return Case(
        name,
        {"book.toml": manifest(spine=bad), **named},
        said,
        {"book.toml": manifest(spine=good), **named},
    )


def text(name: str, bad: Content, good: Content, *said: str, **files: Content) -> Case:
    """The file `a.md`, with other files beside it (`b_md="…"` is `b.md`)."""
    named = {key.replace("_", "."): content for key, content in files.items()}
    return Case(name, {"a.md": bad, **named}, said, {"a.md": good, **named})


def prose(name: str, bad: str, good: str, *said: str, **files: Content) -> Case:
    """What stands in `a.md` from line 3 on, below its title."""
    return text(name, f"# A\n\n{bad}\n", f"# A\n\n{good}\n", *said, **files)


def link(target: str) -> Callable[[Path], None]:
    """A symbolic link."""
    return lambda path: path.symlink_to(target)


def absent(path: Path) -> None:
    """No file, where a book has one."""


def listening(path: Path) -> None:
    """A socket."""
    # Its name may have no more than 107 bytes (unix(7)), whatever the folder is called.
    handle = os.open(path.parent, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"/proc/self/fd/{handle}/{path.name}")
    os.close(handle)


def pipe(path: Path) -> None:
    """A pipe that nobody writes to."""
    os.mkfifo(path)


def folder(path: Path) -> None:
    """A folder where a file is looked for."""
    path.mkdir()


def write(home: Path, files: Files) -> Path:
    """The book folder `home` with those files, and what a book needs where they lack it."""
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
    """What reading and settling a book says."""
    report = Report()
    book = read_book(home, report)
    if book is not None:
        settle(book, report)
    return report


def told(report: Report, home: Path) -> tuple[str, ...]:
    """The diagnostics in the form of `Case.said`."""
    return tuple(
        f"{'~' if d.severity == 'warning' else ''}{d.code} "
        f"{os.path.relpath(d.location.path, home)}:{d.location.line}"
        for d in report
    )
