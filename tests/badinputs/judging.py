"""Holds a bad book and its good twin against what must become of them."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from unittest import mock

from publish.cli import publish
from publish.cli.console import run_and_map_errors
from publish.errors import ExitCode
from tests.badinputs.case import Case, diagnose, told, write

# What a table of many cases counts: a column's name, and what it says of a bad book or its twin.
COLUMNS = {
    "told": "its codes, each at the right file and line",
    "one line": "each in one line, with at most a hint below",
    "exit code": "the exit code of its class",
    "untouched": "no file made, changed or lost",
    "twin": "the good twin is told nothing of, and passes",
}
EXITS = {
    "MAN": ExitCode.MANIFEST,
    **dict.fromkeys(("TXT", "STR", "NUM", "REF", "RES", "ACC", "IMP"), ExitCode.MANUSCRIPT),
    "LAY": ExitCode.LAYOUT,
    "OUT": ExitCode.UNWRITABLE,
    "VER": ExitCode.VERIFICATION,
    "publish": ExitCode.USAGE,
}
_LINE = re.compile(
    r"(?P<path>.+?)(?::(?P<line>\d+))?(?::\d+)?: "
    r"(?P<kind>error|warning) (?P<code>[A-Z]{3}-\d{3}): .+"
)
_USAGE = re.compile(r"publish: error: .+")
_HINT = re.compile(r"  hint: .+")
_EARLIER = b"an earlier product"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What went wrong with a case, by column; nothing when all is as it must be."""

    family: str
    faults: dict[str, str]


def family(case: Case) -> str:
    """The letters that decide the exit code: of the first error, or of a warning."""
    errors = [said for said in case.said if not said.startswith("~")]
    first = min(errors or case.said, key=lambda said: EXITS[_letters(said)])
    return _letters(first)


def judge(case: Case, place: Path) -> Verdict:
    """Run the case's command on its bad book and on its twin, in folders below `place`."""
    faults = dict(_bad_faults(case, place / "bad"))
    faults |= dict(_twin_faults(case, place / "good"))
    return Verdict(family(case), faults)


def _letters(said: str) -> str:
    return said.lstrip("~").split("-")[0]


def _bad_faults(case: Case, place: Path) -> Iterator[tuple[str, str]]:
    home = write(place / "book", case.bad)
    if all(said.startswith("~") for said in case.said):
        report = diagnose(home)
        if told(report, home) != case.said:
            yield "told", f"expected {case.said}, said {told(report, home)}"
        if report.exit_code(strict=True) != ExitCode.STRICT:
            yield "exit code", f"{report.exit_code(strict=True)} of --strict"
        return
    out = place / "out"
    out.mkdir()
    (out / "book.epub").write_bytes(_EARLIER)
    before = _state(place)
    status, said, printed = run(case, place)
    lines = [line for line in said if not _HINT.fullmatch(line)]
    codes = tuple(_told(line, home) for line in lines)
    if codes != case.said:
        yield "told", f"expected {case.said}, said {said}"
    if printed or "" in codes or len(said) - len(lines) > len(lines):
        yield "one line", f"stderr {said}, stdout {printed!r}"
    if status != EXITS[family(case)]:
        yield "exit code", f"{status}, not {EXITS[family(case)]}"
    if _state(place) != before:
        yield "untouched", "files beside the book differ"


def _twin_faults(case: Case, place: Path) -> Iterator[tuple[str, str]]:
    home = write(place / "book", case.good)
    if report := [] if case.words else [str(each) for each in diagnose(home)]:
        yield "twin", str(report)
    if case.words:
        status, said, _ = run(case, place)
        if status or said:
            yield "twin", f"{status}: {said}"


def run(case: Case, place: Path) -> tuple[int, list[str], str]:
    """The command on the book below `place`: its exit code, its lines on stderr, its stdout."""
    words = case.words or ("build", "book", "--out", "out")
    whole = [str(place / word) if word.split("/")[0] in ("book", "out") else word for word in words]
    with speaking(["publish", "--quiet", *whole], place) as (spoken, printed):
        status = run_and_map_errors(publish)
    return status, spoken.getvalue().splitlines(), printed.getvalue()


@contextmanager
def speaking(argv: list[str], place: Path) -> Iterator[tuple[StringIO, StringIO]]:
    """Run the block as a command of its own: its words, its streams, its temporary files."""
    spoken, printed = StringIO(), StringIO()
    with (
        mock.patch.object(sys, "argv", argv),
        mock.patch.object(tempfile, "tempdir", str(place)),
        redirect_stderr(spoken),
        redirect_stdout(printed),
    ):
        yield spoken, printed


def _told(line: str, home: Path) -> str:
    """A line in the form of `Case.said`; empty where it is of no known form."""
    if _USAGE.fullmatch(line):
        return "publish"
    found = _LINE.fullmatch(line)
    if found is None:
        return ""
    sign = "~" if found["kind"] == "warning" else ""
    return f"{sign}{found['code']} {os.path.relpath(found['path'], home)}:{found['line'] or 0}"


def _state(place: Path) -> dict[str, bytes | None]:
    """Every file below a folder with its bytes."""
    found = sorted(place.rglob("*"))
    return {str(path): path.read_bytes() if path.is_file() else None for path in found}
