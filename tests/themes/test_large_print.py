"""In large print of any theme all type is as the text, and all of it on the lines of a page."""

from __future__ import annotations

import pytest

from publish.pipeline.theme_checks import check_theme
from publish.render.theme_folders import themes
from tests.running import run_context

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", themes())
def test_notes_and_lists_are_on_the_grid_in_large_print(name: str) -> None:
    found = check_theme(f"{name}+large-print", run_context())
    assert found.lines > 200
    assert found.off_grid < 0.1
