"""Cuts deliveries at random points, looks at what readers see, and continues them.

    python -m tests.delivery.trials --count 25 --seed 0 --kind s3

A delivery to a server is cut by its line, one to a folder by a kill. The program is a process of
its own, since clients and servers have threads.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from publish.api import releases
from publish.delivery import connection
from publish.diagnostics import ContentError
from tests.delivery.dists import FIRST, MORE, REPLACED, WITH_NOTES, Files, write_files
from tests.delivery.readers import faults, visible
from tests.delivery.sites import SITES, DiskSite, Site

# By name: the files delivered before, those to deliver, and whether they replace a release.
CASES = {"more": (FIRST, MORE), "replaced": (WITH_NOTES, REPLACED)}
Cut = Callable[[Path, Site, int | None], int]


def deliver(dist: Path, site: Site) -> Any:
    return releases.deliver(dist, site.address, replace=True)


def cut_line(line: Any) -> Cut:
    """A delivery whose line breaks after a number of bytes; gives how many passed."""

    def run(dist: Path, site: Site, limit: int | None) -> int:
        line.mend(limit)
        try:
            deliver(dist, site)
        except ContentError as error:
            if limit is None or {each.code for each in error.report} != {"DEL-004"}:
                raise
        passed = int(line.passed)
        line.mend()
        return passed

    return run


def cut_process(dist: Path, site: Site, limit: int | None) -> int:
    """A delivery to a folder that is killed at one of its steps; gives how many it has done."""
    steps, writer = os.pipe()
    child = os.fork()
    if child == 0:
        done = 0

        def step(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal done
            if event in ("open", "os.rename", "os.mkdir", "os.remove", "step"):
                if done == limit:
                    os._exit(9)
                done += 1

        shutil.copyfileobj = _slow_copy  # type: ignore[assignment]
        sys.addaudithook(step)
        deliver(dist, site)
        os.write(writer, str(done).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(steps) as reader:
        text = reader.read()
    os.waitpid(child, 0)
    return int(text or limit or 0)


def _slow_copy(source: Any, target: Any, _: int) -> None:
    while piece := source.read(8192):
        sys.audit("step")
        target.write(piece)


def run_trials(site: Site, cut: Cut, count: int, rng: random.Random) -> Iterator[str]:
    """The faults of some trials, half of them for each case."""
    for number, (name, (old, new)) in enumerate(CASES.items()):
        with tempfile.TemporaryDirectory() as folder:
            old_dist, new_dist = Path(folder) / "old", Path(folder) / "new"
            write_files(old_dist, old)
            write_files(new_dist, new)
            site.reset({})
            deliver(old_dist, site)
            before = site.files()
            total = cut(new_dist, site, None)
            after = site.files()
            for _ in range((count + number) // len(CASES)):
                limit = rng.randrange(total)
                site.reset(before)
                cut(new_dist, site, limit)
                for fault in _continued(site, new_dist, before, after):
                    yield f"{name}, cut at {limit} of {total}: {fault}"


def _continued(site: Site, dist: Path, before: Files, after: Files) -> Iterator[str]:
    """What is wrong after a cut, and after the delivery that continues it."""
    seen = visible(site.files())
    yield from faults(seen, before, after)
    lacking = {name for name in after if seen.get(name) != after[name]}
    done = deliver(dist, site)
    if set(done.sent) != lacking:
        yield f"sent {sorted(set(done.sent) ^ lacking)} without need, or not"
    if site.files() != after:
        yield "the end is another"
    stamps = site.stamps()
    again = deliver(dist, site)
    if again.sent or again.removed or site.stamps() != stamps:
        yield "a delivery with nothing new has written something"


def trials_of(kind: str, home: Path, count: int, rng: random.Random) -> Iterator[str]:
    if kind == "folder":
        root = home / "public"
        root.mkdir()
        yield from run_trials(DiskSite(str(root), root), cut_process, count, rng)
    else:
        with SITES[kind](home) as (site, line):
            yield from run_trials(site, cut_line(line), count, rng)


def main() -> int:
    """Run the trials of all kinds, or of one; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.delivery.trials")
    parser.add_argument("--count", type=int, default=25, help="cuts of each kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kind", choices=["folder", *SITES], action="append")
    arguments = parser.parse_args()
    connection.PAUSES = (0.0,)
    # As the command does: libraries log what a cut does to their tasks.
    logging.getLogger().addHandler(logging.NullHandler())
    found = False
    for kind in arguments.kind or ["folder", *SITES]:
        with tempfile.TemporaryDirectory() as name:
            os.environ["HOME"] = name
            rng = random.Random(f"{arguments.seed} {kind}")
            for fault in trials_of(kind, Path(name), arguments.count, rng):
                found = True
                print(f"{kind}, seed {arguments.seed}: {fault}", flush=True)
        print(f"{kind}: {arguments.count} cuts", flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
