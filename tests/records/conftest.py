"""A release of a small book with all metadata, which the tests of this folder share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from publish.api import releases
from tests.records.sample import BOOK, MORE, TEXT, write_book
from tests.running import run_context


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release."""
    folder = tmp_path_factory.mktemp("tides")
    book = write_book(folder / "tides", TEXT, BOOK + MORE)
    dist, out = folder / "dist", folder / "out"
    return releases.release(book, dist, out=out, validate=False, context=run_context())


@pytest.fixture
def copied(released: Path, tmp_path: Path) -> Path:
    """A copy of the release to change."""
    return Path(shutil.copytree(released, tmp_path / "copy"))
