"""The cases of the bench: commands on one bench book, with their preparation."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from bench.book import edit, grow
from bench.measure import CommandFailed, Measurement, measure
from bench.peers import pandoc, typst, weasyprint

PUBLISH = Path(sys.executable).parent / "publish"

# The cases in the order of a round, with their names in the results.
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
class BenchFolder:
    """The folder of a bench book that `bench.book` has written, with its builds."""

    folder: Path

    @property
    def manuscript(self) -> Path:
        """The book folder."""
        return self.folder / "manuscript"

    @property
    def cold_build(self) -> Path:
        """The result of a cold build, `cache/` and `out/`, from which warm builds start."""
        return self.folder / "built"

    def create_run_folder(self) -> Path:
        """An empty folder for one build."""
        run_folder = self.folder / "place"
        shutil.rmtree(run_folder, ignore_errors=True)
        (run_folder / "cache").mkdir(parents=True)
        return run_folder

    def restore_cold_build(self) -> Path:
        """A folder with the result of the cold build; raises `CommandFailed` if there is none."""
        if not self.cold_build.exists():
            raise CommandFailed("there is no cold build to start from")
        run_folder = self.create_run_folder()
        shutil.copytree(self.cold_build, run_folder, dirs_exist_ok=True)
        return run_folder

    @property
    def middle_chapter(self) -> int:
        """The number of the chapter in the middle."""
        return max(1, len(list(self.manuscript.glob("chapter-*.md"))) // 2)

    @contextmanager
    def change_manuscript(self, change: Callable[[Path, int], Path]) -> Iterator[None]:
        """The manuscript with one chapter changed; it is restored afterwards."""
        file = self.manuscript / f"chapter-{self.middle_chapter:02}.md"
        before, stamp = file.read_bytes(), file.stat()
        try:
            change(self.manuscript, self.middle_chapter)
            yield
        finally:
            file.write_bytes(before)
            os.utime(file, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))


@dataclass(frozen=True, slots=True)
class _Build:
    """A case of `publish`: its editions, its start, and the change of the manuscript."""

    formats: tuple[str, ...] = ("epub", "pdf")
    warm: bool = False
    change: Callable[[Path, int], Path] | None = None
    saves_result: bool = False  # as the start of the warm builds of the same round

    def run(self, folder: BenchFolder) -> Measurement:
        run_folder = folder.restore_cold_build() if self.warm else folder.create_run_folder()
        argv: list[str | Path] = [PUBLISH, "build", folder.manuscript, "--out", run_folder / "out"]
        argv += [word for name in self.formats for word in ("--edition", name)]
        manuscript_change: AbstractContextManager[None] = nullcontext()
        if self.change is not None:
            manuscript_change = folder.change_manuscript(self.change)
        with manuscript_change:
            measurement = measure(argv, folder.folder, {"PUBLISH_CACHE": str(run_folder / "cache")})
        sizes = [
            (run_folder / "out" / f"manuscript.{name}").stat().st_size for name in self.formats
        ]
        if self.saves_result:
            shutil.rmtree(folder.cold_build, ignore_errors=True)
            shutil.copytree(run_folder, folder.cold_build)
        return replace(measurement, size=sum(sizes))


_BUILDS = {
    "cold": _Build(saves_result=True),
    "edited": _Build(warm=True, change=edit),
    "grown": _Build(warm=True, change=grow),
    "unchanged": _Build(warm=True),
    "pdf": _Build(("pdf",)),
    "epub": _Build(("epub",)),
    "epub-edited": _Build(("epub",), warm=True, change=edit),
}


# Cases that start from the cold build of their round.
WARM = frozenset(name for name, build in _BUILDS.items() if build.warm)


def run(case: str, folder: BenchFolder) -> Measurement:
    """Run a case once.

    Raises `CommandFailed`, and `LookupError` if the other tool is not installed.
    """
    if case in _BUILDS:
        return _BUILDS[case].run(folder)
    argv, product, environment = {"plain": weasyprint, "pandoc": pandoc, "typst": typst}[case](
        folder.folder
    )
    measurement = measure(argv, product.parent, environment)
    return replace(measurement, size=product.stat().st_size)
