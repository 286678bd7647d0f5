"""The words and passages of the text that are read in its order."""

from __future__ import annotations

import re
import subprocess
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.comparison.elements import letters_of


def count_missed_words(right: Sequence[str], found: Sequence[str]) -> int:
    """The number of expected words that are not found in order; additional words do not count.

    A word that is joined with its neighbour, split or in another place is missed. The measure is
    the longest common subsequence, by diffutils.
    """
    with TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("right", "found")]
        for file, words in zip(files, (right, found), strict=True):
            file.write_text("".join(f"{word}\n" for word in words), encoding="utf-8")
        done = subprocess.run(
            ["/usr/bin/diff", "--minimal", *files], capture_output=True, text=True, encoding="utf-8"
        )
    if done.returncode not in (0, 1):
        raise RuntimeError(f"diff ended with {done.returncode}: {done.stderr}")
    return sum(line.startswith("< ") for line in done.stdout.splitlines())


def count_ordered_passages(passages: Sequence[str], text: str) -> int:
    """The number of passages that are in a text in their order, with anything between them.

    Spaces and punctuation are ignored, so joined words do not break a passage. The measure is the
    longest chain of positions, where a repeated passage may use any of its positions.
    """
    letters = letters_of(text)
    ends: list[int] = []  # the least position at which a chain of that length can end
    for passage in map(letters_of, passages):
        for at in reversed([match.start() for match in re.finditer(re.escape(passage), letters)]):
            longer = bisect_left(ends, at)
            ends[longer : longer + 1] = [at]
    return len(ends)
