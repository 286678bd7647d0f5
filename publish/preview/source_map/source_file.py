"""The words of a file of the manuscript, and the lines that they are on."""

from __future__ import annotations

from publish.preview.source_map.alignment import Aligner
from publish.preview.source_map.words import words_of


class SourceFile:
    """The words of a file; lines are counted from 1."""

    def __init__(self, text: str) -> None:
        words: list[str] = []
        self._lines: list[int] = []  # of each word
        self._starts = [0]  # the first word of each line
        for number, line in enumerate(text.splitlines(), start=1):
            self._starts.append(len(words))
            words += words_of(line)
            self._lines += [number] * (len(words) - len(self._lines))
        self.words = Aligner(words)
        self.count = len(words)

    def start_of(self, line: int) -> int:
        """The index of the first word that is not before a line."""
        return self._starts[line] if line < len(self._starts) else len(self._lines)

    def line_of(self, word: int) -> int:
        """The line of a word."""
        return self._lines[word]
