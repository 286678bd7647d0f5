"""The cases of the bench: commands on one bench book, with their preparation.

The editions of a bench book have the names of their formats.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from bench.book import edit, grow
from bench.measure import CommandFailed, Measurement, measure
from bench.peers import pandoc, pandoc_web, typst, weasyprint

PUBLISH = Path(sys.executable).parent / "publish"
BUILT = ("epub", "pdf")  # the editions of the cases that say no other

# The cases in the order of a round, with their names in the results.
NAMES = {
    "plain": "plain WeasyPrint",
    "cold": "EPUB and PDF, cold",
    "edited": "EPUB and PDF, one chapter edited",
    "grown": "EPUB and PDF, one chapter grown by four pages",
    "unchanged": "EPUB and PDF, nothing changed",
    "pdf": "PDF alone, cold",
    "pdf-edited": "PDF alone, one chapter edited",
    "print": "PDF and files for a printer, cold",
    "print-edited": "PDF and files for a printer, one chapter edited",
    "typst": "Typst, cold",
    "pandoc": "pandoc’s EPUB",
    "epub": "EPUB alone, cold",
    "epub-edited": "EPUB alone, one chapter edited",
    "pandoc-web": "pandoc’s HTML in chapters",
    "web": "web edition, cold",
    "web-edited": "web edition, one chapter edited",
}


@dataclass(frozen=True, slots=True)
class BenchFolder:
    """The folder of a bench book that `bench.book` has written, with its builds."""

    folder: Path

    @property
    def manuscript(self) -> Path:
        """The book folder."""
        return self.folder / "manuscript"

    def result_of(self, case: str) -> Path:
        """The result of a cold build, `cache/` and `out/`, from which warm builds start."""
        return self.folder / f"built-{case}"

    @property
    def run_folder(self) -> Path:
        """The folder of one build: `cache/` and `out/`."""
        return self.folder / "place"

    def create_run_folder(self) -> Path:
        """The folder of one build, emptied."""
        run_folder = self.run_folder
        shutil.rmtree(run_folder, ignore_errors=True)
        (run_folder / "cache").mkdir(parents=True)
        return run_folder

    def restore(self, case: str) -> Path:
        """A folder with the result of a cold build; raises `CommandFailed` if there is none."""
        if not self.result_of(case).exists():
            raise CommandFailed("there is no cold build to start from")
        run_folder = self.create_run_folder()
        shutil.copytree(self.result_of(case), run_folder, dirs_exist_ok=True)
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

    formats: tuple[str, ...] = BUILT
    start: str = ""  # the case of the same round whose result it starts from
    change: Callable[[Path, int], Path] | None = None

    def run(self, folder: BenchFolder) -> Measurement:
        run_folder = folder.restore(self.start) if self.start else folder.create_run_folder()
        argv: list[str | Path] = [PUBLISH, "build", folder.manuscript, "--out", run_folder / "out"]
        argv += [word for name in self.formats for word in ("--edition", name)]
        manuscript_change: AbstractContextManager[None] = nullcontext()
        if self.change is not None:
            manuscript_change = folder.change_manuscript(self.change)
        with manuscript_change:
            measurement = measure(argv, folder.folder, {"PUBLISH_CACHE": str(run_folder / "cache")})
        return replace(measurement, size=_size(run_folder / "out"))


_BUILDS = {
    "cold": _Build(),
    "edited": _Build(start="cold", change=edit),
    "grown": _Build(start="cold", change=grow),
    "unchanged": _Build(start="cold"),
    "pdf": _Build(("pdf",)),
    "pdf-edited": _Build(("pdf",), start="pdf", change=edit),
    "print": _Build(("pdf", "print")),
    "print-edited": _Build(("pdf", "print"), start="print", change=edit),
    "epub": _Build(("epub",)),
    "epub-edited": _Build(("epub",), start="epub", change=edit),
    "web": _Build(("web",)),
    "web-edited": _Build(("web",), start="web", change=edit),
}
_PEERS = {"plain": weasyprint, "typst": typst, "pandoc": pandoc, "pandoc-web": pandoc_web}
OWN = frozenset(_BUILDS)


def starts_of(cases: Collection[str]) -> set[str]:
    """The cold builds that some cases start from."""
    return {_BUILDS[case].start for case in OWN.intersection(cases)} - {""}


def run(case: str, folder: BenchFolder) -> Measurement:
    """Run a case once.

    Raises `CommandFailed`, and `LookupError` if the other tool is not installed.
    """
    if case in _BUILDS:
        measurement = _BUILDS[case].run(folder)
        if case in starts_of(_BUILDS):
            shutil.rmtree(folder.result_of(case), ignore_errors=True)
            shutil.copytree(folder.run_folder, folder.result_of(case))
        return measurement
    argv, product, environment = _PEERS[case](folder.folder)
    if product.is_dir():
        shutil.rmtree(product)  # pandoc writes into a new folder
    measurement = measure(argv, product.parent, environment)
    return replace(measurement, size=_size(product))


def _size(product: Path) -> int:
    """The bytes of a file, or of all files of a folder."""
    files = product.rglob("*") if product.is_dir() else [product]
    return sum(file.stat().st_size for file in files if file.is_file())
