"""Books of the corpus, built through the command line; each once for all tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from publish.external import run_module
from publish.files import locked

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


def build_in(place: Path, book: Path) -> BuiltBook:
    """Build a book below `place`, unless another process of the tests has done so, or does."""
    own = place / book.name
    built = BuiltBook(book, own / "out", own / "cache")
    own.mkdir(parents=True, exist_ok=True)
    with locked(own):
        if not (own / "done").exists():
            run_publish(built, "build", book, "--out", built.out)
            (own / "done").touch()
    return built


def run_publish(built: BuiltBook, *words: str | Path) -> bytes:
    """What a command prints that uses the cache of a book."""
    cache = {"PUBLISH_CACHE": str(built.cache)}
    return run_module("publish", *words, timeout=900, folder=ROOT, environment=cache).stdout
