"""Runs the sessions of this folder, each in a new folder, and compares every word."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from publish.external import run_module

HERE = Path(__file__).parent
_FILE = re.compile(r"^~~~ (\S+)\n(.*?)^~~~$", re.M | re.S)
_CONSOLE = re.compile(r"^```console\n\$ (.*?)\n(.*?)^```$", re.M | re.S)


@pytest.mark.parametrize("session", sorted(HERE.glob("[a-z]*.md")), ids=lambda path: path.stem)
def test_session(session: Path, tmp_path: Path) -> None:
    text = session.read_text(encoding="utf-8")
    for name, content in _FILE.findall(text):
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")
    commands = _CONSOLE.findall(text)
    assert commands
    for command, expected in commands:
        output = _run(command, tmp_path)
        assert output == expected or re.fullmatch(_pattern(expected), output), (
            f"{command}\n{output}"
        )


def _pattern(expected: str) -> str:
    """An ellipsis matches a number that changes with the version of the toolchain."""
    return re.escape(expected).replace("…", "[0-9,]+")


def _run(command: str, folder: Path) -> str:
    words = shlex.split(command)
    environment = {}
    while "=" in words[0]:
        name, _, environment[name] = words.pop(0).partition("=")
    assert words.pop(0) == "publish"
    ended = run_module(
        "publish", *words, timeout=120, folder=folder, environment=environment, expect=None
    )
    output = ended.stdout.decode()
    output += "".join(f"2> {line}\n" for line in ended.stderr.decode().splitlines())
    output = output.replace(f"{folder}/", "")
    return output + (f"=> {ended.status}\n" if ended.status else "")
