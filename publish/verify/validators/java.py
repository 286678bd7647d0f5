"""One Java machine in a child process for many files, asked in JSON.

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
from publish.verify.validators.verdict import Finding

WORKER = "publish.verify.validators.worker"
# Seconds: a cold start on a slow machine, and several times what the longest books took.
_START, _EACH_FILE = 60.0, 120.0


def jar(package: str, path: str) -> Path:
    """The Java archive inside an installed Python package; raises `MissingTool`."""
    for needed in (package, "jpype1"):
        release(needed)
    found = Path(str(distribution(package).locate_file(path)))
    if not found.is_file():
        raise MissingTool(f"the package `{package}` holds no {path}", hint=f"reinstall {package}")
    return found


def release(package: str) -> str:
    """The version of an installed package; raises `MissingTool`."""
    try:
        return distribution(package).version
    except PackageNotFoundError:
        hint = "install it with: pip install 'publish[validate]'"
        raise MissingTool(f"the package `{package}` is missing", hint=hint) from None


def ask(
    validator: str, archive: Path, questions: Sequence[tuple[Path, str]]
) -> list[tuple[Finding, ...]]:
    """Let a validator look at files, each by some rules; its findings, in the order of the files.

    Raises `MissingTool` without a Java runtime, `TimedOut` and `ToolFailed`.
    """
    question = {
        "validator": validator,
        "jar": str(archive),
        "files": [[str(path.resolve()), rules] for path, rules in questions],
    }
    done = run_module(
        WORKER,
        timeout=_START + _EACH_FILE * len(questions),
        stdin=json.dumps(question).encode(),
        expect=(ExitCode.OK, ExitCode.MISSING_TOOL),
    )
    if done.status == ExitCode.MISSING_TOOL:
        hint = f"install it with: {install_command('java')}"
        raise MissingTool("the validators need a Java runtime", hint=hint)
    return read_answer(validator, done.stdout, len(questions))


def answer(findings: Sequence[Sequence[Finding]]) -> bytes:
    """What the worker sends back: the findings of each file."""
    return json.dumps([[asdict(finding) for finding in file] for file in findings]).encode()


def read_answer(validator: str, reply: bytes, files: int) -> list[tuple[Finding, ...]]:
    """The findings of so many files out of an answer; raises `ToolFailed` where it is rubbish."""
    try:
        answers = [tuple(_finding(entry) for entry in file) for file in json.loads(reply)]
    except (ValueError, TypeError, KeyError):
        answers = []
    if len(answers) != files:
        raise ToolFailed(f"{validator} gave no answer that can be read")
    return answers


def _finding(entry: dict[str, str]) -> Finding:
    severity = Severity(entry["severity"])
    count = int(entry["count"])
    return Finding(entry["rule"], entry["message"], entry["place"], severity, count)
