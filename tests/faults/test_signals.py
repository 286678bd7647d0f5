"""A build that is stopped from outside leaves the old file or the new one, and no other files.

`KILLS` in the environment asks for more kills than the few of every run (`make faults N=200`), with
a build after each of them.
"""

from __future__ import annotations

import fcntl
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import MINIMAL
from tests.faults.desk import tree
from tests.machine import need_proc

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
FEW = 5
KILLS = int(os.environ.get("KILLS", FEW))
OLD = b"an older book"


@pytest.fixture(autouse=True)
def interruptible() -> Iterator[None]:
    """A runner that was started in the background ignores SIGINT, and its children inherit that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name, text in {"book.toml": MINIMAL, "a.md": "# A\n\nText.\n"}.items():
        path = tmp_path / "book" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "tmp").mkdir()
    (tmp_path / "out").mkdir()
    return tmp_path


def start(home: Path, edition: str = "pdf") -> subprocess.Popen[bytes]:
    words = ["--quiet", "build", "book", "--out", "out", "--edition", edition]
    return subprocess.Popen(
        [sys.executable, "-m", "publish", *words],
        cwd=home,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(home / "tmp")},
        stderr=subprocess.PIPE,
    )


def await_file(run: subprocess.Popen[bytes], home: Path, pattern: str) -> None:
    """Wait until the build has written such a file, however slow the machine is."""
    while run.poll() is None:
        if any(home.glob(pattern)):
            return
        time.sleep(0.01)
    raise AssertionError(f"it ended without {pattern}")


def build(home: Path, edition: str) -> bytes:
    with start(home, edition) as run:
        _, stderr = run.communicate(timeout=300)
    assert (run.returncode, stderr) == (0, b"")
    assert list(tree(home / "out")) == [f"book.{edition}"]
    assert not leftovers(home)
    return (home / "out" / f"book.{edition}").read_bytes()


def leftovers(home: Path) -> list[str]:
    """Files in the temporary folder, without the one that Python itself writes and removes.

    `tempfile` looks for a folder that can be written to, by a file of eight random characters, and
    a kill in that moment leaves it.
    """
    return [name for name in tree(home / "tmp") if not re.fullmatch("[a-z0-9_]{8}", name)]


def has_layouts(home: Path) -> bool:
    """Whether a layout goes on; one that is still importing ends when it has done so.

    Counted in turns and not in seconds, since a machine that was put to sleep meanwhile has let
    seconds pass in which nothing could end.
    """
    for _ in range(1200):
        if not layouts(home):
            return False
        time.sleep(0.1)
    return True


def layouts(home: Path) -> list[str]:
    """The running layout processes of this test."""
    need_proc()
    processes = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue
        processes += [path.parent.name for word in words if str(home).encode() in word]
    return processes


@pytest.mark.parametrize(
    ("number", "code", "word"),
    [(signal.SIGINT, 130, b"interrupted"), (signal.SIGTERM, 143, b"terminated")],
)
def test_a_signal_ends_the_run_and_its_children(
    number: signal.Signals, code: int, word: bytes, home: Path
) -> None:
    (home / "out" / "book.pdf").write_bytes(OLD)
    with start(home) as run:
        await_file(run, home, "tmp/publish-scratch-*/fonts.conf")
        run.send_signal(number)
        _, stderr = run.communicate(timeout=300)
    assert (run.returncode, stderr.strip()) == (code, b"publish: " + word)
    assert tree(home / "out") == {"book.pdf": OLD}
    assert not leftovers(home)
    assert not has_layouts(home)


_WHERE_PYTHON_FORGETS = {
    "finalizer": "class A:\n    def __del__(self): send()\nA()",
    "weak reference": "held = set()\nref = weakref.ref(held, lambda _: send())\ndel held",
    "collection": (
        "class A:\n    def __del__(self): send()\na = A()\na.a = a\ndel a\ngc.collect()"
    ),
    "twice": "class A:\n    def __del__(self):\n        send()\nA()\ntime.sleep(0.005)\nA()",
}
_WITH_HANDLERS = """
import gc, signal, time, weakref
from publish.cli.console import install_signal_handlers
install_signal_handlers()
def send():
    signal.raise_signal(signal.SIGTERM)
    time.sleep(0.05)
"""


@pytest.mark.parametrize("place", _WHERE_PYTHON_FORGETS)
def test_an_exit_that_python_forgets_is_raised_again(place: str) -> None:
    code = f"{_WITH_HANDLERS}\n{_WHERE_PYTHON_FORGETS[place]}\ntime.sleep(900)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=300, cwd=ROOT)
    assert (done.returncode, done.stderr) == (143, b"publish: terminated\n")


_IN_A_MESSAGE = """
import io, sys
class Terminal(io.RawIOBase):
    def writable(self):
        return True
    def write(self, content):
        send()
        return len(content)
sys.stderr = io.TextIOWrapper(io.BufferedWriter(Terminal()), line_buffering=True)
print("built", file=sys.stderr)
"""


def test_a_signal_ends_a_run_that_is_printing() -> None:
    code = f"{_WITH_HANDLERS}\n{_IN_A_MESSAGE}\ntime.sleep(900)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=300, cwd=ROOT)
    assert done.returncode == 143
    assert b"publish: terminated\n" in done.stderr


def test_a_kill_ends_the_layout_too(home: Path) -> None:
    with start(home) as run:
        await_file(run, home, "tmp/publish-scratch-*/fonts.conf")
        run.kill()
    assert not has_layouts(home)
    build(home, "pdf")


@pytest.mark.parametrize("edition", ["epub", "pdf"])
def test_kills_at_random_moments(edition: str, home: Path) -> None:
    began = time.monotonic()
    undisturbed = build(home, edition)
    duration = time.monotonic() - began
    product = home / "out" / f"book.{edition}"
    moments = random.Random(f"{edition} {KILLS}")
    for _ in range(KILLS):
        product.write_bytes(OLD)
        with start(home, edition) as run:
            time.sleep(moments.uniform(0.2, 1) * duration)
            run.kill()
        assert product.read_bytes() in (OLD, undisturbed)
        if KILLS > FEW:
            assert build(home, edition) == undisturbed
    assert build(home, edition) == undisturbed


def test_a_second_build_waits_for_the_first(home: Path) -> None:
    handle = os.open(home / "out", os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with start(home, "epub") as run:
        with pytest.raises(subprocess.TimeoutExpired):
            run.wait(timeout=4)
        assert tree(home / "out") == {}
        os.close(handle)
        assert run.wait(timeout=300) == 0
    assert list(tree(home / "out")) == ["book.epub"]


def test_a_file_size_limit(home: Path) -> None:
    """No file may be larger than 20,000 bytes, which neither product is."""
    for edition in ("epub", "pdf"):
        (home / "out" / f"book.{edition}").write_bytes(OLD)
    command = f"ulimit -f 20; exec {sys.executable} -m publish --quiet build book --out out"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=home,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(home / "tmp")},
        capture_output=True,
        timeout=300,
    )
    assert done.returncode == 7, done.stderr.decode()
    assert b" cannot be written: File too large\n" in done.stderr
    assert tree(home / "out") == {"book.epub": OLD, "book.pdf": OLD}
    assert not leftovers(home)


@pytest.mark.parametrize("words", [("build", "book", "--out"), ("new",), ("import", "book/a.md")])
def test_a_file_where_a_folder_should_be(words: tuple[str, ...], home: Path) -> None:
    (home / "file").write_bytes(OLD)
    done = subprocess.run(
        [sys.executable, "-m", "publish", *words, "file/below"],
        cwd=home,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=300,
    )
    assert done.returncode == 7, done.stderr.decode()
    assert (home / "file").read_bytes() == OLD
