"""Tells when a file of a book was saved; `python -m publish.preview.watching` is for `watch`.

File events are merged for some milliseconds, since an editor saves in several steps. Where the file
system has none, all files are looked at again and again.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path

import msgspec
from watchfiles import Change, awatch

from publish.external import die_with_parent
from publish.preview.exchange import Ready, Saved, Setup, encode

_DEBOUNCE, _STEP, _POLL = 50, 10, 200  # milliseconds
# Kinds of file systems that tell nothing of changes made elsewhere, as /proc/mounts names them.
_WITHOUT_EVENTS = {
    **dict.fromkeys(("nfs", "nfs4"), "NFS"),
    **dict.fromkeys(("cifs", "smb3", "smbfs"), "SMB"),
    **dict.fromkeys(("9p", "drvfs", "virtiofs", "vboxsf", "fuse.sshfs", "overlay")),
}


def reason_to_poll(setup: Setup, mounts: Path = Path("/proc/mounts")) -> str:
    """Why all files are looked at, in a few words; empty if the system tells of changes."""
    if setup.poll:
        return "as requested"
    kind = _file_system(Path(setup.book).resolve(), mounts)
    return f"the folder is on {_WITHOUT_EVENTS[kind] or kind}" if kind in _WITHOUT_EVENTS else ""


def _file_system(folder: Path, mounts: Path) -> str:
    """The kind of the file system that a folder is on."""
    try:
        rows = [line.split() for line in mounts.read_text("utf-8", "replace").splitlines()]
    except OSError:
        return ""
    # A space in the name of a folder is written as octal.
    places = [(Path(row[1].replace("\\040", " ")), row[2]) for row in rows if len(row) > 2]
    around = [(len(place.parts), kind) for place, kind in places if folder.is_relative_to(place)]
    return max(around, key=lambda each: each[0], default=(0, ""))[1]


async def saved_files(setup: Setup) -> AsyncIterator[Saved]:
    """The changes of a book, apart from hidden files and what is excluded."""
    book = Path(setup.book).resolve()
    excluded = [Path(each).resolve() for each in setup.excluded]
    changes = awatch(
        book,
        watch_filter=partial(_is_source, book, excluded),
        debounce=_DEBOUNCE,
        step=_STEP,
        poll_delay_ms=_POLL,
        force_polling=bool(reason_to_poll(setup)),
        ignore_permission_denied=True,
    )
    async for change in changes:
        yield Saved(sorted({os.path.relpath(path, book) for _, path in change}))


def _is_source(book: Path, excluded: list[Path], _: Change, path: str) -> bool:
    place = Path(path)
    inside = place.relative_to(book).parts if place.is_relative_to(book) else ()
    hidden = any(part.startswith(".") for part in inside) or path.endswith("~")
    return not hidden and not any(place.is_relative_to(each) for each in excluded)


async def tell(setup: Setup, say: Callable[[msgspec.Struct], None]) -> None:
    """Say each change of a book."""
    async for saved in saved_files(setup):
        say(saved)


def say(message: msgspec.Struct) -> None:
    """Say something to the main process."""
    os.write(sys.stdout.fileno(), encode(message).encode() + b"\n")


def main() -> None:
    """Watch a book until the process is ended."""
    die_with_parent()
    setup = msgspec.json.decode(sys.stdin.readline(), type=Setup)
    say(Ready(polls=reason_to_poll(setup)))
    asyncio.run(tell(setup, say))


if __name__ == "__main__":
    main()
