"""Fixtures for commands whose every step on the disk can fail."""

from __future__ import annotations

import contextvars
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import pytest
from PIL import Image

from publish.pipeline import build, editions_with_books, releasing
from publish.releases import folder
from publish.releases.small_cover import small_cover
from tests.faults.desk import FLATTENED, Desk, Replayer, ReplayingPool, write_book
from tests.faults.injection import Disk
from tests.machine import need_proc


@pytest.fixture(scope="module")
def patch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as context:
        yield context


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a book and a text to import."""
    place = tmp_path_factory.mktemp("faults")
    cover = io.BytesIO()
    Image.new("RGB", (1600, 2560), "navy").save(cover, "PNG")
    write_book(place / "book", cover.getvalue())
    (place / "copy.txt").write_text(FLATTENED, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def disk(home: Path, patch: pytest.MonkeyPatch) -> Disk:
    """The steps of this process; each layout and each template is computed once."""
    need_proc()  # which says where an open file is
    disk = Disk(home / "area", patch)
    patch.setattr("publish.external.run_module", Replayer(disk))
    patch.setattr(ReplayingPool, "disk", disk, raising=False)
    for user in ("writer", "schedule.pool"):
        patch.setattr(f"publish.outputs.pdf.{user}.ForkServerPool", ReplayingPool)
    # All editions are built in this process, whose steps are watched.
    patch.setattr("publish.pipeline.build_run.BuildRun._independent_epubs", lambda *_: [])
    patch.setattr(jinja2.Environment, "compile", cache(jinja2.Environment.compile))
    patch.setattr(releasing, "build", _once(disk, build))
    patch.setattr(releasing, "editions_with_books", _once(disk, editions_with_books))
    patch.setattr(releasing, "verify_untrusted", lambda *_: [])
    # What a release computes of its content, and writes nothing for.
    patch.setattr(folder, "small_cover", cache(small_cover))
    patch.setattr(releasing, "check_records", lambda _: [])
    return disk


def _once(disk: Disk, real: Callable[..., Iterable[Any]]) -> Callable[..., list[Any]]:
    """What a release begins with, once for all: other tests watch how a book is read and built."""
    results: list[Any] = []

    def once(*arguments: Any) -> list[Any]:
        if not results:
            with disk.paused():
                # In a context of its own, so that what it reads is recorded by none of the calls.
                results.extend(contextvars.Context().run(lambda: list(real(*arguments))))
        return results

    return once


@pytest.fixture
def desk(
    home: Path, disk: Disk, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    patch.chdir(home)
    patch.setattr(tempfile, "tempdir", str(home / "area" / "tmp"))
    desk = Desk(home, disk, patch, capsys)
    desk.reset({})
    if not (home / "built").exists():
        assert desk.run(["build", "book", "--out", "built"]) == (0, "")
    return desk
