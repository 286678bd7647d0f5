"""What the checkout promises about itself: locks, licence, the README's commands."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["requirements.lock", "requirements-dev.lock"]


def pins(lock: str) -> dict[str, str]:
    """The packages of a lock file with their exact versions."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ]+)", text, flags=re.M))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes_and_no_place_to_come_from(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z])", text)[1:]
    assert len(entries) == len(pins(lock)) > 30
    for entry in entries:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry.splitlines()[0]
    assert not re.search(r"https?://|file:|find-links|index-url", text)


def test_both_locks_agree() -> None:
    runtime, development = map(pins, LOCKS)
    assert runtime.items() <= development.items()


def test_direct_dependencies_are_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.split(r"[\[<>=]", line)[0].lower() for line in project["dependencies"]}
    assert names <= pins("requirements.lock").keys()


def test_readme_names_only_targets_that_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    listing = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    words = {
        word for line in re.findall(r"make ([a-z ]+)", listing.stdout) for word in line.split()
    }
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", readme, flags=re.M))
    assert {"epub", "test", "setup", "dist"} <= named <= words


def test_licence_is_the_one_that_the_project_names() -> None:
    head = (ROOT / "LICENSE").read_text(encoding="utf-8").split("\n", 2)
    assert head[0].strip() == "GNU AFFERO GENERAL PUBLIC LICENSE"
    assert head[1].strip().startswith("Version 3")
