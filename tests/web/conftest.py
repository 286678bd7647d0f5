"""The web edition of a small book, built once."""

from __future__ import annotations

import pytest

from publish.cache import Cache
from tests.web.site import FILES, Site, build_site, write_files


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("web")
    return build_site(write_files(folder / "salt", FILES), folder / "out", Cache(folder / "cache"))
