"""The pool in this process has the results of the pool of processes."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from publish import pipeline
from publish.cache import NO_CACHE
from publish.outputs.pdf.exchange.jobs import PieceJob
from publish.outputs.pdf.schedule.pool import ForkServerPool
from tests.conftest import MINIMAL, WriteBook
from tests.linking.conftest import Maker
from tests.running import run_context

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
# In a process of its own, since the engine is patched in the one that lays out.
_SCRIPT = """
import sys
from pathlib import Path
from publish.outputs.pdf.schedule import pool
from publish.outputs.pdf.schedule.in_process import InProcessPool
from tests.linking.conftest import Maker

pool.ForkServerPool = lambda _: InProcessPool()
sys.stdout.buffer.write(Maker(Path(sys.argv[1])).pdf())
"""


def test_one_process_and_a_fork_server_make_the_same(maker: Maker, tmp_path: Path) -> None:
    again = tmp_path / "here" / "book"
    again.mkdir(parents=True)
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(again)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PUBLISH_CACHE": "off"},
        capture_output=True,
        timeout=300,
        check=True,
    )
    assert done.stdout == maker.pdf()


def test_one_pool_lays_out_two_editions(write_book: WriteBook, tmp_path: Path) -> None:
    editions = '[editions.small]\ntrim = "A5"\n[editions.large]\ntrim = "A4"\n'
    book = write_book({"a.md": "# A\n\nText.\n", "book.toml": MINIMAL + editions})
    made = pipeline.build(book, [], tmp_path / "out", run_context())
    assert [artifact.laid_out > 0 for artifact in made] == [True, True]


def test_a_speedup_that_is_left_out_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    class Server:
        lines = iter(("left-out draw it does not support this machine", "done 1"))

        def receive(self, _: float) -> str:
            return next(self.lines)

    pool = ForkServerPool(NO_CACHE)
    pool._server = Server()  # type: ignore[assignment]
    with caplog.at_level(logging.INFO):
        assert pool.receive() == "done 1"
    assert caplog.messages == [
        "the layout does without the speed-up `draw`: it does not support this machine"
    ]


@pytest.mark.parametrize("has_pages", [True, False])
def test_pages_are_handed_on_before_the_result_and_those_of_an_earlier_job_are_gone(
    tmp_path: Path, has_pages: bool
) -> None:
    class Server:
        lines = iter(["pages 1", "done 1"])

        def send(self, _: str) -> None:
            if has_pages:
                (tmp_path / "1.pages").write_bytes(b"new")

        def receive(self, _: float) -> str:
            return next(self.lines)

    (tmp_path / "1.pages").write_bytes(b"earlier")
    (tmp_path / "1.object").write_bytes(b"all")
    pool, taken = ForkServerPool(NO_CACHE), list[bytes]()
    pool._server = Server()  # type: ignore[assignment]
    pool._folder = tmp_path
    number = pool.submit(PieceJob("", "", b"", []), taken.append)
    assert pool.result(number) == b"all"
    assert taken == ([b"new"] if has_pages else [])
