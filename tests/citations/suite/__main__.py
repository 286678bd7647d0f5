"""Compares the passing fixtures of the CSL test suite with the list of those that must pass.

python -m tests.citations.suite [FOLDER]            FOLDER holds the *.txt of a checkout
python -m tests.citations.suite [FOLDER] --accept   and writes the list of those that pass now
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from tests.citations.suite.ratchet import PASSING, digest, find_suite, passing, required


def main(arguments: Sequence[str]) -> int:
    """The exit code: 1 where a fixture fails that must pass, 5 where there is no suite."""
    folders = [Path(each) for each in arguments if each != "--accept"]
    suite = folders[0] if folders else find_suite()
    if suite is None:
        print("no CSL test suite: name the folder of its *.txt", file=sys.stderr)
        return 5
    fixtures = sorted(suite.glob("*.txt"))
    now = {path.stem: digest(path) for path in fixtures if passing(path)}
    lost = [
        path.stem
        for path in fixtures
        if required().get(path.stem) == digest(path) and path.stem not in now
    ]
    print(f"{len(now)} of {len(fixtures)} fixtures pass, {len(lost)} fail that must pass")
    print("".join(f"{name}\n" for name in lost), end="")
    if "--accept" in arguments:
        lines = (f"{name} {sha256}\n" for name, sha256 in sorted(now.items()))
        PASSING.write_text("".join(lines), encoding="utf-8")
        return 0
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
