"""`python -m publish.outputs.pdf.layout.server FOLDER`: a warm process that forks for each job.

At the line `set up` it reads from the folder what the jobs behind it share. Every other line names
a job, which it does in a child of its own: `NAME.job` in the folder becomes `NAME.object`. When a
job ends, a line tells `done NAME` or `failed NAME why`. A child has everything read and imported
that all jobs need, so that it begins at once; what it takes of memory goes with it, and a crash or
a job without end costs that job alone.
"""

from __future__ import annotations

import contextlib
import os
import select
import selectors
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import NoReturn

from publish import external
from publish.errors import ExitCode
from publish.outputs.pdf.exchange.failures import Failure, encode_failure
from publish.outputs.pdf.exchange.jobs import SET_UP_COMMAND, read_setup
from publish.outputs.pdf.layout.engine import api
from publish.outputs.pdf.layout.engine.failure_site import blame
from publish.outputs.pdf.layout.worker import Worker


class Child:
    """A process that does one job; its pipe closes when it ends."""

    def __init__(self, name: str, process: int, pipe: int, seconds: float) -> None:
        self.name, self.process, self.pipe = name, process, pipe
        self.deadline = time.monotonic() + seconds
        self.late = False


class Server:
    """Takes jobs from a pipe and keeps as many children busy as the setup allows."""

    def __init__(self, folder: Path, answers: int, *, warm: bool) -> None:
        self._folder, self._answers, self._warm = folder, answers, warm
        self._waiting: list[str] = []
        self._children: dict[int, Child] = {}
        self._selector = selectors.DefaultSelector()

    def serve(self, jobs: int) -> None:
        """Do jobs until the pipe closes and all are done."""
        self._selector.register(jobs, selectors.EVENT_READ)
        reading, rest = True, b""
        while reading or self._waiting or self._children:
            for key, _ in self._selector.select(timeout=1):
                if key.fd != jobs:
                    self._reap(key.fd)
                elif content := os.read(jobs, 65536):
                    *lines, rest = (rest + content).split(b"\n")
                    for line in lines:
                        self._heed(line.decode())
                else:
                    self._selector.unregister(jobs)
                    reading = False
            self._end_late()
            self._start()

    def _heed(self, line: str) -> None:
        if line == SET_UP_COMMAND:
            self._set_up()
        else:
            self._waiting.append(line)

    def _set_up(self) -> None:
        self._setup = read_setup(self._folder)
        if self._setup.warm_up and not self._warm:
            api.warm()
            self._warm = True
        api.hyphenate(self._setup.languages)
        self._worker = Worker(self._folder, self._setup)
        api.freeze()

    def _start(self) -> None:
        while self._waiting and len(self._children) < self._setup.workers:
            name = self._waiting.pop(0)
            mine, theirs = os.pipe()
            process = os.fork()
            if not process:
                os.close(mine)
                self._be_child(name, theirs)
            os.close(theirs)
            self._children[mine] = Child(name, process, mine, self._setup.time_limit)
            self._selector.register(mine, selectors.EVENT_READ)

    def _be_child(self, name: str, pipe: int) -> NoReturn:
        """Do one job and end, without cleaning up what belongs to the server."""
        status = ExitCode.INTERNAL
        try:
            external.die_with_parent()
            made = self._worker.do((self._folder / f"{name}.job").read_bytes())
            unfinished = self._folder / f"{name}.unfinished"
            unfinished.write_bytes(made)
            unfinished.rename(self._folder / f"{name}.object")
            status = ExitCode.OK
        except OSError as error:
            status = ExitCode.UNWRITABLE
            os.write(pipe, (error.strerror or str(error)).encode())
        except BaseException as error:
            traceback.print_exc()
            os.write(pipe, encode_failure(blame(error)))
        finally:
            sys.stderr.flush()
            os._exit(status)

    def _reap(self, pipe: int) -> None:
        """A child that wrote or closed its pipe has ended, or is about to."""
        child = self._children.pop(pipe)
        self._selector.unregister(pipe)
        said = b""
        while content := os.read(pipe, 65536):
            said += content
        os.close(pipe)
        _, status = os.waitpid(child.process, 0)
        code = os.waitstatus_to_exitcode(status)
        if code == ExitCode.OK:
            self._answer("done", child.name)
        elif code < 0:
            self._answer("failed", child.name, encode_failure(self._ended(child, -code)).decode())
        else:
            kind = "full" if code == ExitCode.UNWRITABLE else "failed"
            self._answer(kind, child.name, said.decode("utf-8", "replace"))

    def _ended(self, child: Child, number: int) -> Failure:
        if child.late:
            return Failure(f"it did not end within {self._setup.time_limit:g} seconds")
        return Failure(f"it was ended by {signal.Signals(number).name}", "build again")

    def _end_late(self) -> None:
        for child in self._children.values():
            if time.monotonic() > child.deadline:
                child.late = True
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child.process, signal.SIGKILL)

    def _answer(self, *words: str) -> None:
        line = " ".join(words).replace("\n", " ")
        os.write(self._answers, line.encode() + b"\n")


def _is_awaited(jobs: int) -> bool:
    """Whether somebody waits for us already."""
    ready, _, _ = select.select([jobs], [], [], 0)
    return bool(ready)


def main(folder: Path) -> int:
    """Serve the jobs of a folder, and end with the parent; a full disk has its own exit code."""
    external.die_with_parent()
    external.mark_as_parent()
    answers = os.dup(1)
    os.dup2(2, 1)  # what a library prints is no answer
    try:
        api.install()
        if idle := not _is_awaited(0):
            api.warm()
        Server(folder, answers, warm=idle).serve(0)
    except OSError as error:
        print(error.strerror or error, file=sys.stderr)
        return ExitCode.UNWRITABLE
    return ExitCode.OK


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
