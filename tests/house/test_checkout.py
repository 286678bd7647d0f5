"""The lock files have hashes, and the licence is the one that is named."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-bench.lock"]


def pins(lock: str) -> set[tuple[str, str]]:
    """The packages of a lock file with their exact versions; a version may be for some Pythons."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9-]+)==([^ ]+)", text, flags=re.M))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes_and_no_url(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z])", text)[1:]
    assert len(entries) == len(pins(lock)) > 30
    for entry in entries:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry.splitlines()[0]
    assert not re.search(r"https?://|file:|find-links|index-url", text)


def test_all_locks_agree() -> None:
    runtime, *others = map(pins, LOCKS)
    assert all(runtime <= other for other in others)


def test_direct_dependencies_are_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.split(r"[\[<>=]", line)[0].lower() for line in project["dependencies"]}
    assert names <= {name for name, _ in pins("requirements.lock")}


def test_licence_is_the_one_that_the_project_names() -> None:
    head = (ROOT / "LICENSE").read_text(encoding="utf-8").split("\n", 2)
    assert head[0].strip() == "GNU AFFERO GENERAL PUBLIC LICENSE"
    assert head[1].strip().startswith("Version 3")
