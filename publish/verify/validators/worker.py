"""The child process in which Java runs: a question on standard input, the answer on output."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import jpype

from publish.errors import ExitCode
from publish.verify.validators import epubcheck, verapdf
from publish.verify.validators.java import answer
from publish.verify.validators.verdict import Finding

# Each looks at a file with an archive of Java, by some rules.
_Inspect = Callable[[Path, Path, str], list[Finding]]
_INSPECT: dict[str, _Inspect] = {
    "epubcheck": epubcheck.inspect,
    "verapdf": verapdf.inspect,
}
# Most of the time is the start, so the quick compiler and the small collector win.
_MACHINE = (
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-Djava.awt.headless=true",
    "-Duser.language=en",
)


def main() -> int:
    """Answer one question; `ExitCode.MISSING` where no Java runtime is found."""
    # Java libraries print where they like: only the answer may reach standard output.
    reply_to = os.dup(1)
    os.dup2(2, 1)
    question = json.load(sys.stdin)
    try:
        jpype.startJVM(*_MACHINE, classpath=[question["jar"]])
    except jpype.JVMNotFoundException:
        return ExitCode.MISSING_TOOL
    _silence_logs()
    inspect = _INSPECT[question["validator"]]
    archive = Path(question["jar"])
    findings = [_guarded(inspect, Path(path), archive, rules) for path, rules in question["files"]]
    with os.fdopen(reply_to, "wb") as reply:
        reply.write(answer(findings))
    return ExitCode.OK


def _silence_logs() -> None:
    logging = jpype.JPackage("java").util.logging
    logging.LogManager.getLogManager().reset()
    logging.Logger.getLogger("").setLevel(logging.Level.OFF)


def _guarded(inspect: _Inspect, path: Path, archive: Path, rules: str) -> list[Finding]:
    """A file that a validator cannot even read is a finding about that file, not the end."""
    try:
        return inspect(path, archive, rules)
    except jpype.JException as failure:
        return [Finding("unreadable", str(failure).splitlines()[0])]


if __name__ == "__main__":
    sys.exit(main())
