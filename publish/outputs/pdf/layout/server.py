"""`python -m publish.outputs.pdf.layout server FOLDER`: a warm process that forks for each job.

At the line `set up` it reads from the folder what the following jobs share. At `abandon` it ends
all jobs and answers `abandoned` alone. Every other line names a job, which it does in a child of
its own: `NAME.job` in the folder becomes `NAME.object`; `pages NAME` says that `NAME.pages` has the
pages with a change before that. When a job ends, it answers `done NAME`,
`failed NAME why` or `full NAME why`; at its start it answers `left-out NAME why` for each speed-up
that does not fit the engine. A child inherits everything that is read and imported for all jobs, so
that it begins at once; its memory goes with it, and a crash or a job without end costs that job
alone.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import selectors
import signal
import sys
import time
import traceback
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import NoReturn

from publish import external
from publish.errors import ExitCode
from publish.outputs.pdf.exchange.failures import FailureCause, encode_failure
from publish.outputs.pdf.exchange.jobs import ABANDON_COMMAND, SET_UP_COMMAND, Setup, read_file
from publish.outputs.pdf.layout.engine import warm_up
from publish.outputs.pdf.layout.engine.failure_site import describe_failure
from publish.outputs.pdf.layout.worker import Worker


class JobProcess:
    """A forked process that does one job; its pipe closes when it ends."""

    def __init__(self, name: str, process: int, pipe: int, seconds: float) -> None:
        self.name, self.process, self.pipe = name, process, pipe
        self.deadline = time.monotonic() + seconds
        self.is_late = False


class Server:
    """Takes jobs from a pipe and does as many at a time as the setup allows."""

    def __init__(self, folder: Path, answers: int, *, is_warm: bool) -> None:
        self._folder, self._answers, self._is_warm = folder, answers, is_warm
        self._waiting: list[str] = []
        self._children: dict[int, JobProcess] = {}
        self._selector = selectors.DefaultSelector()

    def serve(self, jobs: int) -> None:
        """Do jobs until the pipe closes and all are done."""
        self._selector.register(jobs, selectors.EVENT_READ)
        reading, rest = True, b""
        while reading or self._waiting or self._children:
            for key, _ in self._selector.select(timeout=1):
                if key.fd != jobs:
                    if key.fd in self._children:  # otherwise it was abandoned a moment ago
                        self._reap(key.fd)
                elif content := os.read(jobs, 65536):
                    *lines, rest = (rest + content).split(b"\n")
                    for line in lines:
                        self._take(line.decode())
                else:
                    self._selector.unregister(jobs)
                    reading = False
            self._kill_late()
            self._start()

    def _take(self, line: str) -> None:
        if line == SET_UP_COMMAND:
            self._set_up()
        elif line == ABANDON_COMMAND:
            self._abandon()
        else:
            self._waiting.append(line)

    def _abandon(self) -> None:
        """End all jobs, and say so."""
        self._waiting.clear()
        for pipe, child in self._children.items():
            with contextlib.suppress(ProcessLookupError):
                os.kill(child.process, signal.SIGKILL)
            os.waitpid(child.process, 0)
            self._selector.unregister(pipe)
            os.close(pipe)
        self._children.clear()
        self.answer("abandoned")

    def _set_up(self) -> None:
        self._setup = read_file(self._folder, Setup)
        if self._setup.warm_up and not self._is_warm:
            warm_up.warm_up()
            self._is_warm = True
        warm_up.load_hyphenation(self._setup.languages)
        self._worker = Worker(self._folder, self._setup)
        gc.freeze()

    def _start(self) -> None:
        while self._waiting and len(self._children) < self._setup.workers:
            name = self._waiting.pop(0)
            reading, writing = os.pipe()
            process = os.fork()
            if not process:
                os.close(reading)
                self._run_job(name, writing)
            os.close(writing)
            self._children[reading] = JobProcess(name, process, reading, self._setup.time_limit)
            self._selector.register(reading, selectors.EVENT_READ)

    def _run_job(self, name: str, pipe: int) -> NoReturn:
        """Do one job in a child and end, without cleaning up the objects of the server."""
        status = ExitCode.INTERNAL
        try:
            external.die_with_parent()
            job = (self._folder / f"{name}.job").read_bytes()
            self._write(f"{name}.object", self._worker.do(job, partial(self._hand_out, name)))
            status = ExitCode.OK
        except OSError as error:
            status = ExitCode.UNWRITABLE
            os.write(pipe, (error.strerror or str(error)).encode())
        except BaseException as error:
            traceback.print_exc()
            os.write(pipe, encode_failure(describe_failure(error)))
        finally:
            sys.stderr.flush()
            os._exit(status)

    def _hand_out(self, name: str, pages: bytes) -> None:
        self._write(f"{name}.pages", pages)
        self.answer("pages", name)

    def _write(self, name: str, content: bytes) -> None:
        """Write a file that appears when it is complete; copies of a job may write one at once."""
        unfinished = self._folder / f"{name}.{os.getpid()}.unfinished"
        unfinished.write_bytes(content)
        unfinished.rename(self._folder / name)

    def _reap(self, pipe: int) -> None:
        """Report a child that wrote to its pipe or closed it: it has ended, or is about to."""
        child = self._children.pop(pipe)
        self._selector.unregister(pipe)
        message = b""
        while content := os.read(pipe, 65536):
            message += content
        os.close(pipe)
        _, status = os.waitpid(child.process, 0)
        code = os.waitstatus_to_exitcode(status)
        if code == ExitCode.OK:
            self.answer("done", child.name)
        elif code < 0:
            failure = self._killed_by(child, -code)
            self.answer("failed", child.name, encode_failure(failure).decode())
        else:
            kind = "full" if code == ExitCode.UNWRITABLE else "failed"
            self.answer(kind, child.name, message.decode("utf-8", "replace"))

    def _killed_by(self, child: JobProcess, number: int) -> FailureCause:
        if child.is_late:
            return FailureCause(f"it did not end within {self._setup.time_limit:g} seconds")
        return FailureCause(f"it was ended by {signal.Signals(number).name}", "build again")

    def _kill_late(self) -> None:
        for child in self._children.values():
            if time.monotonic() > child.deadline:
                child.is_late = True
                with contextlib.suppress(ProcessLookupError):
                    os.kill(child.process, signal.SIGKILL)

    def answer(self, *words: str) -> None:
        """Send a line to the parent."""
        line = " ".join(words).replace("\n", " ")
        os.write(self._answers, line.encode() + b"\n")


def _has_input(jobs: int) -> bool:
    """Whether a line is waiting already."""
    ready, _, _ = select.select([jobs], [], [], 0)
    return bool(ready)


def main(folder: Path, left_out: Mapping[str, str]) -> int:
    """Serve the jobs of a folder; a full disk has its own exit code."""
    external.mark_as_parent()
    answers = os.dup(1)
    os.dup2(2, 1)  # so that output of a library is not taken for an answer
    try:
        if is_idle := not _has_input(0):
            warm_up.warm_up()
        server = Server(folder, answers, is_warm=is_idle)
        for name, reason in left_out.items():
            server.answer("left-out", name, reason)
        server.serve(0)
    except OSError as error:
        print(error.strerror or error, file=sys.stderr)
        return ExitCode.UNWRITABLE
    return ExitCode.OK
