"""Ace by DAISY, the reference checker of EPUB Accessibility (https://daisy.github.io/ace/).

It opens every page in a browser and runs the rules of axe-core over it. Its exit status says only
whether it ran: the outcome stands in its report.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from publish.errors import MissingTool
from publish.external import ToolFailed, install_command, run
from publish.verify.validators.cache import Question, remembered
from publish.verify.validators.verdict import Finding, Verdict

CODE = "VER-803"
# Where `scripts/bootstrap.py` puts it, beside the Python that runs this.
HOME = Path(sys.prefix) / "ace"
_PACKAGE = "node_modules/@daisy/ace-cli"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Seconds: what the longest books took, several times over, and how long a browser may take to come.
_EACH_FILE, _BROWSER_START = 900.0, 60


def validate_accessibility(paths: Sequence[Path], *, cache: Path | None = None) -> list[Verdict]:
    """Ace's verdict on each EPUB; `cache` is a folder that remembers verdicts by content.

    Raises `MissingTool` and `ToolFailed`.
    """
    program, release = locate()
    name = f"Ace {release}"

    def ask(unknown: Sequence[Question]) -> list[tuple[Finding, ...]]:
        return [tuple(_inspect(program, question.path)) for question in unknown]

    found = remembered([Question(path, "EPUB", name) for path in paths], cache, ask)
    return [
        Verdict(path, name, CODE, findings) for path, findings in zip(paths, found, strict=True)
    ]


def locate() -> tuple[Path, str]:
    """Ace's program and its version; raises `MissingTool` without it, Node.js or a browser."""
    hint = "in a checkout: make validate; elsewhere: npm install -g @daisy/ace-cli@1.4.6"
    beside = HOME / _PACKAGE / "bin/ace.js"
    named = shutil.which("ace-cli")
    if not beside.is_file() and named is None:
        raise MissingTool("Ace is missing", hint=hint)
    program = beside if beside.is_file() else Path(str(named)).resolve()
    described = program.parents[1] / "package.json"
    for needed in ("node", browser()):
        if shutil.which(needed) is None:
            hint = f"install it with: {install_command(needed)}"
            raise MissingTool(f"Ace needs the program `{needed}`", hint=hint)
    return program, str(json.loads(described.read_text(encoding="utf-8"))["version"])


def browser() -> str:
    """The browser that opens the pages: the one that the environment names, or one of Debian's."""
    given = os.environ.get("PUPPETEER_EXECUTABLE_PATH")
    return given or next(filter(shutil.which, _BROWSERS), _BROWSERS[0])


def _inspect(program: Path, book: Path) -> Iterator[Finding]:
    with tempfile.TemporaryDirectory(prefix="publish-ace-") as folder:
        # Whatever a browser remembers goes with the folder.
        environment = {
            "PUPPETEER_EXECUTABLE_PATH": str(shutil.which(browser())),
            "ACE_TIMEOUT_INITIAL": str(_BROWSER_START * 1000),
            "HOME": folder,
            "TMPDIR": folder,
        }
        done = run(
            ["node", program, "--silent", "--force", "--outdir", folder, book.resolve()],
            timeout=_EACH_FILE,
            environment=environment,
            expect=None,
        )
        report = Path(folder) / "report.json"
        if not report.is_file():
            yield Finding("unreadable", done.last_error_line() or "no report came")
            return
        yield from read_report(report.read_bytes())


def read_report(content: bytes) -> Iterator[Finding]:
    """What a report finds, each rule once, with the first place where it is broken.

    An outcome that is no pass without any rule broken is a finding too; raises `ToolFailed` where
    the report is rubbish.
    """
    try:
        report = json.loads(content)
        outcome = report["earl:result"]["earl:outcome"]
        broken = list(_broken(report))
    except (ValueError, KeyError, TypeError) as error:
        raise ToolFailed("Ace gave no report that can be read") from error
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
