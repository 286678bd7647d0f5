"""What the tests of citations share: a program without the packages of CSL styles and terms."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from publish.csl import library, locale

_CACHES = (
    library._locale_tags,
    library._dialects,
    locale.locator_labels,
)


@pytest.fixture
def without_packages(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The program as it is installed without the extra `styles`."""
    for folder in ("_styles_folder", "_locales_folder"):
        monkeypatch.setattr(library, folder, lambda: None)
    for each in _CACHES:
        each.cache_clear()
    yield
    monkeypatch.undo()
    for each in _CACHES:
        each.cache_clear()
