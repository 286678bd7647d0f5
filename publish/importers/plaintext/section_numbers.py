"""The number of each planned section, and the keys of the manifest that set it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from publish.importers.bookfolder import LevelScheme
from publish.importers.plaintext.numerals import UNIT
from publish.importers.plaintext.planned import PlannedSection
from publish.model.numerals import format_numeral
from publish.model.roles import Matter


@dataclass(slots=True)
class NumberAssigner:
    """Assigns each section the number that the book will count, or the key that sets another."""

    schemes: Mapping[int, LevelScheme]
    last: dict[tuple[int, int], int] = field(default_factory=dict)

    def assign(
        self, siblings: Sequence[PlannedSection], parent: PlannedSection | None, *, depth: int
    ) -> None:
        """Number a group of siblings and all sections below."""
        scheme = self.schemes.get(depth)
        for i, section in enumerate(siblings):
            if scheme and section.numbered and section.matter is Matter.BODY:
                following = next((s for s in siblings[i + 1 :] if s.numbered), None)
                self._number(section, parent, following, scheme, depth)
            else:
                section.numbered = False
            self.assign(section.children, section, depth=depth + 1)

    def _number(
        self,
        section: PlannedSection,
        parent: PlannedSection | None,
        following: PlannedSection | None,
        scheme: LevelScheme,
        depth: int,
    ) -> None:
        key = (depth, id(parent) if scheme.restart else 0)
        last = self.last.get(key)
        ordinal = _ordinal(section)
        expected = UNIT if last is None else (last // UNIT + 1) * UNIT
        if ordinal != expected and _is_wrong(ordinal, last, expected, following):
            section.miscounted, ordinal = True, expected
        printed, letter = divmod(ordinal, UNIT)
        bare = format_numeral(printed, scheme.numeral) + (chr(96 + letter) if letter else "")
        above = parent.number if parent and scheme.compose else None
        section.number = f"{above}.{bare}" if above else bare
        if letter:
            section.fixed_number = section.number
        elif ordinal != expected:
            section.start = printed
        self.last[key] = ordinal


def _is_wrong(
    ordinal: int, last: int | None, expected: int, following: PlannedSection | None
) -> bool:
    """Whether an unexpected number is a mistake, and not a gap or a letter."""
    if last is not None and ordinal <= last:
        return True
    if ordinal % UNIT or (last is None and ordinal < expected):
        return False
    # If the next sibling continues without a gap, the number is a misprint.
    return following is not None and _ordinal(following) == expected + UNIT


def _ordinal(section: PlannedSection) -> int:
    value = section.heading.value if section.heading else None
    return UNIT if value is None else value
