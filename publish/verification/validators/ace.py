"""Ace by DAISY, the reference checker of EPUB Accessibility (https://daisy.github.io/ace/).

It opens every page in a browser and runs the rules of axe-core on it. Its exit status says only
whether it ran: the outcome is in its report.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from publish.cache import NO_CACHE, Cache
from publish.errors import MissingTool
from publish.external import ToolFailed, install_command, locate_program, run
from publish.verification.validators.cache import Request, cached_findings
from publish.verification.validators.verdict import Finding, Verdict

CODE = "VER-803"
# Where `scripts/bootstrap.py` installs it, next to the running Python.
HOME = Path(sys.prefix) / "ace"
_PACKAGE = "node_modules/@daisy/ace-cli"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Seconds: several times what the longest books took, and how long a browser may take to start.
_EACH_FILE, _BROWSER_START = 900.0, 60


def validate_accessibility(paths: Sequence[Path], *, cache: Cache = NO_CACHE) -> list[Verdict]:
    """Ace's verdict on each EPUB; `cache` has verdicts by content.

    Raises `MissingTool` and `ToolFailed`.
    """
    program, version = find_ace()
    name = f"Ace {version}"

    def validate(unknown: Sequence[Request]) -> list[tuple[Finding, ...]]:
        return [tuple(_inspect(program, request.path)) for request in unknown]

    requests = [Request(path, "EPUB", name) for path in paths]
    found = zip(paths, cached_findings(requests, cache, validate), strict=True)
    return [Verdict(path, name, CODE, findings) for path, findings in found]


def find_ace() -> tuple[Path, str]:
    """Ace's program and its version; raises `MissingTool` without it, Node.js or a browser."""
    hint = "in a checkout: make validate; elsewhere: npm install -g @daisy/ace-cli@1.4.6"
    own = HOME / _PACKAGE / "bin/ace.js"
    on_path = locate_program("ace-cli")
    if not own.is_file() and on_path is None:
        raise MissingTool("Ace is not installed", hint=hint)
    program = own if own.is_file() else Path(str(on_path)).resolve()
    manifest = program.parents[1] / "package.json"
    for needed in ("node", find_browser()):
        if locate_program(needed) is None:
            hint = f"install it with: {install_command(needed)}"
            raise MissingTool(f"Ace needs the program `{needed}`", hint=hint)
    return program, str(json.loads(manifest.read_text(encoding="utf-8"))["version"])


def find_browser() -> str:
    """The browser that opens the pages: the one that the environment names, or one of Debian's."""
    chosen = os.environ.get("PUPPETEER_EXECUTABLE_PATH")
    return chosen or next(filter(locate_program, _BROWSERS), _BROWSERS[0])


def _inspect(program: Path, book: Path) -> Iterator[Finding]:
    with tempfile.TemporaryDirectory(prefix="publish-ace-") as folder:
        # All that a browser stores is deleted with the folder.
        environment = {
            "PUPPETEER_EXECUTABLE_PATH": str(locate_program(find_browser())),
            "ACE_TIMEOUT_INITIAL": str(_BROWSER_START * 1000),
            "HOME": folder,
            "TMPDIR": folder,
        }
        done = run(
            ["node", program, "--silent", "--force", "--outdir", folder, book.resolve()],
            timeout=_EACH_FILE,
            folder=Path(folder),
            environment=environment,
            expect=None,
        )
        report = Path(folder) / "report.json"
        if not report.is_file():
            yield Finding("unreadable", done.last_error_line() or "it wrote no report")
            return
        yield from read_report(report.read_bytes())


def read_report(content: bytes) -> Iterator[Finding]:
    """The findings in a report, each rule once, with its first place.

    An outcome other than a pass is a finding too where no rule is broken; raises `ToolFailed` for
    a malformed report.
    """
    try:
        report = json.loads(content)
        outcome = report["earl:result"]["earl:outcome"]
        broken = list(_broken(report))
    except (ValueError, KeyError, TypeError) as error:
        raise ToolFailed("the report of Ace cannot be read") from error
    counts: dict[str, int] = {}
    for rule, _, _ in broken:
        counts[rule] = counts.get(rule, 0) + 1
    firsts = {rule: (message, place) for rule, message, place in reversed(broken)}
    for rule, count in counts.items():
        yield Finding(rule, *firsts[rule], count=count)
    if outcome != "pass" and not counts:
        yield Finding("incomplete", f"the outcome is `{outcome}`")


def _broken(report: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Rule, message and place of every assertion that failed, in the order of the report."""
    for document in report["assertions"]:
        place = document["earl:testSubject"]["url"]
        for assertion in document["assertions"]:
            result = assertion["earl:result"]
            if result["earl:outcome"] != "pass":
                lines = str(result["dct:description"]).split("\n")
                message = " ".join(filter(None, map(str.strip, lines)))
                yield assertion["earl:test"]["dct:title"], message, place
