"""What a program works with: a safe environment, a folder of its own, and a limit of its memory."""

from __future__ import annotations

import contextlib
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
    """Limit a process's address space where the system supports that from outside (Linux).

    Never above our own limit, which the system would refuse. A process that has ended needs none.
    """
    if memory is not None and hasattr(resource, "prlimit"):
        _, ours = resource.getrlimit(resource.RLIMIT_AS)
        most = memory if ours == resource.RLIM_INFINITY else min(memory, ours)
        with contextlib.suppress(ProcessLookupError):
            resource.prlimit(process, resource.RLIMIT_AS, (most, most))
