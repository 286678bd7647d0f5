"""Validators for tests, in Java machines that go on to the next request.

To start one and load a validator takes seconds, another file a fraction of one. What runs in it is
what runs in a machine that is started for one request. A test that replaces the worker, or the
environment in which Java is found, has a process of the usual kind.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from functools import cache
from importlib import import_module
from typing import Any

from publish import external
from publish.child_setup import child_environment, package_path
from publish.verification.validators import java

_WORKER = java.WORKER
_CHOOSE = ("PATH", "JAVA_HOME")
_CHOSEN = [os.environ.get(name) for name in _CHOOSE]


def install() -> None:
    """Ask machines that stay, wherever that is the same as starting one."""
    vars(java)["run_module"] = _run_module


def _run_module(module: str, *arguments: str, **options: Any) -> external.Completed:
    if module == _WORKER and [os.environ.get(name) for name in _CHOOSE] == _CHOSEN:
        request = json.loads(options["stdin"])
        if (reply := _machine(request["jar"]).ask(options["stdin"])) is not None:
            return external.Completed((module,), 0, reply, b"")
    return external.run_module(module, *arguments, **options)


class _Machine:
    """A process with Java and one validator, which replies to requests, each in a line."""

    def __init__(self, archive: str) -> None:
        self._lock = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.warm_java", archive],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=child_environment(package_path()),
        )
        atexit.register(self._end)

    def _end(self) -> None:
        with self._process:
            pass

    def ask(self, request: bytes) -> bytes | None:
        """The reply; None from a machine that could not start, or has ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._lock:
            try:
                self._process.stdin.write(request + b"\n")
                self._process.stdin.flush()
            except BrokenPipeError:
                return None
            return self._process.stdout.readline() or None


@cache
def _machine(archive: str) -> _Machine:
    return _Machine(archive)


def _main(archive: str) -> None:
    worker = import_module(_WORKER)  # which imports Java: only in this process
    reply_to = os.dup(1)
    os.dup2(2, 1)
    worker.start_machine(archive)
    with os.fdopen(reply_to, "wb", buffering=0) as stream:
        for line in sys.stdin:
            stream.write(worker.reply(json.loads(line)) + b"\n")


if __name__ == "__main__":
    _main(sys.argv[1])
