"""What a machine may lack: a test that needs it is skipped there, and the summary says why."""

from __future__ import annotations

import os

import pytest

# Abilities, separated by spaces, that `.ci/run` has found the machine to have.
REQUIRED = "PUBLISH_TESTS_REQUIRE"


def lack(ability: str, reason: str) -> BaseException:
    """What to raise without an ability: a skip, or a failure where the machine should have it."""
    if ability in os.environ.get(REQUIRED, "").split():
        return pytest.fail.Exception(f"{reason}, though {REQUIRED} names `{ability}`")
    return pytest.skip.Exception(reason)
