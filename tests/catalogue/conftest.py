"""Releases in several scripts and their catalogue, which the tests of this folder share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from publish.api import releases
from publish.context import Context
from tests.catalogue.shelves import record, write_release, write_shelf


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The releases, with 53 more so that lists have pages, and their catalogue beside them."""
    dist = write_shelf(tmp_path_factory.mktemp("shelf") / "dist")
    for number in range(53):
        name = f"volume-{number:02}"
        moment = f"2020-01-01T00:00:{number:02}Z"
        write_release(dist, name, record(name, modified=moment, subjects=["Volumes"]))
    releases.catalogue(dist, title="Salt Press", context=Context())
    return dist


@pytest.fixture
def copied(shelf: Path, tmp_path: Path) -> Path:
    """A copy of the releases with their catalogue, to change."""
    return Path(shutil.copytree(shelf, tmp_path / "dist"))
