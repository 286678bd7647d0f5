"""The map of the tests lists the folders on disk, and the markers that there are."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
README = (TESTS / "README.md").read_text(encoding="utf-8")


def first_cells(heading: str) -> list[str]:
    """The first cell of each row in a section, without code marks."""
    section = README.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `([^`]+)`", section, re.M)


def test_the_map_lists_every_folder_in_order() -> None:
    folders = [path.parent.name for path in TESTS.glob("*/test_*.py")]
    assert first_cells("Folders") == [f"{name}/" for name in sorted(set(folders))]


def test_the_map_lists_the_markers() -> None:
    settings = tomllib.loads((TESTS.parent / "pyproject.toml").read_text(encoding="utf-8"))
    markers = settings["tool"]["pytest"]["ini_options"]["markers"]
    assert sorted(first_cells("Markers")) == [marker.partition(":")[0] for marker in markers]
