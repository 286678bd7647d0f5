"""The one place that starts programs: found, limited in time and memory, ended as a whole group.

A program that the machine lacks is a `MissingTool` whose hint is the line that installs it. One that
runs too long, or that ends in a way its caller does not expect, is a `ToolFailed`.
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

from publish.errors import MissingTool, PublishError

# What installs a program whose package has another name (Debian's names).
_PACKAGES = {
    "java": "default-jre-headless",
    "pdftotext": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pdfinfo": "poppler-utils",
}


class ToolFailed(PublishError):
    """A program ran too long or ended badly; `completed` is what it left, None when it was ended."""

    def __init__(self, message: str, completed: Completed | None = None) -> None:
        super().__init__(message, hint=completed.last_words() if completed else None)
        self.completed = completed


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


def run(
    argv: Sequence[str | Path],
    *,
    timeout: float,
    stdin: bytes = b"",
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
    memory: int | None = None,
    expect: Collection[int] | None = (0,),
) -> Completed:
    """Run a program to its end, without a shell, its language set to English.

    `timeout` is in seconds and `memory` in bytes of address space (Linux). `environment` is laid over
    our own. `expect` names the statuses that are fine, None lets every one pass. Raises `MissingTool`
    when there is no such program and `ToolFailed` when it runs too long or ends otherwise.
    """
    words = (str(find(str(argv[0]))), *map(str, argv[1:]))
    child = subprocess.Popen(
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env={**os.environ, "LC_ALL": "C.UTF-8", **(environment or {})},
        start_new_session=True,
    )
    with child:
        _limit_memory(child, memory)
        stdout, stderr = _converse(child, stdin, timeout)
    completed = Completed(words, child.returncode, stdout, stderr)
    if expect is not None and completed.status not in expect:
        raise ToolFailed(_how_it_ended(completed), completed)
    return completed


def run_module(
    module: str,
    *arguments: str | Path,
    timeout: float,
    stdin: bytes = b"",
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
    memory: int | None = None,
    expect: Collection[int] | None = (0,),
) -> Completed:
    """Run a Python module in a child process of the same interpreter, with this package importable."""
    root = str(Path(__file__).resolve().parent.parent)
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    return run(
        [sys.executable, "-m", module, *arguments],
        timeout=timeout,
        stdin=stdin,
        folder=folder,
        environment={"PYTHONPATH": os.pathsep.join(paths), **(environment or {})},
        memory=memory,
        expect=expect,
    )


def _limit_memory(child: subprocess.Popen[bytes], memory: int | None) -> None:
    """Cap the child's address space where the system can do so from outside (Linux)."""
    if memory is not None and hasattr(resource, "prlimit"):
        resource.prlimit(child.pid, resource.RLIMIT_AS, (memory, memory))


def _converse(child: subprocess.Popen[bytes], stdin: bytes, timeout: float) -> tuple[bytes, bytes]:
    """Feed the child and read it to its end; whatever happens, nothing of it stays running."""
    try:
        return child.communicate(stdin, timeout=timeout)
    except subprocess.TimeoutExpired:
        raise ToolFailed(f"{_name(child.args)} did not end within {timeout:g} seconds") from None
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
    """The program and its first words, as a shell would show them, without folders of this machine."""
    words = [Path(str(word)).name for word in argv] if isinstance(argv, Sequence) else [str(argv)]
    return f"`{shlex.join(words[:3])}`"
