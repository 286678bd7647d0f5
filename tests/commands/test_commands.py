"""Runs the sessions of this folder, each in a folder of its own, and compares every word."""

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
        assert _run(command, tmp_path) == expected, command


def _run(command: str, folder: Path) -> str:
    program, *words = shlex.split(command)
    assert program == "publish"
    ended = run_module("publish", *words, timeout=120, folder=folder, expect=None)
    said = ended.stdout.decode()
    said += "".join(f"2> {line}\n" for line in ended.stderr.decode().splitlines())
    return said + (f"=> {ended.status}\n" if ended.status else "")
