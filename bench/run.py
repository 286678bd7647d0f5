"""`make bench`: measures all cases side by side and writes RESULTS.md.

`--pages`, `--cases` and `--rounds` choose less than everything: then the results are only printed,
unless `--results` names a file. What is missing on the machine is told in one line.
"""

from __future__ import annotations

import argparse
import compileall
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.book import SIZES
from bench.cases import NAMES, WARM, Desk, run
from bench.measure import Failed
from bench.results import Bench, render

ROOT = Path(__file__).parent.parent
DIFFERS = 8  # the exit code of `bench.checks`, as of `publish verify`, for what is not right
_ROUNDS = 3


def main(arguments: Sequence[str]) -> int:
    """Measure what the arguments choose; 1 where a command failed or a check found a fault."""
    chosen = _parse(arguments)
    compileall.compile_dir(ROOT / "publish", quiet=1)  # as after the first run on any machine
    bench = Bench()
    right = [_measure(bench, pages, chosen) for pages in chosen.pages]
    text = render(bench)
    print(f"\n{text}")
    if chosen.results:
        chosen.results.write_text(text, encoding="utf-8")
    return 0 if all(right) else 1


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
    chosen = parser.parse_args(arguments)
    whole = (SIZES, list(NAMES)) == (chosen.pages, chosen.cases) and chosen.rounds >= _ROUNDS
    if whole and chosen.results is None:
        chosen.results = ROOT / "bench" / "RESULTS.md"
    return chosen


def _measure(bench: Bench, pages: int, chosen: argparse.Namespace) -> bool:
    """All rounds of one size, and the checks of what the last cold build left; whether all went."""
    desk = Desk((chosen.work / str(pages)).resolve())
    _module("bench.book", pages, desk.folder, "--seed", chosen.seed)
    _module("bench.plain", desk.manuscript, desk.folder / "plain")
    wanted = {*chosen.cases, *(["cold"] if WARM & set(chosen.cases) else [])}
    cases = [case for case in NAMES if case in wanted]
    bench.runs[pages] = {case: [] for case in cases}
    went = [_run(bench, pages, case, desk) for _ in range(chosen.rounds) for case in cases]
    if not desk.built.exists():
        return all(went)
    words = (
        pages,
        desk.manuscript,
        desk.built / "out",
        "--plain",
        desk.folder / "plain" / "book.pdf",
    )
    checked = _module("bench.checks", *words, "--seed", chosen.seed)
    bench.checks[pages] = checked.stdout
    return all(went) and checked.returncode == 0


def _run(bench: Bench, pages: int, case: str, desk: Desk) -> bool:
    """One case once; what is not there, or failed, is told and left out."""
    try:
        taken = run(case, desk)
    except LookupError as lack:
        bench.leave_out(f"{NAMES[case]}, since {lack.args[0]}")
        return True
    except Failed as failure:
        print(failure, file=sys.stderr, flush=True)
        bench.leave_out(f"{NAMES[case]} at {pages} pages, since it failed")
        return False
    bench.runs[pages][case].append(taken)
    told = f"{taken.wall:8.2f} s {taken.memory / 1e6:6.0f} MB  {NAMES[case]}"
    print(f"{pages:4} pages, round {len(bench.runs[pages][case])}: {told}", flush=True)
    return True


def _module(name: str, *words: object) -> subprocess.CompletedProcess[str]:
    """Run a module of the bench in a process of its own, so that this one stays small."""
    argv = [sys.executable, "-m", name, *map(str, words)]
    done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True)
    if done.returncode not in (0, DIFFERS):
        raise Failed(f"{name} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return done


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
