"""A layout worker, or the build itself, that is killed at any moment affects only that run.

`KILLS` in the environment asks for more kills than the few of every run (`make faults N=50`).
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.linking.conftest import BOOK
from tests.machine import need_proc
from tests.processes import children, command_line

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("KILLS", "3"))
SERVER = b"publish.outputs.pdf.layout\0server"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    (home / "book").mkdir()
    (home / "tmp").mkdir()
    for name, text in BOOK.items():
        (home / "book" / name).write_text(text, encoding="utf-8")
    return home


def start(home: Path, cache: str) -> subprocess.Popen[bytes]:
    words = ["--quiet", "build", "book", "--out", f"out-{cache}", "--edition", "pdf"]
    ours = {"PYTHONPATH": str(ROOT), "TMPDIR": str(home / "tmp")}
    return subprocess.Popen(
        [sys.executable, "-m", "publish", *words],
        cwd=home,
        env={**os.environ, **ours, "PUBLISH_CACHE": str(home / cache)},
        stderr=subprocess.PIPE,
    )


def workers(run: subprocess.Popen[bytes]) -> list[int]:
    """The processes that the layout server of a run has forked, or the server."""
    servers = [child for child in children(run.pid) if SERVER in command_line(child)]
    forked = [worker for server in servers for worker in children(server)]
    return forked or servers


@pytest.fixture(scope="module")
def whole(home: Path) -> tuple[bytes, float]:
    """The file of an undisturbed run, and its duration."""
    begun = time.monotonic()
    with start(home, "whole") as run:
        _, stderr = run.communicate(timeout=300)
    assert (run.returncode, stderr) == (0, b"")
    return (home / "out-whole" / "book.pdf").read_bytes(), time.monotonic() - begun


@pytest.mark.parametrize("number", range(KILLS))
@pytest.mark.parametrize("victim", ["worker", "build"])
def test_the_next_build_has_the_same_bytes(
    home: Path, whole: tuple[bytes, float], victim: str, number: int
) -> None:
    if victim == "worker":
        need_proc()
    chance = random.Random(f"{victim}{number}")
    cache = f"{victim}-{number}"
    with start(home, cache) as run:
        time.sleep(chance.uniform(0, whole[1]))
        hit = [run.pid] if victim == "build" else workers(run)
        for process in hit[: 1 if victim == "build" else chance.randint(1, 2)]:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue
        _, stderr = run.communicate(timeout=300)
    if victim == "worker" and run.returncode:
        assert run.returncode == 6, stderr
        assert b"SIGKILL" in stderr
        assert len(stderr.splitlines()) <= 2
    with start(home, cache) as again:
        _, stderr = again.communicate(timeout=300)
    assert (again.returncode, stderr) == (0, b"")
    assert (home / f"out-{cache}" / "book.pdf").read_bytes() == whole[0]
