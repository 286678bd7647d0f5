"""A book of the corpus that was built through the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from publish.external import run_module

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class BuiltBook:
    """The folder of a book, the folder of its products, and the cache that they were built with."""

    book: Path
    out: Path
    cache: Path

    @property
    def products(self) -> list[Path]:
        return sorted(self.out.iterdir())

    @property
    def files(self) -> list[Path]:
        """The files of the products, also of those that are folders."""
        return sorted(path for path in self.out.rglob("*") if path.is_file())


BuildOnce = Callable[[Path], BuiltBook]


def run_publish(built: BuiltBook, *words: str | Path) -> bytes:
    """What a command prints that uses the cache of a book."""
    cache = {"PUBLISH_CACHE": str(built.cache)}
    return run_module("publish", *words, timeout=300, folder=ROOT, environment=cache).stdout
