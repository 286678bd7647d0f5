"""A catalogue of very many releases takes little time and memory for each."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.catalogue.shelves import record, write_release

pytestmark = pytest.mark.slow

RELEASES = 1000
# 10,000 releases are catalogued and read back in a minute and 300 MB at most.
SECONDS, START = 60 * RELEASES / 10_000, 1
MEGABYTES = 300


def write_many(dist: Path, count: int) -> None:
    """Releases with many persons and subjects, and descriptions of 60 words."""
    choose = random.Random(7)
    syllables = "ba ko ti ren sal mor da lin ver ost ha gru pel xi nu fa jo wyn cre tos".split()

    def words(number: int) -> str:
        return " ".join("".join(choose.choices(syllables, k=3)) for _ in range(number))

    people = [words(2).title() for _ in range(count // 3)]
    subjects = [words(2) for _ in range(count // 30)]
    for number in range(count):
        name, version = f"book-{number % (count * 4 // 5)}", f"{1 + number // (count * 4 // 5)}.0"
        content = record(
            name, version, title=words(4), description=words(60),
            language=choose.choice(["en", "de", "fr", "zh-Hans", "ar"]),
            contributors=[{"name": choose.choice(people), "role": "aut"} for _ in range(2)],
            subjects=choose.sample(subjects, 3),
            modified=f"20{choose.randint(10, 26)}-05-1{choose.randint(0, 9)}T00:00:00Z",
        )  # fmt: skip
        write_release(dist, name, content)


_MEASURE = """import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def test_many_releases_take_little_time_and_memory(tmp_path: Path) -> None:
    write_many(tmp_path / "dist", RELEASES)
    # A small process starts the command: the memory of this one would count as that of its child.
    command = [sys.executable, "-m", "publish", "--quiet", "catalogue", str(tmp_path / "dist")]
    measured = subprocess.run([sys.executable, "-c", _MEASURE, *command], capture_output=True)
    seconds, kilobytes = map(float, measured.stdout.split())
    assert seconds < START + SECONDS
    assert kilobytes / 1024 < MEGABYTES
    assert len(list((tmp_path / "dist/catalogue/books").iterdir())) == RELEASES * 4 // 5
