"""Files that stand in their place whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from publish.files.locks import locked
from publish.files.write_errors import as_cannot_write


def write_atomic(target: Path, content: bytes) -> None:
    """Put `content` at `target`: written beside it, synced, then moved over it (rename(2)).

    The folder is made when it is lacking. On any failure what stood at `target` stays, and no
    leftover remains; the error is `CannotWrite`.
    """
    with as_cannot_write(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
        try:
            fresh = stage / "new"
            with fresh.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
                os.fchmod(file.fileno(), 0o644)
            replace_all({fresh: target}, stage)
        finally:
            shutil.rmtree(stage, ignore_errors=True)


@contextmanager
def staging(folder: Path, on_wait: Callable[[], object] | None = None) -> Iterator[Path]:
    """A hidden folder inside `folder`, gone afterwards, to make files in; one run at a time.

    Those that killed runs left are cleared first. `on_wait` is called if another run must end
    before. Raises `CannotWrite`.
    """
    with locked(folder, on_wait):
        for left in sorted(folder.glob(".making*")):
            shutil.rmtree(left, ignore_errors=True)
        stage = folder / ".making"
        try:
            with as_cannot_write(folder):
                stage.mkdir(mode=0o700)
            yield stage
        finally:
            shutil.rmtree(stage, ignore_errors=True)


def replace_all(moves: Mapping[Path, Path], stage: Path) -> None:
    """Rename finished files to their places in one folder: all of them, or none.

    `moves` gives the place of each. The files that stood there are kept in `stage` until the last
    one is in, and come back on any failure or interruption. Raises `CannotWrite`.
    """
    kept: dict[Path, Path | None] = {}
    with as_cannot_write(", ".join(map(str, moves.values()))):
        before = {
            place: _keep(place, stage / f"before-{number}")
            for number, place in enumerate(moves.values())
        }
        try:
            for source, place in moves.items():
                kept[place] = before[place]
                source.replace(place)
            for folder in {place.parent for place in moves.values()}:
                sync_folder(folder)
        except BaseException:
            _bring_back(kept)
            raise


def _keep(place: Path, aside: Path) -> Path | None:
    """A second name for a file that is about to be replaced, or a copy where links are refused."""
    if not place.is_file():
        return None
    try:
        os.link(place, aside)
    except OSError:
        shutil.copy2(place, aside)
    return aside


def _bring_back(kept: Mapping[Path, Path | None]) -> None:
    for place, aside in kept.items():
        if aside is not None:
            aside.replace(place)
        elif place.is_file():
            place.unlink()


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk, not only what is in its files (fsync(2))."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
