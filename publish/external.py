"""The one place that starts programs: found, limited in time and memory, ended as a whole group.

A program that the machine lacks is a `MissingTool` whose hint is the line that installs it. One
that runs too long is `TimedOut`, one that ends otherwise than its caller expects `ToolFailed`.
"""

from __future__ import annotations

import os
import resource
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict, Unpack

from publish.errors import ExitCode, MissingTool, PublishError

_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG
_PARENT = "PUBLISH_PARENT"  # tells a child the process that started it

# What installs a program whose package has another name (Debian's names).
_PACKAGES = {
    "java": "default-jre-headless",
    "pdfinfo": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
}


@dataclass(frozen=True, slots=True)
class Completed:
    """How a program ended: its status (negative: the signal that ended it) and what it wrote."""

    argv: tuple[str, ...]
    status: int
    stdout: bytes
    stderr: bytes

    def last_words(self) -> str | None:
        """The last line that it wrote to its error stream, for a message."""
        lines = self.stderr.decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else None


class ToolFailed(PublishError):
    """A program ended badly; `completed` is what it left, None where it was ended by us."""

    def __init__(self, message: str, completed: Completed | None = None) -> None:
        super().__init__(message, hint=completed.last_words() if completed else None)
        self.completed = completed


class TimedOut(ToolFailed):
    """A program did not end in its time, and was ended."""


class Options(TypedDict, total=False):
    """What a call of `run` may set, beside the program's words and its time.

    `stdin`: what it reads. `folder`: where it runs. `environment`: laid over our own. `memory`: its
    address space in bytes (Linux). `expect`: the statuses that are fine, None lets every one pass.
    """

    stdin: bytes
    folder: Path
    environment: Mapping[str, str]
    memory: int
    expect: Collection[int] | None


def install_line(program: str) -> str:
    """The line that installs a program on Debian."""
    return f"sudo apt-get install {_PACKAGES.get(program, program)}"


def find(program: str) -> Path:
    """Where the program stands on the PATH; raises `MissingTool`."""
    found = shutil.which(program)
    if found is None:
        hint = f"install it with: {install_line(program)}"
        raise MissingTool(f"the program `{program}` is missing", hint=hint)
    return Path(found)


def run(argv: Sequence[str | Path], *, timeout: float, **options: Unpack[Options]) -> Completed:
    """Run a program to its end, without a shell and in plain English; `timeout` is in seconds.

    Raises `MissingTool` when there is no such program, `TimedOut`, and `ToolFailed` when its status
    is none of those expected.
    """
    words = (str(find(str(argv[0]))), *map(str, argv[1:]))
    child = subprocess.Popen(
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=options.get("folder"),
        env={
            **os.environ,
            "LC_ALL": "C.UTF-8",
            _PARENT: str(os.getpid()),
            **options.get("environment", {}),
        },
        start_new_session=True,
    )
    with child:
        _limit_memory(child.pid, options.get("memory"))
        stdout, stderr = _converse(child, options.get("stdin", b""), timeout)
    completed = Completed(words, child.returncode, stdout, stderr)
    expect = options.get("expect", (0,))
    if expect is not None and completed.status not in expect:
        raise ToolFailed(_how_it_ended(completed), completed)
    return completed


def run_module(
    module: str, *arguments: str | Path, timeout: float, **options: Unpack[Options]
) -> Completed:
    """Run a Python module in a child of the same interpreter that can import this package.

    In all else as `run`.
    """
    root = str(Path(__file__).resolve().parent.parent)
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    ours = {"PYTHONPATH": os.pathsep.join(paths)}
    options["environment"] = {**ours, **options.get("environment", {})}
    return run([sys.executable, "-m", module, *arguments], timeout=timeout, **options)


def end_with_parent() -> None:
    """Have the kernel end this process when the one that started it is killed (Linux, prctl(2))."""
    import ctypes

    library = ctypes.CDLL(None)
    if hasattr(library, "prctl"):
        library.prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    # It may have been killed before.
    if os.environ.get(_PARENT) not in (None, str(os.getppid())):
        sys.exit(ExitCode.FAULT)


def _limit_memory(process: int, memory: int | None) -> None:
    """Cap a process's address space where the system can do so from outside (Linux).

    A limit that we run under ourselves is never raised, which the system would refuse.
    """
    if memory is not None and hasattr(resource, "prlimit"):
        _, ours = resource.getrlimit(resource.RLIMIT_AS)
        most = memory if ours == resource.RLIM_INFINITY else min(memory, ours)
        resource.prlimit(process, resource.RLIMIT_AS, (most, most))


def _converse(child: subprocess.Popen[bytes], stdin: bytes, timeout: float) -> tuple[bytes, bytes]:
    """Feed the child and read it to its end; whatever happens, nothing of it stays running."""
    try:
        return child.communicate(stdin, timeout=timeout)
    except subprocess.TimeoutExpired:
        raise TimedOut(f"{_name(child.args)} did not end within {timeout:g} seconds") from None
    finally:
        _end_group(child.pid)


def _end_group(leader: int) -> None:
    """Kill the process group that the child led, its own children too."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return


def _how_it_ended(completed: Completed) -> str:
    if completed.status < 0:
        return f"{_name(completed.argv)} was ended by {signal.Signals(-completed.status).name}"
    return f"{_name(completed.argv)} ended with status {completed.status}"


def _name(argv: object) -> str:
    """The program and its first words as a shell would show them, without folders."""
    words = argv if isinstance(argv, tuple) else (argv,)
    return f"`{shlex.join(Path(str(word)).name for word in words[:3])}`"
