"""What of the text is read in its order: words as they stand, and passages by their letters."""

from __future__ import annotations

import re
import subprocess
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.comparison.elements import bare


def missed(right: Sequence[str], found: Sequence[str]) -> int:
    """How many of the right words are not found in their order; what is more does not count.

    A word that is joined with its neighbour, split or elsewhere is missed. It is the longest common
    subsequence, by diffutils.
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


def in_order(passages: Sequence[str], text: str) -> int:
    """How many of the passages stand in a text one after the other, whatever stands between.

    Spaces and punctuation do not count, so that joined words break no passage. It is the longest
    chain of places, where a passage that stands there twice may take either.
    """
    letters = bare(text)
    ends: list[int] = []  # the least place at which a chain of that length can end
    for passage in map(bare, passages):
        for at in reversed([match.start() for match in re.finditer(re.escape(passage), letters)]):
            longer = bisect_left(ends, at)
            ends[longer : longer + 1] = [at]
    return len(ends)
