"""Fixtures for commands whose every step on the disk can fail."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import pytest
from PIL import Image

from publish.model.artifact import Artifact
from publish.pipeline import build
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
    folder = tmp_path_factory.mktemp("faults")
    cover = io.BytesIO()
    Image.new("RGB", (1600, 2560), "navy").save(cover, "PNG")
    write_book(folder / "book", cover.getvalue())
    (folder / "copy.txt").write_text(FLATTENED, encoding="utf-8")
    return folder


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
    patch.setattr("publish.pipeline.releasing.build", _built_once(disk))
    return disk


def _built_once(disk: Disk) -> Callable[..., list[Artifact]]:
    """Builds the products of a release once, since other tests watch what a build writes."""
    artifacts: list[Artifact] = []

    def build_once(*arguments: Any) -> list[Artifact]:
        if not artifacts:
            with disk.paused():
                artifacts.extend(build(*arguments))
        return artifacts

    return build_once


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
