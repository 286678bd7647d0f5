"""The child process in which Java runs: a request on standard input, the reply on output."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jpype

from publish.errors import ExitCode
from publish.verification.validators import epubcheck, verapdf
from publish.verification.validators.java import encode_findings
from publish.verification.validators.verdict import Finding

# The findings in a file, by some rules; the archive has the validator.
_Inspect = Callable[[Path, Path, str], list[Finding]]
_INSPECT: dict[str, _Inspect] = {
    "epubcheck": epubcheck.inspect,
    "verapdf": verapdf.inspect,
}
# Most of the time is the start, so the quick compiler and the small collector are faster.
_MACHINE = (
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-Djava.awt.headless=true",
    "-Duser.language=en",
)


def main() -> int:
    """Reply to one request; `ExitCode.MISSING_TOOL` where no Java runtime is found."""
    # Java libraries print to standard output, where only the reply may go.
    reply_to = os.dup(1)
    os.dup2(2, 1)
    request = json.load(sys.stdin)
    try:
        start_machine(request["jar"])
    except jpype.JVMNotFoundException:
        return ExitCode.MISSING_TOOL
    content = reply(request)
    with os.fdopen(reply_to, "wb") as stream:
        stream.write(content)
    return ExitCode.OK


def start_machine(archive: str) -> None:
    """Start Java with a validator; a process can do so once."""
    jpype.startJVM(*_MACHINE, classpath=[archive])
    _silence_logs()


def reply(request: dict[str, Any]) -> bytes:
    """The reply to a request."""
    inspect = _INSPECT[request["validator"]]
    archive = Path(request["jar"])
    return encode_findings(
        [_inspect_safely(inspect, Path(path), archive, rules) for path, rules in request["files"]]
    )


def _silence_logs() -> None:
    logging = jpype.JPackage("java").util.logging
    logging.LogManager.getLogManager().reset()
    logging.Logger.getLogger("").setLevel(logging.Level.OFF)


def _inspect_safely(inspect: _Inspect, path: Path, archive: Path, rules: str) -> list[Finding]:
    """The findings in a file; one that the validator cannot even read is a finding too."""
    try:
        return inspect(path, archive, rules)
    except jpype.JException as error:
        return [Finding("unreadable", str(error).splitlines()[0])]


if __name__ == "__main__":
    sys.exit(main())
