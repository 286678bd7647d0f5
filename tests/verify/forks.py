"""The processes that a verification starts."""

from __future__ import annotations

import os

import pytest


def count_forks(patch: pytest.MonkeyPatch) -> list[int]:
    """The processes that this one forks from now on, on a machine of two cores."""
    processes: list[int] = []
    fork = os.fork

    def counted() -> int:
        process = fork()
        processes.append(process)
        return process

    patch.setattr("tests.running.available_cores", lambda: 2)
    patch.setattr(os, "fork", counted)
    return processes
