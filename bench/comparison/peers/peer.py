"""What a peer is: a writer of its input, and for each product the command that makes it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from bench.pieces import Composition

BIN = Path(sys.executable).parent
_LONGEST = 600  # seconds
_CLOCK = "SOURCE_DATE_EPOCH"  # https://reproducible-builds.org/specs/source-date-epoch/
_EPOCH = "1767225600"  # the first of January 2026


class Refused(Exception):
    """A tool that made nothing, with its last words."""


@dataclass(frozen=True, slots=True)
class Product:
    """A file that a peer makes: what the tables call it, the settings told there, and the maker.

    `make` takes the folder with the input and an environment, and gives the file; it raises
    `Refused`.
    """

    format: str
    name: str
    settings: str
    make: Callable[[Path, Mapping[str, str]], Path]


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool: its packages, the writer of its input, and what it makes.

    `program` is what to ask for its version where that of the package is another.
    """

    name: str
    packages: tuple[str, ...]
    write: Callable[[Composition, Path], None]
    products: tuple[Product, ...]
    program: Callable[[], Path] | None = None

    @property
    def versions(self) -> str:
        """Its version, and that of what it works with."""
        told = [f"{package} {version(package)}" for package in self.packages]
        if self.program is not None:
            told.insert(0, call([self.program(), "--version"], Path.cwd(), {}).splitlines()[0])
        return ", ".join(told)


def call(argv: Sequence[str | Path], folder: Path, environment: Mapping[str, str]) -> str:
    """Run a command in `folder`; what it said on both channels. Raises `Refused` if it fails."""
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
        raise Refused(" ".join(done.stdout.split())[-600:])
    return done.stdout


def set_clock() -> Mapping[str, str]:
    """An environment in which a tool that asks for it has a time of its own."""
    return {_CLOCK: _EPOCH}
