"""A disk that is really full: a small tmpfs in a mount namespace of the test."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from publish.errors import ExitCode
from tests.conftest import MINIMAL
from tests.hostile.drawings import PLAIN
from tests.machine import lack

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
OLD = {"book.epub": b"an older book", "book.pdf": b"its pages"}
TEXT = "# A\n\n" + "The sea goes out, and comes in again.\n\n" * 400


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a command on a small disk, and the files on it."""

    status: int
    stderr: str
    left: dict[str, bytes]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A book with products of a hundred kilobytes, and older products."""
    manifest = MINIMAL.replace("\n\n", '\ncover = "cover.svg"\n\n', 1)
    for name, text in {"book.toml": manifest, "a.md": TEXT, "cover.svg": PLAIN}.items():
        (tmp_path / "book").mkdir(exist_ok=True)
        (tmp_path / "book" / name).write_text(text, encoding="utf-8")
    for folder in ("out", "tmp"):
        (tmp_path / folder).mkdir()
    for name, content in OLD.items():
        (tmp_path / "out" / name).write_bytes(content)
    return tmp_path


@pytest.fixture(scope="module")
def namespace() -> list[str]:
    """The command that gives a program its own mounts, as root or as root of a namespace."""
    for words in (["unshare", "--mount"], ["unshare", "--user", "--map-root-user", "--mount"]):
        mount = [*words, "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", "/mnt"]
        if subprocess.run(mount, capture_output=True).returncode == 0:
            return words
    raise lack("mounts", "no full disk: this machine allows no mounts, not even in a namespace")


def build(
    home: Path, namespace: list[str], disk: str, size: str, edition: str, temporary: str = "tmp"
) -> Outcome:
    """Build with the folder `disk` on a disk of that size, and TMPDIR in the folder `temporary`."""
    command = ["-m", "publish", "--quiet", "build", "book", "--out", "out", "--edition", edition]
    inside: list[str | Path] = [
        sys.executable,
        "-m",
        "tests.faults.small_disk",
        home / disk,
        size,
        sys.executable,
    ]
    environment: Mapping[str, str] = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PUBLISH_CACHE": "off",
        "TMPDIR": str(home / temporary),
    }
    done = subprocess.run(
        [*namespace, *inside, *command], cwd=home, env=environment, capture_output=True, timeout=300
    )
    assert done.returncode == 0, done.stderr.decode()
    result = json.loads(done.stdout)
    left = {name: base64.b64decode(content) for name, content in result["left"].items()}
    return Outcome(result["status"], result["said"], left)


@pytest.mark.parametrize(
    ("edition", "size"), [("epub", "16k"), ("epub", "64k"), ("pdf", "16k"), ("pdf", "40k")]
)
def test_no_room_for_the_products(
    home: Path, namespace: list[str], edition: str, size: str
) -> None:
    outcome = build(home, namespace, "out", size, edition)
    assert outcome.status == ExitCode.UNWRITABLE, outcome.stderr
    first, *rest = outcome.stderr.splitlines()
    assert first == f"publish: error: out/book.{edition} cannot be written: No space left on device"
    assert all(line.startswith("  hint: ") for line in rest)
    assert outcome.left == OLD


def test_no_room_for_temporary_files(home: Path, namespace: list[str]) -> None:
    outcome = build(home, namespace, "tmp", "16k", "pdf")
    assert outcome.status == ExitCode.UNWRITABLE, outcome.stderr
    assert "cannot be written: No space left on device" in outcome.stderr
    assert outcome.left == {}
    for name, content in OLD.items():
        assert (home / "out" / name).read_bytes() == content
    assert "  hint: free space, or set TMPDIR to another folder" in outcome.stderr
    assert build(home, namespace, "tmp", "16k", "pdf", temporary="out").status == ExitCode.OK


@pytest.mark.parametrize("edition", ["epub", "pdf"])
def test_room_enough(home: Path, namespace: list[str], edition: str) -> None:
    outcome = build(home, namespace, "out", "20m", edition)
    assert (outcome.status, outcome.stderr) == (ExitCode.OK, "")
    assert sorted(outcome.left) == ["book.epub", "book.pdf"]
    assert outcome.left[f"book.{edition}"] != OLD[f"book.{edition}"]
