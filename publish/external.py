"""The one place that starts programs: limited in time and memory, killed with all they started.

None of them runs in the folder of the user, which may be that of a book by a stranger: a program
has a working folder of its own, a search path without relative folders, and a Python that imports
nothing from where it runs (`PYTHONSAFEPATH`, which is `python -P`).

A missing program raises `MissingTool` with the command that installs it as its hint, one that
exceeds its time `TimedOut`, and one with an unexpected exit status `ToolFailed`.
"""

from __future__ import annotations

import contextlib
import os
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

from publish.child_setup import (
    PARENT,
    absolute,
    absolute_folders,
    child_environment,
    limit_computing,
    limit_memory,
    package_path,
    working_folder,
)
from publish.errors import ExitCode, MissingTool, PublishError

_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG
_MOST_ARENAS = -8  # M_ARENA_MAX

# Packages of programs whose names differ from their package's (Debian).
_PACKAGES = {
    "java": "default-jre-headless",
    "node": "nodejs",
    "pdfinfo": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
}


class Completed(msgspec.Struct, frozen=True):
    """A program that ended: its status (negative: the signal that killed it) and its output."""

    argv: tuple[str, ...]
    status: int
    stdout: bytes
    stderr: bytes

    def last_error_line(self) -> str | None:
        """The last line of its error stream, for a message."""
        lines = self.stderr.decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else None


class ToolFailed(PublishError):
    """A program failed; `completed` is its output, None if we killed it."""

    def __init__(self, message: str, completed: Completed | None = None) -> None:
        super().__init__(message, hint=completed.last_error_line() if completed else None)
        self.completed = completed


class TimedOut(ToolFailed):
    """A program exceeded its time and was killed; `stdout` is its output until then."""

    def __init__(self, message: str, stdout: bytes = b"") -> None:
        super().__init__(message)
        self.stdout = stdout


class RunOptions(TypedDict, total=False):
    """Optional arguments of `run`.

    `stdin`: its input. `folder`: its working folder, otherwise an empty one that is removed
    afterwards. `environment`: merged over our own.
    `memory`: its address space in bytes (Linux). `computing`: its seconds on the processor (Linux),
    which a busy machine does not use up. `expect`: the statuses of success, None for all.
    """

    stdin: bytes
    folder: Path
    environment: Mapping[str, str]
    memory: int
    computing: float
    expect: Collection[int] | None


def install_command(program: str) -> str:
    """The command that installs a program on Debian."""
    return f"sudo apt-get install {_PACKAGES.get(program, program)}"


def locate_program(program: str) -> Path | None:
    """The path of a program in the absolute folders of the PATH, None if there is none."""
    path = shutil.which(program, path=absolute_folders("PATH", os.defpath))
    return Path(path) if path else None


def find_program(program: str) -> Path:
    """The path of a program, as `locate_program`; raises `MissingTool`."""
    path = locate_program(program)
    if path is None:
        hint = f"install it with: {install_command(program)}"
        raise MissingTool(f"the program `{program}` is missing", hint=hint)
    return path


def run(argv: Sequence[str | Path], *, timeout: float, **options: Unpack[RunOptions]) -> Completed:
    """Run a program to its end, without a shell and in the C locale; `timeout` is in seconds.

    A relative `Path` among its arguments is made absolute, since the program works elsewhere.
    Raises `MissingTool` when there is no such program, `TimedOut`, and `ToolFailed` when its status
    is unexpected.
    """
    command = (str(find_program(str(argv[0]))), *absolute(argv[1:]))
    with working_folder(options.get("folder")) as folder:
        child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=child_environment(options.get("environment", {})),
            start_new_session=True,
        )
        with child:
            limit_memory(child.pid, options.get("memory"))
            limit_computing(child.pid, options.get("computing"))
            stdout, stderr = _communicate(child, options.get("stdin", b""), timeout)
    completed = Completed(command, child.returncode, stdout, stderr)
    if "computing" in options and completed.status == -signal.SIGXCPU:
        within = f"{options['computing']:.3g} seconds of computing"
        raise TimedOut(f"{_command_name(command)} did not end within {within}", stdout)
    expect = options.get("expect", (0,))
    if expect is not None and completed.status not in expect:
        raise ToolFailed(_describe_exit(completed), completed)
    return completed


def run_module(
    module: str, *arguments: str | Path, timeout: float, **options: Unpack[RunOptions]
) -> Completed:
    """Run a Python module of this package with the same interpreter; otherwise like `run`."""
    options["environment"] = {**package_path(), **options.get("environment", {})}
    return run([sys.executable, "-m", module, *arguments], timeout=timeout, **options)


class LineProcess:
    """A Python module of this package in a process of its own that exchanges lines with this one.

    A context: on exit the process is killed with all that it started. It works in `folder`, and
    `errors` there is its error stream; `environment` and `memory` are those of `run`.
    """

    def __init__(
        self,
        module: str,
        *arguments: str | Path,
        folder: Path,
        environment: Mapping[str, str],
        memory: int | None = None,
    ) -> None:
        self._errors = folder / "errors"
        with self._errors.open("wb") as stream:
            self._child = subprocess.Popen(
                [sys.executable, "-m", module, *absolute(arguments)],
                bufsize=0,  # so that nothing is left to be flushed when the other side has ended
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stream,
                cwd=folder,
                env=child_environment({**package_path(), **environment}),
                start_new_session=True,
            )
        limit_memory(self._child.pid, memory)
        self._received = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        with self._child:
            pass

    def kill(self) -> None:
        """Kill the process with all that it started, once.

        When its end has been noticed, its number may be that of a process group of somebody else.
        """
        if self._child.returncode is None:
            _kill_group(self._child.pid)

    def send(self, line: str) -> None:
        """Send a line; if the other side has ended, `receive` raises the error."""
        assert self._child.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._child.stdin.write(line.encode() + b"\n")

    def finish(self, timeout: float) -> None:
        """End its input and wait for its end; raises `TimedOut` and `ToolFailed` as `run` does."""
        assert self._child.stdin is not None
        self._child.stdin.close()
        try:
            status = self._child.wait(timeout)
        except subprocess.TimeoutExpired:
            raise self._too_late("end", timeout) from None
        if status:
            raise self._exit_error()

    def has_line(self, timeout: float = 0) -> bool:
        """Whether there is something to receive within so many seconds, if only the end."""
        if b"\n" in self._received:
            return True
        ready, _, _ = select.select([self], [], [], timeout)
        return bool(ready)

    @property
    def has_ended(self) -> bool:
        """Whether the process has ended."""
        return self._child.poll() is not None

    def fileno(self) -> int:
        """The handle that becomes readable with a line."""
        assert self._child.stdout is not None
        return self._child.stdout.fileno()

    def receive(self, timeout: float) -> str:
        """The next line; raises `TimedOut` after `timeout` seconds, `ToolFailed` at the end."""
        assert self._child.stdout is not None
        deadline = time.monotonic() + timeout
        while b"\n" not in self._received:
            left = deadline - time.monotonic()
            ready, _, _ = select.select([self._child.stdout], [], [], max(left, 0))
            if not ready:
                raise self._too_late("answer", timeout)
            content = os.read(self._child.stdout.fileno(), 65536)
            if not content:
                raise self._exit_error()
            self._received += content
        line, _, self._received = self._received.partition(b"\n")
        return line.decode("utf-8", "replace")

    def _too_late(self, verb: str, timeout: float) -> TimedOut:
        return TimedOut(f"{_command_name(self._child.args)} did not {verb} within {timeout:g} s")

    def _exit_error(self) -> ToolFailed:
        status = self._child.wait()
        argv = tuple(map(str, self._child.args))  # type: ignore[arg-type]
        completed = Completed(argv, status, b"", self._errors.read_bytes())
        return ToolFailed(_describe_exit(completed), completed)


def available_cores() -> int:
    """How many processes can run at a time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def mark_as_parent() -> None:
    """Name this process as the parent of those that it forks, for their `die_with_parent`."""
    os.environ[PARENT] = str(os.getpid())


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent is killed (Linux, prctl(2))."""
    import ctypes

    library = ctypes.CDLL(None)
    if hasattr(library, "prctl"):
        library.prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    # The parent may have been killed before that call.
    if os.environ.get(PARENT) not in (None, str(os.getppid())):
        sys.exit(ExitCode.INTERNAL)


def return_free_memory() -> None:
    """Give memory that is free back to the system, where that is asked for (glibc).

    Threads hold what was free at their end, and it is mostly too scattered to be used again.
    """
    import ctypes

    library = ctypes.CDLL(None)
    if hasattr(library, "malloc_trim"):
        library.malloc_trim(0)


def share_free_memory() -> None:
    """Have threads that are started from now on share the memory that is free (glibc, mallopt(3)).

    Otherwise each takes some for itself alone, and returns hardly any of it, which adds up in a
    process that builds again and again.
    """
    import ctypes

    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):
        library.mallopt(_MOST_ARENAS, 1)


def _communicate(
    child: subprocess.Popen[bytes], stdin: bytes, timeout: float
) -> tuple[bytes, bytes]:
    """Write the child's input and read its output to the end; its process group is then killed."""
    try:
        return child.communicate(stdin, timeout=timeout)
    except subprocess.TimeoutExpired as error:
        raise TimedOut(
            f"{_command_name(child.args)} did not end within {timeout:.3g} seconds",
            error.stdout or b"",
        ) from None
    finally:
        _kill_group(child.pid)


def _kill_group(leader: int) -> None:
    """Kill the process group of a child, with its own children."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return


def _describe_exit(completed: Completed) -> str:
    command = _command_name(completed.argv)
    if completed.status < 0:
        return f"{command} was terminated by {signal.Signals(-completed.status).name}"
    return f"{command} ended with status {completed.status}"


def _command_name(argv: object) -> str:
    """The program and its first arguments, quoted as for a shell, without folders."""
    words = argv if isinstance(argv, tuple) else (argv,)
    return f"`{shlex.join(Path(str(word)).name for word in words[:3])}`"
