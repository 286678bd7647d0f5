"""What is measured: each case is a command on one bench book, with what must be there before it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from bench.book import edit, grow
from bench.measure import Failed, Measured, measure
from bench.peers import pandoc, typst, weasyprint

PUBLISH = Path(sys.executable).parent / "publish"

# The cases in the order of a round, and what each is called in the results.
NAMES = {
    "plain": "plain WeasyPrint",
    "cold": "EPUB and PDF, cold",
    "edited": "EPUB and PDF, one chapter edited",
    "grown": "EPUB and PDF, one chapter grown by four pages",
    "unchanged": "EPUB and PDF, nothing changed",
    "pdf": "PDF alone, cold",
    "typst": "Typst, cold",
    "pandoc": "pandoc’s EPUB",
    "epub": "EPUB alone, cold",
    "epub-edited": "EPUB alone, one chapter edited",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """A bench book with all that is measured on it; `folder` is what `bench.book` made."""

    folder: Path

    @property
    def manuscript(self) -> Path:
        """The book folder."""
        return self.folder / "manuscript"

    @property
    def built(self) -> Path:
        """What a cold build left: `cache/` and `out/`, from which warm builds begin."""
        return self.folder / "built"

    def clean(self) -> Path:
        """An empty place for one build."""
        place = self.folder / "place"
        shutil.rmtree(place, ignore_errors=True)
        (place / "cache").mkdir(parents=True)
        return place

    def prepared(self) -> Path:
        """A place as the cold build left it; raises `Failed` where there was none."""
        if not self.built.exists():
            raise Failed("there is no cold build to begin with")
        place = self.clean()
        shutil.copytree(self.built, place, dirs_exist_ok=True)
        return place

    @property
    def middle(self) -> int:
        """The number of the chapter in the middle."""
        return max(1, len(list(self.manuscript.glob("chapter-*.md"))) // 2)

    @contextmanager
    def changed(self, change: Callable[[Path, int], Path]) -> Iterator[None]:
        """The manuscript with one chapter changed, and afterwards as it was."""
        file = self.manuscript / f"chapter-{self.middle:02}.md"
        before, stamp = file.read_bytes(), file.stat()
        try:
            change(self.manuscript, self.middle)
            yield
        finally:
            file.write_bytes(before)
            os.utime(file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))


@dataclass(frozen=True, slots=True)
class _Build:
    """A case of ours: the editions, whether it begins warm, and what happens to the manuscript."""

    formats: tuple[str, ...] = ("epub", "pdf")
    warm: bool = False
    change: Callable[[Path, int], Path] | None = None
    keeps: bool = False  # for the warm builds of the same round

    def run(self, desk: Desk) -> Measured:
        place = desk.prepared() if self.warm else desk.clean()
        argv: list[str | Path] = [PUBLISH, "build", desk.manuscript, "--out", place / "out"]
        argv += [word for name in self.formats for word in ("--edition", name)]
        happening: AbstractContextManager[None] = nullcontext()
        if self.change is not None:
            happening = desk.changed(self.change)
        with happening:
            taken = measure(argv, desk.folder, {"PUBLISH_CACHE": str(place / "cache")})
        sizes = [(place / "out" / f"manuscript.{name}").stat().st_size for name in self.formats]
        if self.keeps:
            shutil.rmtree(desk.built, ignore_errors=True)
            shutil.copytree(place, desk.built)
        return replace(taken, size=sum(sizes))


_OURS = {
    "cold": _Build(keeps=True),
    "edited": _Build(warm=True, change=edit),
    "grown": _Build(warm=True, change=grow),
    "unchanged": _Build(warm=True),
    "pdf": _Build(("pdf",)),
    "epub": _Build(("epub",)),
    "epub-edited": _Build(("epub",), warm=True, change=edit),
}


# Those that begin with what the cold build of their round left.
WARM = frozenset(name for name, build in _OURS.items() if build.warm)


def run(case: str, desk: Desk) -> Measured:
    """Run one case once; raises `Failed`, and `LookupError` where the peer is not installed."""
    if case in _OURS:
        return _OURS[case].run(desk)
    argv, product, environment = {"plain": weasyprint, "pandoc": pandoc, "typst": typst}[case](
        desk.folder
    )
    taken = measure(argv, product.parent, environment)
    return replace(taken, size=product.stat().st_size)
