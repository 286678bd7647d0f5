"""What an export leaves out or says in another way, by kind: how often, and an example."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import msgspec


class LossKind(StrEnum):
    """The kinds of what has no place in a format; the value is what the report calls it."""

    APPEARANCE = "appearance that the theme gives"
    LINE_NUMBERS = "numbers of the lines of code"
    PAGE_REFERENCE = "reference to a page"
    CHART_DATA = "data of a chart"
    FORMULA = "formula that Word has no notation for"


# What becomes of each kind in the exported files.
OUTCOMES = {
    LossKind.APPEARANCE: "the program that opens the files decides it",
    LossKind.LINE_NUMBERS: "the code is without them",
    LossKind.PAGE_REFERENCE: "it names the section, as in an EPUB",
    LossKind.CHART_DATA: "a picture shows them, which is described in words",
    LossKind.FORMULA: "it is in LaTeX",
}
_EXAMPLES = 5
_LONGEST_EXAMPLE = 60  # characters


class Entry(msgspec.Struct):
    """One kind: how many, and the first examples."""

    count: int = 0
    examples: list[str] = []


class Ledger(msgspec.Struct):
    """What has no place in the files of an export."""

    entries: dict[LossKind, Entry] = {}

    def add(self, kind: LossKind, place: str, example: str = "") -> None:
        """Count one of a kind, in the section `place`."""
        entry = self.entries.setdefault(kind, Entry())
        entry.count += 1
        shown = f"{place}: {_shortened(example)}" if example else place
        if len(entry.examples) < _EXAMPLES and shown not in entry.examples:
            entry.examples.append(shown)

    def rows(self) -> Iterator[tuple[LossKind, Entry]]:
        """The kinds that occurred, in the order of their declaration."""
        return ((kind, self.entries[kind]) for kind in LossKind if kind in self.entries)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_EXAMPLE else line[: _LONGEST_EXAMPLE - 1] + "…"
