"""A command whose output nobody reads any more, as before `| head -1`, ends quietly.

One whose output has no room says so.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import pytest

from publish.cli import publish
from tests.conftest import MINIMAL

pytestmark = pytest.mark.slow

COMMAND = Path(sys.executable).with_name("publish")
QUIETLY = 128 + 13  # the exit code of a program that SIGPIPE ended
# Each prints on its first stream.
SESSIONS = {
    "--version": "stdout",
    "--help": "stdout",
    "new sketch": "stderr",
    "outline book": "stdout",
    "outline book --json": "stdout",
    "outline nowhere": "stderr",
    "explain book 1": "stdout",
    "explain REF-001": "stdout",
    "explain REF-999": "stderr",
    "build book --edition epub --out out": "stderr",
    "build broken": "stderr",
    "build broken --json": "stdout",
    "verify book --edition epub --out out": "stderr",
    "release book --edition epub": "stderr",
    "export nothing taken --to markdown": "stderr",
    "import nothing.txt taken": "stderr",
    "diff book broken": "stderr",
    "deliver nothing taken": "stderr",
    "catalogue nothing": "stderr",
    "profiles": "stdout",
    "printers": "stdout",
    "themes": "stdout",
    "theme check nowhere": "stderr",
    "preflight broken": "stderr",
    "print broken --printer kdp": "stderr",
    "proof broken": "stderr",
    "preview nowhere": "stderr",
    "watch nowhere": "stderr",
    "cache": "stdout",
    "doctor": "stdout",
    "sing": "stderr",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a book and one with many errors."""
    home = tmp_path_factory.mktemp("home")
    texts = {"book": "# A\n\nText.\n", "broken": "# A\n\n" + "[x](#nowhere)\n\n" * 2000}
    for name, text in texts.items():
        (home / name).mkdir()
        (home / name / "book.toml").write_text(MINIMAL, "utf-8")
        (home / name / "a.md").write_text(text, "utf-8")
    return home


@pytest.fixture
def pipe() -> Iterator[int]:
    """The end of a pipe to write to whose other end is closed."""
    reading, writing = os.pipe()
    os.close(reading)
    yield writing
    os.close(writing)


def run(session: str, home: Path, end: int | TextIO) -> tuple[int, str]:
    """The exit code of a session whose first stream is `end`, and what its other stream has."""
    is_first = SESSIONS[session] == "stdout"
    done = subprocess.run(
        [COMMAND, *session.split()],
        cwd=home,
        env={**os.environ, "PUBLISH_CACHE": str(home / "cache")},
        stdout=end if is_first else subprocess.PIPE,
        stderr=subprocess.PIPE if is_first else end,
        timeout=300,
        text=True,
    )
    return done.returncode, (done.stdout or "") + (done.stderr or "")


@pytest.mark.parametrize("session", SESSIONS)
def test_it_ends_quietly(session: str, home: Path, pipe: int) -> None:
    assert run(session, home, pipe) == (QUIETLY, "")


@pytest.mark.parametrize("session", ["--version", "--help", *(s for s in SESSIONS if " " in s)])
def test_a_full_disk_below_a_stream_is_reported(session: str, home: Path) -> None:
    message = "publish: error: the standard output cannot be written: No space left on device\n"
    with Path("/dev/full").open("w") as full:
        said = message if SESSIONS[session] == "stdout" else ""
        assert run(session, home, full) == (7, said)


def test_all_commands_are_tried() -> None:
    tried = {session.split()[0] for session in SESSIONS}
    assert set(publish.commands) <= tried


def test_a_pipe_that_closes_after_the_first_line(home: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{COMMAND} build broken 2>&1 | head -1; echo ${{PIPESTATUS[0]}}"],
        cwd=home,
        capture_output=True,
        timeout=300,
        text=True,
    )
    first, code = done.stdout.splitlines()
    assert "error REF-001" in first
    assert (code, done.stderr) == (str(QUIETLY), "")


def test_products_are_complete_though_nobody_reads_of_them(home: Path, pipe: int) -> None:
    words = ["build", "book", "--edition", "epub", "--out", "unread"]
    subprocess.run([COMMAND, *words], cwd=home, stderr=pipe, timeout=300)
    assert [file.name for file in (home / "unread").iterdir()] == ["book.epub"]


@pytest.mark.parametrize(
    ("out", "closed"), [("in", "<&-"), ("out", ">&-"), ("errors", "2>&-"), ("all", "<&- >&- 2>&-")]
)
def test_streams_that_are_closed_from_the_start(out: str, closed: str, home: Path) -> None:
    words = f"exec {COMMAND} build book --edition epub --out {out} {closed}"
    done = subprocess.run(["bash", "-c", words], cwd=home, capture_output=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert [file.name for file in (home / out).iterdir()] == ["book.epub"]
