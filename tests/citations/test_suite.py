"""The CSL test suite: what once passed passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.citations.suite.ratchet import digest, find_suite, passing, required

pytestmark = pytest.mark.slow

SUITE = find_suite()
NEEDS_SUITE = pytest.mark.skipif(
    SUITE is None, reason="the CSL test suite is not installed, and CSL_SUITE names no copy"
)


def fixtures() -> list[Path]:
    """The fixtures that must pass and have the content with which they did."""
    paths = sorted(SUITE.glob("*.txt")) if SUITE else []
    return [path for path in paths if required().get(path.stem) == digest(path)]


@NEEDS_SUITE
def test_fixtures_that_passed_still_pass() -> None:
    assert [path.stem for path in fixtures() if not passing(path)] == []


@NEEDS_SUITE
def test_the_suite_has_nearly_all_of_these_fixtures() -> None:
    assert len(fixtures()) > 0.9 * len(required())


def test_the_list_never_becomes_shorter() -> None:
    assert len(required()) >= 676
