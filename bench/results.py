"""Words the measurements as Markdown: what the project asks of itself, and a table by size."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from math import log
from statistics import median

from bench.cases import NAMES
from bench.measure import Measured

Runs = Mapping[str, Sequence[Measured]]
"""The rounds of each case."""

_BASES = {"pandoc": "pandoc", "epub": "pandoc", "epub-edited": "pandoc"}
_BASE = "plain"
_PACKAGES = ("publish-book", "weasyprint", "pypandoc-binary", "typst")
_MB = 1e6
_SMALLEST = 200  # pages; below that the start of the programs hides how a build grows

_HOW = """\
Each line is a whole command, started anew; `publish build` reads, writes and verifies. Cold begins
with an empty `PUBLISH_CACHE`, the others with what a cold build of the unchanged book left. The
cases of a size take turns; the least of the rounds stands beside their median. CPU seconds are the
sum over all processes, memory is the largest resident set that any one of them had (`wait4`).
Ratios are to plain WeasyPrint, those of EPUB alone to pandoc. Plain WeasyPrint lays out the same
text in the same style sheet and fonts as one document, with its own tags (PDF/UA-1) and page
numbers by `target-counter`.
"""


@dataclass(slots=True)
class Bench:
    """All that was measured: the rounds by pages and case, the checks by pages, what is missing."""

    runs: dict[int, dict[str, list[Measured]]] = field(default_factory=dict)
    checks: dict[int, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def leave_out(self, what: str) -> None:
        """Note what is not measured and why, once."""
        line = f"Left out: {what}."
        if line not in self.missing:
            self.missing.append(line)

    def wall(self, pages: int, case: str) -> float | None:
        """The median of the seconds, None where there are none."""
        runs = self.runs.get(pages, {}).get(case)
        return median(run.wall for run in runs) if runs else None


def render(bench: Bench) -> str:
    """The results as one document."""
    return "\n".join(["# Results of the bench", "", *_machine(), "", _HOW, *_body(bench)])


def _body(bench: Bench) -> Iterator[str]:
    for line in bench.missing:
        yield from (f"**{line}**", "")
    yield from _asked(bench)
    for pages, runs in bench.runs.items():
        yield from (f"## {pages} pages", "", *table(runs), "")
        if pages in bench.checks:
            yield from (bench.checks[pages], "")


def _machine() -> Iterator[str]:
    cores = len(os.sched_getaffinity(0))
    yield f"{platform.system()} on {platform.machine()}, {cores} cores,"
    names = {"Python": platform.python_version(), **{each: _version(each) for each in _PACKAGES}}
    yield ", ".join(f"{name} {found}" for name, found in names.items() if found) + "."


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def table(runs: Runs) -> Iterator[str]:
    """The cases of one size, with their ratios."""
    yield "| | seconds: median | least | CPU | peak MB | file MB | ratio: median | least | CPU |"
    yield "|:--|--:|--:|--:|--:|--:|--:|--:|--:|"
    for case, each in runs.items():
        if each:
            base = runs.get(_BASES.get(case, _BASE)) or []
            yield f"| {NAMES[case]} | {' | '.join(_figures(each, base))} |"


def _figures(runs: Sequence[Measured], base: Sequence[Measured]) -> Iterator[str]:
    own, peer = _seconds(runs), _seconds(base) if base else ()
    yield from (f"{seconds:.2f}" for seconds in own)
    yield f"{max(run.memory for run in runs) / _MB:.0f}"
    yield f"{runs[0].size / _MB:.2f}"
    yield from (f"{a / b:.3f}" for a, b in zip(own, peer, strict=True)) if peer else "–––"


def _seconds(runs: Sequence[Measured]) -> tuple[float, ...]:
    """Median and least by the clock, and the median of CPU."""
    walls = [run.wall for run in runs]
    return median(walls), min(walls), median(run.cpu for run in runs)


def growth(bench: Bench, case: str) -> float | None:
    """The exponent by which the seconds grow with the pages: least squares of their logarithms."""
    found = {pages: bench.wall(pages, case) for pages in bench.runs if pages >= _SMALLEST}
    points = [(log(pages), log(wall)) for pages, wall in found.items() if wall]
    if len(points) < 2:
        return None
    x, y = (sum(values) / len(points) for values in zip(*points, strict=True))
    rise = sum((a - x) * (b - y) for a, b in points)
    return float(rise / sum((a - x) ** 2 for a, _ in points))


def _asked(bench: Bench) -> Iterator[str]:
    """What the project asks of itself, with what came out; all of it only after a whole run."""
    measured = [(words, most, found) for words, most, found in _bars(bench) if found is not None]
    if measured:
        yield from ("| asked for | at most | measured |", "|:--|--:|--:|")
        for words, most, found in measured:
            yield f"| {words} | {most} | {found:.3f}{' (missed)' if found > most else ''} |"
        yield ""


def _bars(bench: Bench) -> Iterator[tuple[str, float, float | None]]:
    ratio = _ratios(bench)
    for case, most in (("cold", 0.40), ("edited", 0.08), ("grown", 0.14), ("unchanged", 0.022)):
        yield f"{NAMES[case]}, 450 pages, of plain", most, ratio((450, case), (450, "plain"))
    yield "an edit at 900 pages, of one at 450", 1.3, ratio((900, "edited"), (450, "edited"))
    yield "growth of the cold build, exponent", 1.05, growth(bench, "cold")
    for case, most in (("epub", 0.6), ("epub-edited", 0.1)):
        yield f"{NAMES[case]}, 900 pages, of pandoc", most, ratio((900, case), (900, "pandoc"))
    ours = [
        run.memory for each in bench.runs.get(900, {}).items() if _own(each[0]) for run in each[1]
    ]
    yield "peak memory at 900 pages, MB", 260, max(ours) / _MB if ours else None
    pages = bench.runs.get(450, {})
    sizes = [pages[case][0].size for case in ("pdf", "plain") if pages.get(case)]
    yield (
        "size of the PDF, 450 pages, of plain",
        1.15,
        sizes[0] / sizes[1] if len(sizes) == 2 else None,
    )


def _own(case: str) -> bool:
    return case not in ("plain", "pandoc", "typst")


def _ratios(bench: Bench) -> Callable[[tuple[int, str], tuple[int, str]], float | None]:
    def ratio(of: tuple[int, str], to: tuple[int, str]) -> float | None:
        above, below = bench.wall(*of), bench.wall(*to)
        return above / below if above and below else None

    return ratio
