"""A folder with a small book and earlier products, and the commands that write there."""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Self

import pytest

from publish import external
from publish.cache import NO_CACHE
from publish.cli import publish
from publish.cli.console import run_and_map_errors
from publish.external import Completed
from publish.files import as_cannot_write_temporary, temporary_folder
from publish.outputs.pdf.exchange.jobs import FontJob, PieceJob, encode_job, write_file
from publish.outputs.pdf.schedule.pool import ForkServerPool, OnPages, PrepareFolder
from tests.faults.injection import Disk

MANIFEST = """\
[book]
title = "Tides"
language = "en"
authors = ["A. Sailor"]
identifier = "urn:x-tides:1"
rights = "CC BY 4.0"
version = "1.0"
cover = "cover.png"

[structure]
bodymatter = ["ebb.md"]
"""
CHAPTER = "# Ebb\n\nThe sea goes out.\n"
FLATTENED = "Tides\n\nContents\n\n  1. Ebb\n\n  1. Ebb\n\n  The sea goes out twice a day here.\n"

Tree = dict[str, bytes]


def tree(folder: Path) -> Tree:
    """Everything in a folder, hidden or not: names, and for files their bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b"/"
        for path in sorted(folder.rglob("*"))
    }


def write_book(folder: Path, cover: bytes) -> None:
    """A book of one sentence."""
    folder.mkdir()
    (folder / "book.toml").write_text(MANIFEST, encoding="utf-8")
    (folder / "ebb.md").write_text(CHAPTER, encoding="utf-8")
    (folder / "cover.png").write_bytes(cover)


@dataclass
class Replayer:
    """Replays the results of the layout child for the same job, to save time."""

    disk: Disk
    results: dict[bytes, Tree] = field(default_factory=dict)
    real: Callable[..., Completed] = external.run_module

    def __call__(self, module: str, folder: Path, **options: Any) -> Completed:
        with self.disk.paused():
            job = hashlib.sha256()
            for path in (*sorted(folder.glob("document-*")), folder / "style.css"):
                job.update(path.read_bytes())
            if job.digest() not in self.results:
                self.real(module, folder, **options)
                names = ("book.pdf", "result.json")
                self.results[job.digest()] = {name: (folder / name).read_bytes() for name in names}
            for name, content in self.results[job.digest()].items():
                (folder / name).write_bytes(content)
            return Completed((module,), 0, b"", b"")


class ReplayingPool(ForkServerPool):
    """A pool that lays each piece out once, and returns the same result from then on."""

    results: ClassVar[dict[bytes, bytes]] = {}
    disk: ClassVar[Disk]

    def __enter__(self) -> Self:
        self._folder = self._resources.enter_context(temporary_folder())
        self._real: ForkServerPool | None = None
        self._submitted: list[PieceJob | FontJob] = []
        return self

    def end(self) -> None:
        """There is no server to end."""

    def set_up(self, prepare: PrepareFolder) -> None:
        with as_cannot_write_temporary():
            write_file(self._folder, prepare(self._folder))
        self._prepare = prepare

    def submit(self, job: PieceJob | FontJob, _: OnPages | None = None) -> int:
        self._submitted.append(job)
        number = len(self._submitted)
        with (
            as_cannot_write_temporary(),
            (self._folder / f"replayed-{number}.job").open("wb") as stream,
        ):
            stream.write(encode_job(job))
        return number

    def result(self, number: int) -> bytes:
        job = self._submitted[number - 1]
        with self.disk.paused():
            if (key := encode_job(job)) not in self.results:
                if self._real is None:
                    self._real = self._resources.enter_context(ForkServerPool(NO_CACHE))
                    self._real.set_up(self._prepare)
                self.results[key] = self._real.result(self._real.submit(job))
        return self.results[key]


@dataclass
class Desk:
    """Runs a command in this process, with its working folder watched."""

    home: Path
    disk: Disk
    patch: pytest.MonkeyPatch
    capture: pytest.CaptureFixture[str]

    @property
    def area(self) -> Path:
        """The watched folder, with products and temporary files."""
        return self.home / "area"

    def run(self, words: Iterable[str]) -> tuple[int, str]:
        """The exit code of a command, and its stderr."""
        self.patch.setattr(sys, "argv", ["publish", "--quiet", *words])
        self.capture.readouterr()
        code = run_and_map_errors(publish)
        return code, self.capture.readouterr().err

    def reset(self, before: Tree) -> None:
        """Restore the content of the watched folder."""
        shutil.rmtree(self.area, ignore_errors=True)
        (self.area / "tmp").mkdir(parents=True)
        for name, content in before.items():
            path = self.area / name
            if content == b"/":
                path.mkdir(parents=True, exist_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
