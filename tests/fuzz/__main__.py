"""Runs many trials: `make fuzz N=20000`, or `python -m tests.fuzz --first 0 --count 500`.

Each batch of trials runs in a process of its own, which is ended when a trial hangs or takes too
much memory; the next batch continues after it. `--jobs` batches run at a time. The seed of every
failure is printed, and `--keep SEED FOLDER` writes its book. Progress is printed every 500 trials,
in the order of the seeds, so that an interrupted run can continue with `--first`.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import selectors
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

from tests import warm_templates

ROOT = Path(__file__).resolve().parents[2]
BATCH = 125
WAIT = 180  # seconds (wall clock) for one trial, on a machine that may be busy
MEMORY = 4_000_000_000
CACHED_EACH = 125  # trials, of which every other batch is built with a cache
PDF_EACH = 100  # trials, of which one makes a PDF, unless the environment says otherwise
PROGRESS_EACH = 500


def main() -> int:
    """The exit code: 0 when no trial failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--work", metavar="PRODUCTS", help=argparse.SUPPRESS)
    parser.add_argument("--keep", nargs=2, metavar=("SEED", "FOLDER"))
    arguments = parser.parse_args()
    if arguments.keep:
        return _keep(int(arguments.keep[0]), Path(arguments.keep[1]))
    if arguments.work:
        return _work(arguments.first, arguments.count, Path(arguments.work))
    return _report(arguments.first, arguments.count, arguments.jobs)


def _report(first: int, count: int, jobs: int) -> int:
    from tests.fuzz.trial import make_products

    outcomes: Counter[str] = Counter()
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        for outcome in trials(first, count, make_products(Path(folder)), jobs):
            outcomes["fault" if outcome["fault"] else f"exit {outcome['status']}"] += 1
            if outcome["fault"]:
                failures += 1
                place = f"seed {outcome['seed']}, {outcome['target']}"
                print(f"{place}: {outcome['fault']}", flush=True)
            if outcomes.total() % PROGRESS_EACH == 0:
                at = first + outcomes.total()
                print(f"before seed {at}: {dict(sorted(outcomes.items()))}", flush=True)
    print(f"{outcomes.total()} trials: {dict(sorted(outcomes.items()))}; {failures} failures")
    return 1 if failures else 0


def trials(first: int, count: int, products: Path, jobs: int = 1) -> Iterator[dict[str, object]]:
    """The outcome of each seed in order, even where the process of a batch ends early."""
    end = first + count
    starts = range(first, end, BATCH)
    with ThreadPoolExecutor(jobs) as pool:
        for outcomes in pool.map(
            lambda at: list(_full_batch(at, min(at + BATCH, end), products)), starts
        ):
            yield from outcomes


def _full_batch(at: int, end: int, products: Path) -> Iterator[dict[str, object]]:
    """Every outcome of a batch; after a seed that ends its process, another one continues."""
    while at < end:
        for outcome in _batch(at, end - at, products):
            yield outcome
            at += 1


def _batch(first: int, count: int, products: Path) -> Iterator[dict[str, object]]:
    """Outcomes from one process; a seed for which it does not answer has failed."""
    words = ["--first", str(first), "--count", str(count), "--work", str(products)]
    worker = subprocess.Popen(
        [sys.executable, "-B", "-m", "tests.fuzz", *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PUBLISH_CACHE": "off"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert worker.stdout
    assert worker.stderr
    seed = first
    try:
        with selectors.DefaultSelector() as waiting:
            waiting.register(worker.stdout, selectors.EVENT_READ)
            while seed < first + count:
                line = worker.stdout.readline() if waiting.select(WAIT) else "hang"
                if not line.startswith("{"):
                    break
                yield json.loads(line)
                seed += 1
        if seed < first + count:
            worker.kill()
            last = worker.stderr.read().strip().splitlines()[-1:]
            fault = f"no answer: {line.strip() or 'the process ended'} {last}"
            yield {"seed": seed, "target": "?", "status": -1, "seconds": 0.0, "fault": fault}
    finally:
        worker.kill()
        worker.communicate()


def _work(first: int, count: int, products: Path) -> int:
    """One process: a line of JSON for each trial."""
    from tests.fuzz.trial import run
    from tests.fuzz.watch import Watch

    # Not of its address space, of which the program that draws charts reserves more than it uses.
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    warm_templates.install()  # they take most of the time of a small book
    watch = Watch()
    pdf_each = int(os.environ.get("PDF_EACH", PDF_EACH))
    with tempfile.TemporaryDirectory() as folder:
        watch.place = Path(folder)
        if first // CACHED_EACH % 2:
            os.environ["PUBLISH_CACHE"] = str(Path(folder) / "cache")
        watch.take()
        for seed in range(first, first + count):
            place = Path(folder) / str(seed)
            place.mkdir()
            os.chdir(place)
            outcome = asdict(run(seed, place, products, "epub" if seed % pdf_each else "pdf"))
            if events := watch.take():
                outcome["fault"] = f"{outcome['fault']}; {events[:3]}".strip("; ")
            os.chdir(folder)
            shutil.rmtree(place)
            watch.take()
            print(json.dumps(outcome), flush=True)
    return 0


def _keep(seed: int, place: Path) -> int:
    from tests.fuzz.trial import command_for, make_products, prepare

    place.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        target = prepare(seed, place, make_products(Path(folder)))
    print("publish", *command_for(target, "epub"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
