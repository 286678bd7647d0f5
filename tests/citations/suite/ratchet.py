"""The fixtures of the CSL test suite that must pass: `passing.txt`, by name and content.

The suite belongs to others and is not part of this repository. `make test` takes it from a source
package of Debian; `CSL_SUITE` names the folder of another copy.
"""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path

from tests.citations.suite.fixtures import passes, read_fixture

PASSING = Path(__file__).with_name("passing.txt")
_INSTALLED = Path(__file__).parents[3] / ".venv" / "csl-suite"


def find_suite() -> Path | None:
    """The folder of the fixtures, None where there is none."""
    folder = Path(os.environ.get("CSL_SUITE") or _INSTALLED)
    return folder if any(folder.glob("*.txt")) else None


@cache
def required() -> dict[str, str]:
    """The fixtures that must pass, each with the digest of its content."""
    lines = PASSING.read_text(encoding="utf-8").splitlines()
    return {line[:-33]: line[-32:] for line in lines}


def digest(path: Path) -> str:
    """The first half of the SHA-256 of a fixture."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:32]


def passing(path: Path) -> bool:
    """Whether a fixture passes; one that the reader of references refuses does not."""
    try:
        return passes(read_fixture(path))
    except (KeyError, IndexError, ValueError):
        return False
