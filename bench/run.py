"""`make bench`: measures all cases and writes RESULTS.md.

`--pages`, `--cases` and `--rounds` select a part: then the results are only printed, unless
`--results` names a file. Tools that are missing on the machine are reported in one line.
"""

from __future__ import annotations

import argparse
import compileall
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.book import SIZES
from bench.cases import NAMES, BenchFolder, run, starts_of
from bench.measure import CommandFailed
from bench.results import BenchResults, render

ROOT = Path(__file__).parent.parent
DIFFERENCE_EXIT_CODE = 8  # of `bench.checks`, as of `publish verify`
_ROUNDS = 3


def main(arguments: Sequence[str]) -> int:
    """Measure the selected cases; 1 if a command failed or a check found a difference."""
    options = _parse(arguments)
    # As after the first run on any machine, where the code of templates is kept too.
    compileall.compile_dir(ROOT / "publish", quiet=1)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    bench = BenchResults()
    passed = [_measure(bench, pages, options) for pages in options.pages]
    text = render(bench)
    print(f"\n{text}")
    if options.results:
        options.results.write_text(text, encoding="utf-8")
    return 0 if all(passed) else 1


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, prog="python -m bench.run", epilog=f"Cases: {', '.join(NAMES)}"
    )
    parser.add_argument("--pages", type=int, nargs="+", default=SIZES, metavar="N")
    known = list(NAMES)
    parser.add_argument("--cases", nargs="+", default=known, choices=known, metavar="CASE")
    parser.add_argument("--rounds", type=int, default=_ROUNDS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "bench")
    parser.add_argument("--results", type=Path)
    options = parser.parse_args(arguments)
    whole = (SIZES, list(NAMES)) == (options.pages, options.cases) and options.rounds >= _ROUNDS
    if whole and options.results is None:
        options.results = ROOT / "bench" / "RESULTS.md"
    return options


def _measure(bench: BenchResults, pages: int, options: argparse.Namespace) -> bool:
    """Measure all rounds of one size, and check the last cold build; whether all succeeded."""
    bench_folder = BenchFolder((options.work / str(pages)).resolve())
    _module("bench.book", pages, bench_folder.folder, "--seed", options.seed)
    _module("bench.plain", bench_folder.manuscript, bench_folder.folder / "plain")
    wanted = {*options.cases, *starts_of(options.cases)}
    cases = [case for case in NAMES if case in wanted]
    bench.runs[pages] = {case: [] for case in cases}
    succeeded = [
        _run(bench, pages, case, bench_folder) for _ in range(options.rounds) for case in cases
    ]
    cold = bench_folder.result_of("cold")
    if not cold.exists():
        return all(succeeded)
    words = (
        pages,
        bench_folder.manuscript,
        cold / "out",
        "--plain",
        bench_folder.folder / "plain" / "book.pdf",
    )
    checked = _module("bench.checks", *words, "--seed", options.seed)
    bench.checks[pages] = checked.stdout
    return all(succeeded) and checked.returncode == 0


def _run(bench: BenchResults, pages: int, case: str, bench_folder: BenchFolder) -> bool:
    """Measure one case once; a case that is missing or failed is reported and left out."""
    try:
        measurement = run(case, bench_folder)
    except LookupError as error:
        bench.leave_out(f"{NAMES[case]}, since {error.args[0]}")
        return True
    except CommandFailed as failure:
        print(failure, file=sys.stderr, flush=True)
        bench.leave_out(f"{NAMES[case]} at {pages} pages, since it failed")
        return False
    bench.runs[pages][case].append(measurement)
    line = f"{measurement.wall:8.2f} s {measurement.memory / 1e6:6.0f} MB  {NAMES[case]}"
    print(f"{pages:4} pages, round {len(bench.runs[pages][case])}: {line}", flush=True)
    return True


def _module(name: str, *words: object) -> subprocess.CompletedProcess[str]:
    """Run a module of the bench in a separate process, so that this one stays small."""
    argv = [sys.executable, "-m", name, *map(str, words)]
    done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True)
    if done.returncode not in (0, DIFFERENCE_EXIT_CODE):
        raise CommandFailed(f"{name} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return done


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
