"""Runs the sessions of this folder, each in a new folder, and compares every word."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from publish.external import run_module
from tests.conftest import Golden

HERE = Path(__file__).parent
_FILE = re.compile(r"^~~~ (\S+)\n(.*?)^~~~$", re.M | re.S)
_CONSOLE = re.compile(r"^```console\n\$ (.*?)\n(.*?)^```$", re.M | re.S)


_SLOW = ("caching", "making")  # many builds
_SESSIONS = [
    pytest.param(each, id=each.stem, marks=[pytest.mark.slow] if each.stem in _SLOW else [])
    for each in sorted(HERE.glob("[a-z]*.md"))
]


@pytest.mark.parametrize("session", _SESSIONS)
def test_session(session: Path, tmp_path: Path, golden: Golden) -> None:
    text = session.read_text(encoding="utf-8")
    for name, content in _FILE.findall(text):
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
    commands = _CONSOLE.findall(text)
    assert commands
    for command, expected in commands:
        output = _run(command, tmp_path)
        actual = "\n".join(_with_ellipses(output.split("\n"), expected.split("\n")))
        golden(session, f"$ {command}\n{expected}```\n", f"$ {command}\n{actual}```\n")


def _with_ellipses(lines: list[str], expected: list[str]) -> list[str]:
    """Lines as they are expected, where an ellipsis there is a number here."""
    for index, (line, pattern) in enumerate(zip(lines, expected, strict=False)):
        if re.fullmatch(re.escape(pattern).replace("…", "[0-9,]+"), line):
            lines[index] = pattern
    return lines


def _run(command: str, folder: Path) -> str:
    words = shlex.split(command)
    environment = {}
    while "=" in words[0]:
        name, _, environment[name] = words.pop(0).partition("=")
    assert words.pop(0) == "publish"
    ended = run_module(
        "publish", *words, timeout=300, folder=folder, environment=environment, expect=None
    )
    output = ended.stdout.decode()
    output += "".join(f"2> {line}\n" for line in ended.stderr.decode().splitlines())
    output = output.replace(f"{folder}/", "")
    return output + (f"=> {ended.status}\n" if ended.status else "")
