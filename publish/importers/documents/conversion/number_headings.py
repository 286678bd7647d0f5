"""Headings that are only a number, above the title that belongs to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from publish.importers.bookfolder.heading_names import numbered_word
from publish.importers.documents.conversion.outline import OutlinePassage, passages
from publish.importers.documents.conversion.typed_numbers import typed_number
from publish.importers.documents.program import Parsed

_ENOUGH = 2  # headings with numbers, which one without is the title of
_COLON = [{"t": "Str", "c": ":"}, {"t": "Space"}]


def join_number_headings(parsed: Mapping[str, Parsed]) -> None:
    """Make one heading of `Chapter 1` and the next one, if that is the title of what follows.

    It is, where all further headings of its level have a number of their own, and it has none.
    """
    for tree in parsed.values():
        found = passages(tree.blocks)
        for at in range(1, len(found) - 1):
            if _has_title_below(found[at:]):
                number, title = found[at : at + 2]
                number.lengthen([*_COLON, *title.words])
                tree.blocks[:] = [each for each in tree.blocks if each is not title.heading]


def _has_title_below(found: Sequence[OutlinePassage]) -> bool:
    number, title, *others = found
    if number.blocks or title.level <= number.level or not numbered_word(number.title):
        return False
    end = next((i for i, each in enumerate(others) if each.level <= number.level), len(others))
    alike = [each for each in others[:end] if each.level == title.level]
    is_numbered = [typed_number(each.title) is not None for each in (title, *alike)]
    return len(alike) >= _ENOUGH and not is_numbered[0] and all(is_numbered[1:])
