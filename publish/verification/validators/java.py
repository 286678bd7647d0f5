"""One Java machine in a child process for many files, with requests and replies in JSON.

Starting Java and loading a validator takes seconds, one more book a fraction of a second. The
machine runs inside Python (JPype), so that a Java runtime is enough and nothing has to be compiled,
and in a process of its own, so that a crash or a hang in it becomes a message.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from publish.diagnostics import Severity
from publish.errors import ExitCode, MissingTool
from publish.external import ToolFailed, install_command, run_module
from publish.verification.validators.verdict import Finding

WORKER = "publish.verification.validators.worker"
# Seconds: a cold start on a slow machine, and several times what the longest books took.
_START, _EACH_FILE = 60.0, 120.0


def find_jar(package: str, path: str) -> Path:
    """The Java archive inside an installed Python package; raises `MissingTool`."""
    for needed in (package, "jpype1"):
        package_version(needed)
    jar = Path(str(distribution(package).locate_file(path)))
    if not jar.is_file():
        hint = f"reinstall {package}"
        raise MissingTool(f"the package `{package}` does not contain {path}", hint=hint)
    return jar


def package_version(package: str) -> str:
    """The version of an installed package; raises `MissingTool`."""
    try:
        return distribution(package).version
    except PackageNotFoundError:
        hint = "install it with: pip install 'publish-book[validate]'"
        raise MissingTool(f"the package `{package}` is not installed", hint=hint) from None


def run_java(
    validator: str, archive: Path, files: Sequence[tuple[Path, str]]
) -> list[tuple[Finding, ...]]:
    """The findings of a validator in some files, each with its rules, in their order.

    Raises `MissingTool` without a Java runtime, `TimedOut` and `ToolFailed`.
    """
    request = {
        "validator": validator,
        "jar": str(archive),
        "files": [[str(path.resolve()), rules] for path, rules in files],
    }
    done = run_module(
        WORKER,
        timeout=_START + _EACH_FILE * len(files),
        stdin=json.dumps(request).encode(),
        expect=(ExitCode.OK, ExitCode.MISSING_TOOL),
    )
    if done.status == ExitCode.MISSING_TOOL:
        hint = f"install it with: {install_command('java')}"
        raise MissingTool("the validators need a Java runtime", hint=hint)
    return decode_findings(validator, done.stdout, len(files))


def encode_findings(findings: Sequence[Sequence[Finding]]) -> bytes:
    """The reply of the worker: the findings in each file."""
    return json.dumps([[asdict(finding) for finding in file] for file in findings]).encode()


def decode_findings(validator: str, reply: bytes, files: int) -> list[tuple[Finding, ...]]:
    """The findings in so many files from a reply; raises `ToolFailed` where it is malformed."""
    try:
        findings = [tuple(_finding(entry) for entry in file) for file in json.loads(reply)]
    except (ValueError, TypeError, KeyError):
        findings = []
    if len(findings) != files:
        raise ToolFailed(f"the reply of {validator} cannot be read")
    return findings


def _finding(entry: dict[str, str]) -> Finding:
    severity = Severity(entry["severity"])
    count = int(entry["count"])
    return Finding(entry["rule"], entry["message"], entry["place"], severity, count)
