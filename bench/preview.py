"""Measures `publish preview`: how long after a save a browser has what it shows.

    python -m bench.preview [--pages N] [--edits N] [--book FOLDER]

A word is put into a paragraph at a random place of the book, and all states are read that the
preview tells, as a browser does; of the print edition, the picture of the first page that has
changed is asked for as well. After that a heading is written that is one too many, and taken out
again, which changes nothing.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from bench.book import make
from bench.cases import PUBLISH

ROOT = Path(__file__).parent.parent
_SECONDS = 300.0
_VIEWS = 3
_ONE_TOO_MANY = "\n\n# One title too many\n"
_NAMES = {
    "error": "an error is shown",
    "ebook": "e-book",
    "web": "web page",
    "page": "changed page, as a picture",
    "print": "all printed pages",
}
State = Mapping[str, Any]
Seconds = dict[str, float]


class Shown:
    """A preview as a browser has it: its states, and the pages of the print edition."""

    def __init__(self, process: int, address: str, events: IO[bytes]) -> None:
        self.process = process
        self._address, self._events = address, events
        self._hashes: set[str] = set()

    def states(self) -> Iterator[State]:
        """The states as they come."""
        while line := self._events.readline().decode():
            if line.startswith("data: "):
                yield json.loads(line[6:])

    def wait(self, wanted: Callable[[State], bool]) -> State:
        """The next state of a kind."""
        return next(state for state in self.states() if wanted(state))

    def draw_changed(self, version: int) -> bool:
        """Get the picture of the first page that is new in a version; whether there is one."""
        rows = json.loads(self._get(f"v/{version}/print/pages.json"))
        new = [row["hash"] for row in rows if row["hash"] not in self._hashes]
        if new:
            self._get(f"v/{version}/print/{new[0]}.png?dpi=108")
        self._hashes = {row["hash"] for row in rows}
        return bool(new)

    def _get(self, path: str) -> bytes:
        with urllib.request.urlopen(self._address + path, timeout=_SECONDS) as answer:
            return bytes(answer.read())


@contextmanager
def shown(book: Path, cache: Path) -> Iterator[Shown]:
    """A preview of a book, ended by Ctrl-C."""
    environment = {**os.environ, "PUBLISH_CACHE": str(cache)}
    with subprocess.Popen(
        [PUBLISH, "preview", book],
        env=environment,
        stdout=subprocess.PIPE,
    ) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().decode().strip()
            with urllib.request.urlopen(f"{address}events", timeout=_SECONDS) as events:
                yield Shown(process.pid, address, events)
        finally:
            process.send_signal(signal.SIGINT)


def is_complete(state: State) -> bool:
    """Whether all views show the newest text."""
    stale = any(view["stale"] for view in state["views"].values())
    return (
        not state["building"]
        and not stale
        and len(state["views"]) == len(("print", "ebook", "web"))
    )


def after_edit(preview: Shown, before: State) -> tuple[Seconds, State]:
    """The seconds from now until each view is shown, and the state when all are."""
    start, seconds = time.perf_counter(), Seconds()
    known = {view: each["version"] for view, each in before["views"].items()}
    for state in preview.states():
        for view, each in state["views"].items():
            if each["version"] > known[view] and not each["new_pages"]:
                seconds.setdefault(view, time.perf_counter() - start)
        if state["views"]["print"]["version"] > known["print"] and "page" not in seconds:
            preview.draw_changed(state["views"]["print"]["version"])
            seconds["page"] = time.perf_counter() - start
        if "print" in seconds and is_complete(state):
            return seconds, state
    raise SystemExit("the preview ended")


def after_error(preview: Shown, file: Path) -> Seconds:
    """The seconds until an error is shown, which is taken out again."""
    text, start = file.read_text(encoding="utf-8"), time.perf_counter()
    file.write_text(text + _ONE_TOO_MANY, encoding="utf-8")
    preview.wait(lambda state: any(each["severity"] == "error" for each in state["diagnostics"]))
    seconds = time.perf_counter() - start
    file.write_text(text, encoding="utf-8")
    preview.wait(is_complete)
    return {"error": seconds}


def edit(book: Path, chance: random.Random) -> Path:
    """Put a word into a paragraph, and return the changed file."""
    file = chance.choice(sorted(book.glob("chapter-*.md")))
    blocks = file.read_text(encoding="utf-8").split("\n\n")
    at = chance.choice([at for at, block in enumerate(blocks) if block[0].isalpha()])
    first, _, rest = blocks[at].partition(" ")
    blocks[at] = f"{first} {chance.choice(('quiet', 'slow', 'winding'))} {rest}"
    file.write_text("\n\n".join(blocks), encoding="utf-8")
    return file


def measured(book: Path, cache: Path, edits: int, pause: float) -> list[Seconds]:
    """The seconds of each edit."""
    chance, all_seconds = random.Random(), []  # others than those that the cache has
    with shown(book, cache) as preview:
        state = preview.wait(is_complete)
        preview.draw_changed(state["version"])
        for _ in range(edits):
            time.sleep(pause)  # until all is verified, as a writer looks at the page
            file = edit(book, chance)
            seconds, state = after_edit(preview, state)
            time.sleep(pause)
            all_seconds.append(seconds | after_error(preview, file))
    return all_seconds


def table(all_seconds: Sequence[Seconds], pages: int) -> str:
    """The medians and the slowest, as a table."""
    lines = [f"A book of about {pages} pages, {len(all_seconds)} edits", ""]
    lines += ["| after a save | median seconds | slowest |", "|:--|--:|--:|"]
    for name, words in _NAMES.items():
        values = [each[name] for each in all_seconds if name in each]
        if values:
            lines.append(f"| {words} | {statistics.median(values):.2f} | {max(values):.2f} |")
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.preview")
    parser.add_argument("--pages", type=int, default=450)
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--pause", type=float, default=4.0)
    parser.add_argument("--book", type=Path)
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "bench" / "preview")
    options = parser.parse_args(arguments)
    compileall.compile_dir(ROOT / "publish", quiet=1)
    book = options.work / "book"
    shutil.rmtree(book, ignore_errors=True)
    if options.book is None:
        make(options.work / "made", options.pages)
    shutil.copytree(options.book or options.work / "made" / "manuscript", book)
    all_seconds = measured(book, options.work / "cache", options.edits, options.pause)
    print(table(all_seconds, options.pages))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
