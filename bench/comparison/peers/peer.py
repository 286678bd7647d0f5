"""The description of a tool: a writer of its input, and a command for each product."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from bench.blocks import Composition

BIN = Path(sys.executable).parent
_LONGEST = 600  # seconds
_CLOCK = "SOURCE_DATE_EPOCH"  # https://reproducible-builds.org/specs/source-date-epoch/
_EPOCH = "1767225600"  # the first of January 2026


class BuildFailed(Exception):
    """A tool that failed, with the end of its output."""


@dataclass(frozen=True, slots=True)
class Product:
    """A file that a tool builds: its name and settings in the tables, and its command.

    `make` takes the folder of the input and an environment, and returns the path of the file; it
    raises `BuildFailed`.
    """

    format: str
    name: str
    settings: str
    make: Callable[[Path, Mapping[str, str]], Path]


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool: its packages, the writer of its input, and its products.

    `program` prints the version of the tool, if it is not that of the package.
    """

    name: str
    packages: tuple[str, ...]
    write: Callable[[Composition, Path], None]
    products: tuple[Product, ...]
    program: Callable[[], Path] | None = None

    @property
    def versions(self) -> str:
        """The versions of the tool and of its packages."""
        versions = [f"{package} {version(package)}" for package in self.packages]
        if self.program is not None:
            versions.insert(0, call([self.program(), "--version"], Path.cwd(), {}).splitlines()[0])
        return ", ".join(versions)


def call(argv: Sequence[str | Path], folder: Path, environment: Mapping[str, str]) -> str:
    """The output of a command in `folder`, both streams. Raises `BuildFailed` if it fails."""
    done = subprocess.run(
        list(map(str, argv)),
        cwd=folder,
        env={**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}", **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        timeout=_LONGEST,
    )
    if done.returncode:
        raise BuildFailed(" ".join(done.stdout.split())[-600:])
    return done.stdout


def set_clock() -> Mapping[str, str]:
    """An environment that sets the time for tools that support this."""
    return {_CLOCK: _EPOCH}
