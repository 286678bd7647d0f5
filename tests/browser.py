"""A real browser, for tests of pages: Debian's Chromium, by the packages that Ace brings."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from publish.external import locate_program
from publish.verification.validators.ace import HOME, find_browser

_DRIVER = Path(__file__).with_name("browser.cjs")
DESK, PHONE, NARROW = (1280, 900), (390, 844), (320, 640)


def browser() -> str:
    """The path of the browser, which the packages want in full."""
    return str(locate_program(find_browser()))


def drive(*steps: tuple[Any, ...], seconds: float = 900) -> list[Any]:
    """The answers of a browser to the steps, which take so many seconds at most."""
    command = ["node", str(_DRIVER), str(HOME / "node_modules"), browser()]
    done = subprocess.run(
        command, input=json.dumps(steps), capture_output=True, text=True, timeout=seconds
    )
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))
