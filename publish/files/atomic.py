"""Files that are replaced completely or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from pathlib import Path
from typing import BinaryIO

from publish.files.exchange import exchange
from publish.files.locks import locked
from publish.files.write_errors import as_cannot_write

_syncs: ContextVar[bool] = ContextVar("syncs", default=True)


@contextmanager
def without_sync() -> Iterator[None]:
    """Leave it to the system when the files of the block reach the disk.

    For files that are of no use after this process; a file is still seen complete or not at all.
    """
    before = _syncs.set(False)
    try:
        yield
    finally:
        _syncs.reset(before)


def sync(handle: int) -> None:
    """Flush a file or folder to the disk (fsync(2)), if that is of use."""
    if _syncs.get():
        os.fsync(handle)


def write_atomic(target: Path, content: bytes) -> None:
    """Write `content` to a temporary file, sync it, and rename it to `target` (rename(2)).

    Missing folders are created. On any failure the previous file survives and no temporary file
    remains; the error is `CannotWrite`.
    """
    with as_cannot_write(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        try:
            source = stage / "new"
            with source.open("xb") as file:
                file.write(content)
                file.flush()
                sync(file.fileno())
                os.fchmod(file.fileno(), 0o644)
            replace_all({source: target}, stage)
        finally:
            shutil.rmtree(stage, ignore_errors=True)


def write_new(target: Path, content: bytes) -> None:
    """Write a file that does not exist, in a folder that is not in place yet, and sync it."""
    with _new_file(target) as file:
        file.write(content)


@contextmanager
def _new_file(target: Path) -> Iterator[BinaryIO]:
    """A file that does not exist, to write in the block, which is synced after it."""
    with target.open("xb") as file:
        yield file
        file.flush()
        os.fchmod(file.fileno(), 0o644)
        sync(file.fileno())


def write_staged(target: Path, content: bytes) -> None:
    """Write a file as `write_atomic`, but for somebody who moves it into place with `replace_all`.

    That syncs the names in the folder of the target; those in the staging folder are soon gone.
    """
    with writing_staged(target) as file:
        file.write(content)


@contextmanager
def writing_staged(target: Path) -> Iterator[BinaryIO]:
    """A file to write in the block, as `write_staged` does at once."""
    with as_cannot_write(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".{target.name}.new")
        try:
            with _new_file(partial) as file:
                yield file
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)


@contextmanager
def staging(folder: Path, on_wait: Callable[[], object] | None = None) -> Iterator[Path]:
    """A hidden folder inside `folder` to write files in, removed afterwards; one run at a time.

    Leftovers of killed runs are removed first. `on_wait` is called if another run must end before.
    Raises `CannotWrite`.
    """
    with locked(folder, on_wait):
        for leftover in sorted(folder.glob(".making*")):
            shutil.rmtree(leftover, ignore_errors=True)
        stage = folder / ".making"
        try:
            with as_cannot_write(folder):
                stage.mkdir(mode=0o700)
            yield stage
        finally:
            shutil.rmtree(stage, ignore_errors=True)


def replace_all(moves: Mapping[Path, Path], stage: Path) -> None:
    """Rename finished files and folders to their targets, in one folder: all of them, or none.

    `moves` maps each source to its target. `stage` takes backups of the previous files, which are
    restored on any failure or interruption. Raises `CannotWrite`.
    """
    undo: list[Callable[[], None]] = []
    with as_cannot_write(", ".join(map(str, moves.values()))):
        backups = {
            target: _back_up(target, stage / f"before-{number}")
            for number, target in enumerate(moves.values())
        }
        try:
            for source, target in moves.items():
                if source.is_dir():
                    undo.append(partial(_undo_folder, source, target, source.stat().st_ino))
                    _replace_folder(source, target)
                else:
                    undo.append(partial(_undo_file, target, backups[target]))
                    source.replace(target)
            for folder in {target.parent for target in moves.values()}:
                sync_folder(folder)
        except BaseException:
            for step in undo:
                step()
            raise


def _back_up(target: Path, backup: Path) -> Path | None:
    """A second name for a file about to be replaced, or a copy where links are not supported."""
    if not target.is_file():
        return None
    try:
        os.link(target, backup)
    except OSError:
        shutil.copy2(target, backup)
    return backup


def _undo_file(target: Path, backup: Path | None) -> None:
    if backup is not None:
        backup.replace(target)
    elif target.is_file():
        target.unlink()


def _replace_folder(source: Path, target: Path) -> None:
    """Rename a folder to `target`; a folder that is there takes its place, to be removed."""
    if target.is_dir() and exchange(source, target):
        return
    if target.is_dir():
        target.rename(source.with_name(f"{source.name}.before"))
    source.rename(target)


def _undo_folder(source: Path, target: Path, inode: int) -> None:
    """Move a folder back, if it was moved, and the one that it replaced."""
    before = source.with_name(f"{source.name}.before")
    if target.is_dir() and target.stat().st_ino == inode:
        if source.exists():
            exchange(source, target)
        else:
            target.rename(source)
    if before.is_dir():
        before.rename(target)


def sync_folder(folder: Path) -> None:
    """Flush the names in a folder to the disk, not only the contents of its files (fsync(2))."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        sync(handle)
    finally:
        os.close(handle)
