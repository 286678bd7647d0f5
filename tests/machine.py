"""What a machine may lack: a test that needs it is skipped there, and the summary says why."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

# Abilities, separated by spaces, that `.ci/run` has found the machine to have.
REQUIRED = "PUBLISH_TESTS_REQUIRE"


def lack(ability: str, reason: str) -> BaseException:
    """What to raise without an ability: a skip, or a failure where the machine should have it."""
    if ability in os.environ.get(REQUIRED, "").split():
        return pytest.fail.Exception(f"{reason}, though {REQUIRED} names `{ability}`")
    return pytest.skip.Exception(reason)


def need_browser() -> None:
    """Skip a test that shows a page in Chromium, which does not start without /proc."""
    if not Path("/proc/self/fd").exists():
        raise lack("proc", "no browser: Chromium does not start where /proc is not mounted")


def need_proc() -> None:
    """Skip a test that looks at processes or open files where a machine does not show them."""
    if not Path("/proc/self/fd").exists():
        raise lack("proc", "no processes and open files to look at: /proc is not mounted")
