"""The measurements as Markdown: the limits of the project, and a table for each size."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from math import log
from statistics import median

from bench.cases import NAMES, OWN
from bench.measure import Measurement

Runs = Mapping[str, Sequence[Measurement]]
"""The rounds of each case."""

_BASES = {
    "pandoc": "pandoc", "epub": "pandoc", "epub-edited": "pandoc",
    "print": "pdf", "print-edited": "pdf-edited",
    "pandoc-web": "pandoc-web", "web": "pandoc-web", "web-edited": "pandoc-web",
}  # fmt: skip
_BASE = "plain"
_PACKAGES = ("publish-book", "weasyprint", "pypandoc-binary", "typst")
_MB = 1e6
_SMALLEST = 200  # pages; in smaller books the start of the programs dominates

_HOW = """\
Each line is a complete command; `publish build` reads, writes and verifies. Cold builds start with
an empty `PUBLISH_CACHE`, the others with the cache and products of a cold build of the same book.
The cases of a size alternate; the table has the median and the minimum of the rounds. CPU seconds
are the sum of all processes, memory is the largest resident set of any of them (`wait4`). Ratios
are to plain WeasyPrint, those of the EPUB alone to pandoc, those of the web edition to pandoc’s
HTML in chapters, those of files for a printer to the PDF alone. Plain WeasyPrint lays out the same
text with the same style sheet and fonts as one document, with its own tags (PDF/UA-1) and page
numbers by `target-counter`.
"""


@dataclass(slots=True)
class BenchResults:
    """The measurements by pages and case, the checks by pages, and the cases left out."""

    runs: dict[int, dict[str, list[Measurement]]] = field(default_factory=dict)
    checks: dict[int, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def leave_out(self, what: str) -> None:
        """Note a case that is not measured and the reason, once."""
        line = f"Left out: {what}."
        if line not in self.missing:
            self.missing.append(line)

    def wall(self, pages: int, case: str) -> float | None:
        """The median of the seconds; None without measurements."""
        runs = self.runs.get(pages, {}).get(case)
        return median(run.wall for run in runs) if runs else None


def render(bench: BenchResults) -> str:
    """The results as one document."""
    return "\n".join(["# Results of the bench", "", *_machine(), "", _HOW, *_body(bench)])


def _body(bench: BenchResults) -> Iterator[str]:
    for line in bench.missing:
        yield from (f"**{line}**", "")
    yield from _limits(bench)
    for pages, runs in bench.runs.items():
        yield from (f"## {pages} pages", "", *table(runs), "")
        if pages in bench.checks:
            yield from (bench.checks[pages], "")


def _machine() -> Iterator[str]:
    cores = len(os.sched_getaffinity(0))
    yield f"{platform.system()} on {platform.machine()}, {cores} cores,"
    names = {"Python": platform.python_version(), **{each: _version(each) for each in _PACKAGES}}
    yield ", ".join(f"{name} {value}" for name, value in names.items() if value) + "."


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def table(runs: Runs) -> Iterator[str]:
    """The cases of one size, with their ratios."""
    yield "| | seconds: median | min | CPU | peak MB | file MB | ratio: median | min | CPU |"
    yield "|:--|--:|--:|--:|--:|--:|--:|--:|--:|"
    for case, each in runs.items():
        if each:
            base = runs.get(_BASES.get(case, _BASE)) or []
            yield f"| {NAMES[case]} | {' | '.join(_numbers(each, base))} |"


def _numbers(runs: Sequence[Measurement], base: Sequence[Measurement]) -> Iterator[str]:
    own, peer = _seconds(runs), _seconds(base) if base else ()
    yield from (f"{seconds:.2f}" for seconds in own)
    yield f"{max(run.memory for run in runs) / _MB:.0f}"
    yield f"{runs[0].size / _MB:.2f}"
    yield from (f"{a / b:.3f}" for a, b in zip(own, peer, strict=True)) if peer else "–––"


def _seconds(runs: Sequence[Measurement]) -> tuple[float, ...]:
    """Median and minimum of wall-clock time, and the median of CPU time."""
    walls = [run.wall for run in runs]
    return median(walls), min(walls), median(run.cpu for run in runs)


def growth(bench: BenchResults, case: str) -> float | None:
    """The exponent of the growth of time with pages, by least squares of the logarithms."""
    value = {pages: bench.wall(pages, case) for pages in bench.runs if pages >= _SMALLEST}
    points = [(log(pages), log(wall)) for pages, wall in value.items() if wall]
    if len(points) < 2:
        return None
    x, y = (sum(values) / len(points) for values in zip(*points, strict=True))
    rise = sum((a - x) * (b - y) for a, b in points)
    return float(rise / sum((a - x) ** 2 for a, _ in points))


def _limits(bench: BenchResults) -> Iterator[str]:
    """The limits of the project with the measured values, as far as they were measured."""
    measured = [
        (words, most, value) for words, most, value in _limit_values(bench) if value is not None
    ]
    if measured:
        yield from ("| limit | at most | measured |", "|:--|--:|--:|")
        for words, most, value in measured:
            yield f"| {words} | {most} | {value:.3f}{' (missed)' if value > most else ''} |"
        yield ""


def _limit_values(bench: BenchResults) -> Iterator[tuple[str, float, float | None]]:
    ratio = _ratios(bench)
    plain, pandoc = "450 pages, relative to plain WeasyPrint", "900 pages, relative to pandoc"
    for case, most in (("cold", 0.27), ("edited", 0.045), ("grown", 0.1), ("unchanged", 0.01)):
        yield f"{NAMES[case]}, {plain}", most, ratio((450, case), (450, "plain"))
    yield "an edit at 900 pages, relative to 450", 1.3, ratio((900, "edited"), (450, "edited"))
    yield "growth exponent of the cold build", 1.0, growth(bench, "cold")
    for case, most in (("epub", 0.4), ("epub-edited", 0.1)):
        yield f"{NAMES[case]}, {pandoc}", most, ratio((900, case), (900, "pandoc"))
    web = "450 pages, relative to pandoc’s HTML in chapters"
    for case, most in (("web", 0.6), ("web-edited", 0.2)):
        yield f"{NAMES[case]}, {web}", most, ratio((450, case), (450, "pandoc-web"))
    alone = "450 pages, relative to the PDF alone"
    for case, base in (("print", "pdf"), ("print-edited", "pdf-edited")):
        yield f"{NAMES[case]}, {alone}", 1.15, ratio((450, case), (450, base))
    runs = bench.runs.get(900, {})
    ours = [run.memory for case in OWN.intersection(runs) for run in runs[case]]
    yield "peak memory at 900 pages, MB", 220, max(ours) / _MB if ours else None
    pages = bench.runs.get(450, {})
    sizes = [pages[case][0].size for case in ("pdf", "plain") if pages.get(case)]
    yield f"size of the PDF, {plain}", 1.15, sizes[0] / sizes[1] if len(sizes) == 2 else None


def _ratios(bench: BenchResults) -> Callable[[tuple[int, str], tuple[int, str]], float | None]:
    def ratio(of: tuple[int, str], to: tuple[int, str]) -> float | None:
        above, below = bench.wall(*of), bench.wall(*to)
        return above / below if above and below else None

    return ratio
