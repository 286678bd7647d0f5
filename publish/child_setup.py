"""What a program works with: a safe environment, a folder of its own, and a limit of its memory."""

from __future__ import annotations

import contextlib
import math
import os
import resource
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

PARENT = "PUBLISH_PARENT"  # the process that started a child


def child_environment(more: Mapping[str, str]) -> dict[str, str]:
    """Our own environment in the C locale, with the parent's process id and safe paths."""
    ours = {
        "LC_ALL": "C.UTF-8",
        "PATH": absolute_folders("PATH", os.defpath),
        "PYTHONPATH": absolute_folders("PYTHONPATH"),
        "PYTHONSAFEPATH": "1",
        PARENT: str(os.getpid()),
    }
    return {**os.environ, **ours, **more}


def package_path() -> dict[str, str]:
    """The environment with which a child of the same interpreter can import this package."""
    root = str(Path(__file__).resolve().parent.parent)
    paths = [root, *filter(None, [absolute_folders("PYTHONPATH")])]
    return {"PYTHONPATH": os.pathsep.join(paths)}


def absolute_folders(variable: str, default: str = "") -> str:
    """A search path of the environment without relative folders; an empty one is the current."""
    folders = os.environ.get(variable, default).split(os.pathsep)
    return os.pathsep.join(filter(os.path.isabs, folders))


def absolute(arguments: Sequence[str | Path]) -> list[str]:
    """Arguments of a program that works elsewhere: relative paths are made absolute."""
    return [str(each.absolute() if isinstance(each, Path) else each) for each in arguments]


@contextlib.contextmanager
def working_folder(chosen: Path | None) -> Iterator[Path]:
    """The chosen folder, or an empty one that is removed at the end."""
    if chosen is not None:
        yield chosen
        return
    with tempfile.TemporaryDirectory(prefix="publish-program-") as folder:
        yield Path(folder)


def limit_memory(process: int, memory: int | None) -> None:
    """Limit a process's address space where the system supports that from outside (Linux)."""
    if memory is not None:
        _limit(process, resource.RLIMIT_AS, memory, memory)


def limit_computing(process: int, seconds: float | None) -> None:
    """Limit a process's time on the processor, in whole seconds: then it gets `SIGXCPU` (Linux).

    What ignores the signal is killed a second later.
    """
    if seconds is not None:
        most = max(math.ceil(seconds), 1)
        _limit(process, resource.RLIMIT_CPU, most, most + 1)


def _limit(process: int, kind: int, soft: int, hard: int) -> None:
    """Set a limit, never above our own, which the system would refuse.

    A process that has ended needs none.
    """
    if hasattr(resource, "prlimit"):
        _, ours = resource.getrlimit(kind)
        most = hard if ours == resource.RLIM_INFINITY else min(hard, ours)
        with contextlib.suppress(ProcessLookupError):
            resource.prlimit(process, kind, (min(soft, most), most))
