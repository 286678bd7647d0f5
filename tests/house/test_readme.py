"""The examples of the README are true."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from publish.errors import ExitCode
from publish.external import run_module

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FILES = {
    "foreword.md": "# Foreword\n\nLook down.\n",
    "walls.md": "# Walls\n\nDry ones first.\n\n## Wet Walls\n\nThen wet ones.\n",
    "roofs.md": "# Roofs\n\nLook up.\n",
    "orchards.md": "# Orchards\n\nLook across.\n",
    "keys.md": "# Keys\n\nGrey or yellow?\n",
}


def block(mark: str) -> str:
    """The code block after a marker."""
    match = re.search(rf"<!-- {mark} -->\n```\w*\n(.*?)^```$", README, flags=re.M | re.S)
    assert match, mark
    return match[1]


def test_the_example_has_the_outline_below_it(tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_text(block("example manifest"), encoding="utf-8")
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = run_module("publish", "outline", tmp_path, timeout=300)
    assert done.stdout.decode() == block("example outline")


def test_the_table_of_exit_codes_is_complete() -> None:
    rows = re.findall(r"^\| (\d+) \| .+ \|$", README, flags=re.M)
    assert [int(row) for row in rows] == [code.value for code in ExitCode]


def test_only_targets_that_exist_are_named() -> None:
    listing = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    named = re.findall(r"make ([a-z -]+)", listing.stdout)
    there = {word for words in named for word in words.split()}
    targets = set(re.findall(r"(?:`|^)make ([a-z-]+)", README, flags=re.M))
    assert {"epub", "test", "setup", "dist"} <= targets <= there


def test_the_test_command_is_marked_for_the_checks() -> None:
    assert block("test command") == "make test\n"
