"""Measures whether the memory of `publish preview` stays flat over many edits.

    python -m bench.preview_memory [--pages N] [--edits N] [--step N] [--book FOLDER]

A word is put into a paragraph again and again, as in `bench/preview.py`, and the changed page is
asked for as a picture. Every few edits the resident memory is read of each process that stays: the
one that builds, that of the browser, and those of the layout engine.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bench.book import make
from bench.preview import ROOT, after_edit, edit, is_complete, shown

_MOMENT = 0.5  # seconds between two looks at the copies of a process
_REST = 3.0  # seconds without computing, after which nothing more is to come
_MAIN = "publish"

Row = Mapping[str, float]  # megabytes, by process


def memory(process: int) -> dict[str, float]:
    """The megabytes of a preview at rest and of what it has started, by what they are."""
    own = _command(process)
    while any(_command(child) == own for child in _children(process)):  # it verifies the views
        time.sleep(_MOMENT)
    _wait_for_rest(process)
    sizes = {_MAIN: _resident(process)}
    for child in _children(process):
        sizes[" ".join(_command(child)[2:4]).partition(" /")[0]] = _resident(child)
    return sizes


def _wait_for_rest(process: int) -> None:
    """Wait until a process computes nothing: on a busy machine it collects garbage for seconds."""
    before: list[str] = []
    while before != (now := _computed(process)):
        before = now
        time.sleep(_REST)


def _computed(process: int) -> list[str]:
    """The time that a process has computed."""
    stat = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    return stat.rpartition(")")[2].split()[11:13]


def _resident(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def _children(process: int) -> Iterator[int]:
    path = Path(f"/proc/{process}/task/{process}/children")
    yield from map(int, path.read_text(encoding="ascii").split())


def _command(process: int) -> list[str]:
    path = Path(f"/proc/{process}/cmdline")
    return path.read_bytes().decode().strip("\0").split("\0")


def measured(book: Path, cache: Path, edits: int, step: int) -> Iterator[tuple[int, Row]]:
    """The memory after every so many edits."""
    chance = random.Random(18)
    with shown(book, cache) as preview:
        state = preview.wait(is_complete)
        for number in range(edits + 1):
            if number % step == 0:
                time.sleep(_MOMENT)  # then the last views are verified
                yield number, memory(preview.process)
            edit(book, chance)
            _, state = after_edit(preview, state)


def main(arguments: Sequence[str]) -> int:
    """Measure, and print a row for each step."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.preview_memory")
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--edits", type=int, default=500)
    parser.add_argument("--step", type=int, default=25)
    parser.add_argument("--book", type=Path)
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "bench" / "preview-memory")
    options = parser.parse_args(arguments)
    book = options.work / "book"
    shutil.rmtree(options.work, ignore_errors=True)
    if options.book is None:
        make(options.work / "made", options.pages)
    shutil.copytree(options.book or options.work / "made" / "manuscript", book)
    for number, row in measured(book, options.work / "cache", options.edits, options.step):
        sizes = ", ".join(f"{name} {size:.1f}" for name, size in row.items())
        print(f"{number:4d} edits, MB: {sizes}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
