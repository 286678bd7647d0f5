"""`make web-audit`: what is wrong with the web editions that `make web` built.

Every page is read by the checker of HTML, and in Chromium: the rules of axe in each look on a desk
and on a small phone, without script, the boxes of its notes at 33 widths, what moves, what it asks
of whom, when it shows something on a slow line. The sizes are those of page, style and script.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.web.serving import serve
from publish.external import find_program, locate_program
from publish.verification.validators.ace import HOME, find_browser

ROOT = Path(__file__).parents[2]
VNU = ROOT / ".venv" / "vnu" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
_AUDIT = Path(__file__).with_name("audit.cjs")
_POLICY = "Content-Security-Policy"
_SHARED = ("style/text.css", "style/book.js")


class Finding(NamedTuple):
    """What is wrong: on which page, by which measure, at which width or in which look."""

    page: str
    kind: str
    where: str
    what: str


def main(arguments: Sequence[str]) -> int:
    """Print what is wrong; 1 if anything is."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.web.run")
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--page", action="append", help="read these pages alone")
    options = parser.parse_args(arguments)
    total = 0
    for folder in options.folders:
        pages = options.page or sorted(_pages(folder))
        count = 0
        for each in _findings(folder, pages):
            count += 1
            print(f"{folder.name}/{each.page}: {each.kind} {each.where}: {each.what}", flush=True)
        told = f"{len(pages)} pages, {count} findings; {_sizes(folder, pages)}"
        print(f"{folder.name}: {told}", flush=True)
        total += count
    return min(total, 1)


def _findings(folder: Path, pages: Sequence[str]) -> Iterator[Finding]:
    yield from checked(folder, pages)
    yield from read_in_browser(folder, pages)


def _pages(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*.html"):
        if "pagefind" not in path.parts:
            yield path.relative_to(folder).as_posix()


def checked(folder: Path, pages: Sequence[str]) -> Iterator[Finding]:
    """What the checker of HTML finds, errors and warnings."""
    with tempfile.TemporaryDirectory() as name:
        copies = [Path(name) / page for page in pages]
        for page, copy in zip(pages, copies, strict=True):
            copy.parent.mkdir(parents=True, exist_ok=True)
            # A file has no host, so that no policy could hold.
            lines = (folder / page).read_text(encoding="utf-8").splitlines(keepends=True)
            copy.write_text("".join(x for x in lines if _POLICY not in x), encoding="utf-8")
        command = [
            str(find_program("java")),
            "-jar",
            str(VNU),
            "--format",
            "json",
            *map(str, copies),
        ]
        done = subprocess.run(command, capture_output=True, check=False)
        for each in json.loads(done.stderr)["messages"]:
            page = each.get("url", "").partition(f"{Path(name).name}/")[2]
            what = f"{each['message']} {each.get('extract', '')}".replace("\n", " ")
            yield Finding(page, "html", str(each.get("lastLine", "")), what)


def read_in_browser(folder: Path, pages: Sequence[str]) -> Iterator[Finding]:
    """What a browser finds, page by page."""
    with serve(folder) as origin, tempfile.TemporaryFile("w+") as plan:
        json.dump(
            {
                "modules": str(HOME / "node_modules"),
                "browser": str(locate_program(find_browser())),
                "origin": origin,
                "pages": list(pages),
            },
            plan,
        )
        plan.seek(0)
        command = [str(find_program("node")), str(_AUDIT)]
        with subprocess.Popen(command, stdin=plan, stdout=subprocess.PIPE, text=True) as audit:
            assert audit.stdout is not None
            for line in audit.stdout:
                for each in json.loads(line):
                    yield Finding(each["page"], each["kind"], str(each["where"]), each["what"])
        if audit.returncode:
            raise SystemExit(f"{_AUDIT.name} ended with {audit.returncode}")


def _sizes(folder: Path, pages: Sequence[str]) -> str:
    shared = [(folder / name).read_bytes() for name in _SHARED]
    largest = max(((folder / page).read_bytes() for page in pages), key=len)
    parts = [largest, *shared]
    raw = "+".join(f"{len(part) / 1000:.1f}" for part in parts)
    packed = sum(len(gzip.compress(part)) for part in parts) / 1000
    return f"largest page + style + script {raw} kB, {packed:.1f} packed"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
