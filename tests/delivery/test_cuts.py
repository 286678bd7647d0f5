"""Deliveries that are cut at random points; `make delivery` cuts more of them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.delivery.servers import sshd_programs

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("kind", "cuts"), [("folder", 6), ("s3", 2), ("sftp", 3), ("webdav", 3)])
def test_readers_see_the_old_or_the_new(kind: str, cuts: int) -> None:
    if kind == "sftp":
        sshd_programs()
    words = ["--kind", kind, "--count", str(cuts)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.delivery.trials", *words],
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == f"{kind}: {cuts} cuts\n"
