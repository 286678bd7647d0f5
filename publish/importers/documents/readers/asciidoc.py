"""AsciiDoc: Asciidoctor makes DocBook of it, as its own book converter.

A file, or a folder with a master file. It works in a copy of the texts of the folder, without links
of the file system, in its mode for servers: what is outside cannot be included, and no document is
told where it lies.
https://docs.asciidoctor.org/asciidoctor/latest/safe-modes/
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from publish.errors import MissingTool
from publish.external import locate_program, run
from publish.files import temporary_folder
from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.project import Project
from publish.importers.documents.readers.asciidoc_files import (
    FORM,
    SUFFIXES,
    chapters,
    collected,
)
from publish.importers.documents.readers.docbook import read_docbook
from publish.importers.documents.readers.masters import master_file
from publish.importers.documents.source_files import UnreadableSource, files_below, read_text

INSTALL = "npm install -g asciidoctor@4.1.0 (it needs Node.js)"
# Where `scripts/bootstrap.py` installs it, next to the running Python.
_MADE = "asciidoctor-made.xml"
_HOME = Path(sys.prefix) / "asciidoctor" / "node_modules" / ".bin"
_SECONDS = 120
_MEMORY = "--max-old-space-size=1500"  # megabytes
_DEEPEST = 12  # includes in one another
_LARGEST_TEXT = 5_000_000  # bytes of a file that may be included
_MOST_TEXTS = 200_000_000  # bytes of all of them
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".pdf", ".webp")
_UNRESOLVED = re.compile(r"Unresolved directive in \S+ - (include::[^\[<]*\[[^\]<]*\])")


def recognise(source: Path) -> Callable[[Path], Project] | None:
    """The reader of a file in AsciiDoc, or of a folder with one that holds the others."""
    if source.is_file():
        return read if source.suffix.lower() in SUFFIXES else None
    return read_folder if source.is_dir() and (_master(source) or chapters(source)) else None


def _master(folder: Path) -> Path | None:
    """The file of a folder that includes the others, or is the only one."""
    master = master_file(folder, FORM)
    is_one = master is not None and (FORM.include.search(read_text(master)) is not None)
    return master if is_one or not chapters(folder) else None


def read_folder(source: Path) -> Project:
    """The project of a folder; where no file includes the others, they follow each other."""
    master = _master(source)
    if master:
        return read(master)
    ledger, name = Ledger(), f"{source.name}.adoc"
    with temporary_folder() as folder:
        _copy_texts(source.resolve(), "", folder)
        (folder / name).write_text(collected(folder, chapters(source)), "utf-8")
        content = _as_docbook(folder / name)
    return _as_project(content, source / name, ledger)


def read(source: Path) -> Project:
    """The project of a file, with those that it includes from its folder."""
    ledger = Ledger()
    read_text(source)
    with temporary_folder() as folder:
        _copy_texts(source.parent.resolve(), source.name, folder)
        content = _as_docbook(folder / source.name)
    return _as_project(content, source, ledger)


def _as_project(content: bytes, source: Path, ledger: Ledger) -> Project:
    return read_docbook(
        _without_unresolved(content, source.name, ledger),
        source,
        files_below(source.parent),
        ledger,
    )


def _copy_texts(root: Path, master: str, folder: Path) -> None:
    """Copy what may be included: no links, no pictures, nothing hidden."""
    whole = 0
    for file in _texts(root):
        path = file.relative_to(root)
        size = file.stat().st_size
        if path.as_posix() == master or size <= _LARGEST_TEXT:
            whole += size
            if whole > _MOST_TEXTS:
                raise UnreadableSource("its folder holds more text than any book")
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, folder / path)


def _texts(folder: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith(".") or entry.is_symlink() or entry.name == "node_modules":
            continue
        if entry.is_dir():
            yield from _texts(entry)
        elif entry.is_file() and entry.suffix.lower() not in _PICTURES:
            yield entry


def find_asciidoctor() -> Path:
    """The program: that of this environment, or of the PATH. Raises `MissingTool`."""
    own = _HOME / "asciidoctor"
    found = own if own.is_file() else locate_program("asciidoctor")
    if found is None:
        raise MissingTool(
            "AsciiDoc needs the program Asciidoctor", hint=f"install it with: {INSTALL}"
        )
    return found


def _as_docbook(file: Path) -> bytes:
    made = file.with_name(_MADE)  # what Node prints may be cut when it ends
    argv: list[str | Path] = [find_asciidoctor(), "-b", "docbook5", "-S", "server"]
    argv += ["-B", file.parent, "-a", f"max-include-depth={_DEEPEST}"]
    argv += ["-a", "reproducible"]  # without the date of the copy
    argv += ["-a", "lang=und@", "-o", made, file]  # instead of English, where the text says nothing
    completed = run(
        argv,
        timeout=_SECONDS,
        folder=file.parent,
        environment={"NODE_OPTIONS": _MEMORY},
        expect=None,
    )
    content = made.read_bytes() if made.is_file() else b""
    if completed.status or not content.strip():
        raise UnreadableSource(completed.last_error_line() or "Asciidoctor made nothing of it")
    return content


def _without_unresolved(content: bytes, name: str, ledger: Ledger) -> bytes:
    """The document without the lines that Asciidoctor puts where a file is missing."""
    text = content.decode()
    for directive in _UNRESOLVED.findall(text):
        ledger.add(LossKind.DOCUMENT, name, directive)
    return _UNRESOLVED.sub("", text).encode()
