"""The architecture page lists the packages on disk, and the layers of the import contract."""

from __future__ import annotations

import re
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "publish"


def test_the_page_lists_the_packages_on_disk() -> None:
    page = (PACKAGE / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = page.partition("## Rooms")[2].partition("Outside the package")[0]
    named = {
        name.rstrip("/")
        for row in rooms.splitlines()
        if row.startswith("| `")
        for name in re.findall(r"`([\w./]+)`", row.split("|")[1])
    }
    on_disk = {
        path.name
        for path in PACKAGE.iterdir()
        if (path.is_dir() or path.suffix == ".py") and not path.name.startswith("__")
    }
    assert named == on_disk


def test_the_layers_are_those_of_the_contract() -> None:
    page = (PACKAGE / "ARCHITECTURE.md").read_text(encoding="utf-8")
    documented = page.partition("## The dependency rule")[2].split("```")[1]
    configuration = (PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8")
    layers = re.search(r"^layers = \[\n(.*?)^\]", configuration, re.M | re.S)
    assert layers is not None
    enforced = re.findall(r'"(.*)"', layers[1])
    assert [re.findall(r"\w+", line) for line in documented.strip().splitlines()] == [
        re.findall(r"\w+", line) for line in enforced
    ]
