"""The one place that starts programs: found, limited in time and memory, ended as a whole group.

A program that the machine lacks is a `MissingTool` whose hint is the line that installs it. One
that runs too long is `TimedOut`, one that ends otherwise than its caller expects `ToolFailed`.
"""

from __future__ import annotations

import contextlib
import os
import resource
import select
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Self, TypedDict, Unpack

import msgspec

from publish.errors import ExitCode, MissingTool, PublishError

_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG
_PARENT = "PUBLISH_PARENT"  # tells a child the process that started it

# What installs a program whose package has another name (Debian's names).
_PACKAGES = {
    "java": "default-jre-headless",
    "node": "nodejs",
    "pdfinfo": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
}


class Completed(msgspec.Struct, frozen=True):
    """How a program ended: its status (negative: the signal that ended it) and what it wrote."""

    argv: tuple[str, ...]
    status: int
    stdout: bytes
    stderr: bytes

    def last_error_line(self) -> str | None:
        """The last line that it wrote to its error stream, for a message."""
        lines = self.stderr.decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else None


class ToolFailed(PublishError):
    """A program ended badly; `completed` is what it left, None where it was ended by us."""

    def __init__(self, message: str, completed: Completed | None = None) -> None:
        super().__init__(message, hint=completed.last_error_line() if completed else None)
        self.completed = completed


class TimedOut(ToolFailed):
    """A program did not end in its time, and was ended."""


class RunOptions(TypedDict, total=False):
    """What a call of `run` may set, beside the program's words and its time.

    `stdin`: what it reads. `folder`: where it runs. `environment`: laid over our own. `memory`: its
    address space in bytes (Linux). `expect`: the statuses that are fine, None lets every one pass.
    """

    stdin: bytes
    folder: Path
    environment: Mapping[str, str]
    memory: int
    expect: Collection[int] | None


def install_command(program: str) -> str:
    """The line that installs a program on Debian."""
    return f"sudo apt-get install {_PACKAGES.get(program, program)}"


def find_program(program: str) -> Path:
    """Where the program stands on the PATH; raises `MissingTool`."""
    found = shutil.which(program)
    if found is None:
        hint = f"install it with: {install_command(program)}"
        raise MissingTool(f"the program `{program}` is missing", hint=hint)
    return Path(found)


def run(argv: Sequence[str | Path], *, timeout: float, **options: Unpack[RunOptions]) -> Completed:
    """Run a program to its end, without a shell and in plain English; `timeout` is in seconds.

    Raises `MissingTool` when there is no such program, `TimedOut`, and `ToolFailed` when its status
    is none of those expected.
    """
    words = (str(find_program(str(argv[0]))), *map(str, argv[1:]))
    child = subprocess.Popen(
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=options.get("folder"),
        env=_environment(options.get("environment", {})),
        start_new_session=True,
    )
    with child:
        _limit_memory(child.pid, options.get("memory"))
        stdout, stderr = _communicate(child, options.get("stdin", b""), timeout)
    completed = Completed(words, child.returncode, stdout, stderr)
    expect = options.get("expect", (0,))
    if expect is not None and completed.status not in expect:
        raise ToolFailed(_describe_exit(completed), completed)
    return completed


def run_module(
    module: str, *arguments: str | Path, timeout: float, **options: Unpack[RunOptions]
) -> Completed:
    """Run a Python module in a child of the same interpreter that can import this package.

    In all else as `run`.
    """
    options["environment"] = {**_package_path(), **options.get("environment", {})}
    return run([sys.executable, "-m", module, *arguments], timeout=timeout, **options)


class LineProcess:
    """A Python module of this package that runs beside us and is talked to line by line.

    A context: when it is left the process is ended with all that it started. `errors` is the file
    that receives what it writes to its error stream; the options are those of `run`.
    """

    def __init__(
        self, module: str, *arguments: str | Path, errors: Path, **options: Unpack[RunOptions]
    ) -> None:
        self._errors = errors
        with errors.open("wb") as stream:
            self._child = subprocess.Popen(
                [sys.executable, "-m", module, *map(str, arguments)],
                bufsize=0,  # so that nothing is left to be written when the other side has ended
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stream,
                cwd=options.get("folder"),
                env=_environment({**_package_path(), **options.get("environment", {})}),
                start_new_session=True,
            )
        _limit_memory(self._child.pid, options.get("memory"))
        self._heard = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        _kill_group(self._child.pid)
        with self._child:
            pass

    def send(self, line: str) -> None:
        """Send a line; that the other side has ended is told when it is listened to."""
        assert self._child.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._child.stdin.write(line.encode() + b"\n")

    def receive(self, timeout: float) -> str:
        """The next line; raises `TimedOut` after so many seconds, `ToolFailed` at the end."""
        assert self._child.stdout is not None
        deadline = time.monotonic() + timeout
        while b"\n" not in self._heard:
            left = deadline - time.monotonic()
            ready, _, _ = select.select([self._child.stdout], [], [], max(left, 0))
            if not ready:
                raise TimedOut(
                    f"{_command_name(self._child.args)} did not answer within {timeout:g} s"
                )
            content = os.read(self._child.stdout.fileno(), 65536)
            if not content:
                raise self._ended()
            self._heard += content
        line, _, self._heard = self._heard.partition(b"\n")
        return line.decode("utf-8", "replace")

    def _ended(self) -> ToolFailed:
        status = self._child.wait()
        words = tuple(map(str, self._child.args))  # type: ignore[arg-type]
        completed = Completed(words, status, b"", self._errors.read_bytes())
        return ToolFailed(_describe_exit(completed), completed)


def available_cores() -> int:
    """How many processes of ours can work at a time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def mark_as_parent() -> None:
    """Let processes that this one forks end with it, where they call `die_with_parent`."""
    os.environ[_PARENT] = str(os.getpid())


def die_with_parent() -> None:
    """Have the kernel end this process when the one that started it is killed (Linux, prctl(2))."""
    import ctypes

    library = ctypes.CDLL(None)
    if hasattr(library, "prctl"):
        library.prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    # It may have been killed before.
    if os.environ.get(_PARENT) not in (None, str(os.getppid())):
        sys.exit(ExitCode.FAULT)


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    """Our own environment in plain English, by which a child knows its parent."""
    return {**os.environ, "LC_ALL": "C.UTF-8", _PARENT: str(os.getpid()), **more}


def _package_path() -> dict[str, str]:
    """Where a child of the same interpreter finds this package."""
    root = str(Path(__file__).resolve().parent.parent)
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {"PYTHONPATH": os.pathsep.join(paths)}


def _limit_memory(process: int, memory: int | None) -> None:
    """Cap a process's address space where the system can do so from outside (Linux).

    A limit that we run under ourselves is never raised, which the system would refuse.
    """
    if memory is not None and hasattr(resource, "prlimit"):
        _, ours = resource.getrlimit(resource.RLIMIT_AS)
        most = memory if ours == resource.RLIM_INFINITY else min(memory, ours)
        resource.prlimit(process, resource.RLIMIT_AS, (most, most))


def _communicate(
    child: subprocess.Popen[bytes], stdin: bytes, timeout: float
) -> tuple[bytes, bytes]:
    """Feed the child and read it to its end; whatever happens, nothing of it stays running."""
    try:
        return child.communicate(stdin, timeout=timeout)
    except subprocess.TimeoutExpired:
        raise TimedOut(
            f"{_command_name(child.args)} did not end within {timeout:g} seconds"
        ) from None
    finally:
        _kill_group(child.pid)


def _kill_group(leader: int) -> None:
    """Kill the process group that the child led, its own children too."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return


def _describe_exit(completed: Completed) -> str:
    if completed.status < 0:
        return (
            f"{_command_name(completed.argv)} was ended by {signal.Signals(-completed.status).name}"
        )
    return f"{_command_name(completed.argv)} ended with status {completed.status}"


def _command_name(argv: object) -> str:
    """The program and its first words as a shell would show them, without folders."""
    words = argv if isinstance(argv, tuple) else (argv,)
    return f"`{shlex.join(Path(str(word)).name for word in words[:3])}`"
