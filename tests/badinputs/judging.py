"""Judges a bad book and its good twin: diagnostics, exit code and files."""

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
from tests.badinputs.case import Case, diagnose, summaries, write

# The columns of the table of cases: name, and what it requires of a bad book or its twin.
COLUMNS = {
    "reported": "its codes, each at the right file and line",
    "one line": "each in one line, with at most a hint below",
    "exit code": "the exit code of its class",
    "untouched": "no file created, changed or lost",
    "twin": "the good twin has no diagnostics, and passes",
}
# Errors that stop the PDF alone.
_OF_THE_PDF = frozenset({"TXT-004", "TXT-005", "TXT-006"})
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
    """The faults of a case by column; empty if it passes."""

    family: str
    faults: dict[str, str]


def family(case: Case) -> str:
    """The letters that decide the exit code: of the first error, or of a warning."""
    errors = [line for line in case.expected if not line.startswith("~")]
    first = min(errors or case.expected, key=lambda line: EXITS[_letters(line)])
    return _letters(first)


def judge(case: Case, place: Path) -> Verdict:
    """Run the command of a case on its bad book and on its twin, in folders below `place`."""
    faults = dict(_bad_faults(case, place / "bad"))
    faults |= dict(_twin_faults(case, place / "good"))
    return Verdict(family(case), faults)


def _letters(line: str) -> str:
    return line.lstrip("~").split("-")[0]


def _bad_faults(case: Case, place: Path) -> Iterator[tuple[str, str]]:
    home = write(place / "book", case.bad)
    if all(line.startswith("~") for line in case.expected):
        report = diagnose(home)
        if summaries(report, home) != case.expected:
            yield "reported", f"expected {case.expected}, reported {summaries(report, home)}"
        if report.exit_code(strict=True) != ExitCode.STRICT:
            yield "exit code", f"{report.exit_code(strict=True)} of --strict"
        return
    out = place / "out"
    out.mkdir()
    for name in ("book.epub", "book.pdf"):
        (out / name).write_bytes(_EARLIER)
    before = _state(place)
    status, stderr, stdout = run(case, place)
    lines = [line for line in stderr if not _HINT.fullmatch(line)]
    codes = tuple(_summary(line, home) for line in lines)
    if codes != case.expected:
        yield "reported", f"expected {case.expected}, printed {stderr}"
    if stdout or "" in codes or len(stderr) - len(lines) > len(lines):
        yield "one line", f"stderr {stderr}, stdout {stdout!r}"
    if status != EXITS[family(case)]:
        yield "exit code", f"{status}, not {EXITS[family(case)]}"
    if _OF_THE_PDF.issuperset(code.partition(" ")[0] for code in case.expected):
        (out / "book.epub").write_bytes(_EARLIER)  # which was built
    if _state(place) != before:
        yield "untouched", "files next to the book differ"


def _twin_faults(case: Case, place: Path) -> Iterator[tuple[str, str]]:
    home = write(place / "book", case.good)
    if report := [] if case.words else [str(each) for each in diagnose(home)]:
        yield "twin", str(report)
    if case.words:
        status, stderr, _ = run(case, place)
        if status or stderr:
            yield "twin", f"{status}: {stderr}"


def run(case: Case, place: Path) -> tuple[int, list[str], str]:
    """Run the command of a case below `place`: its exit code, its lines on stderr, its stdout."""
    words = case.words or ("build", "book", "--out", "out")
    whole = [str(place / word) if word.split("/")[0] in ("book", "out") else word for word in words]
    with captured_command(["publish", "--quiet", *whole], place) as (stderr, stdout):
        status = run_and_map_errors(publish)
    return status, stderr.getvalue().splitlines(), stdout.getvalue()


@contextmanager
def captured_command(argv: list[str], place: Path) -> Iterator[tuple[StringIO, StringIO]]:
    """Run the block as a command with its own arguments, streams and temporary files."""
    stderr, stdout = StringIO(), StringIO()
    with (
        mock.patch.object(sys, "argv", argv),
        mock.patch.object(tempfile, "tempdir", str(place)),
        redirect_stderr(stderr),
        redirect_stdout(stdout),
    ):
        yield stderr, stdout


def _summary(line: str, home: Path) -> str:
    """A line in the form of `Case.expected`; empty if it has another form."""
    if _USAGE.fullmatch(line):
        return "publish"
    match = _LINE.fullmatch(line)
    if match is None:
        return ""
    prefix = "~" if match["kind"] == "warning" else ""
    return f"{prefix}{match['code']} {os.path.relpath(match['path'], home)}:{match['line'] or 0}"


def _state(place: Path) -> dict[str, bytes | None]:
    """Every file below a folder with its bytes."""
    paths = sorted(place.rglob("*"))
    return {str(path): path.read_bytes() if path.is_file() else None for path in paths}
