"""How parts and chapters are numbered, where their typed numbers show a scheme that is not ours.

The numbers of a book are those of its manifest: `Part 2` needs another numeral than ours, and
`2.1` as a chapter one that begins again in each part and is printed after the number of the part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publish.importers.bookfolder import ImportedSection, LevelScheme
from publish.importers.documents.conversion.typed_numbers import typed_number
from publish.model.numerals import Numeral
from publish.model.roles import Rank, Role

PART, CHAPTER = 0, 1  # levels of the hierarchy, from which sections follow
_ENOUGH = 2  # numbers that show a scheme


def typed_schemes(spine: Sequence[ImportedSection]) -> dict[int, LevelScheme]:
    """The schemes of parts and chapters by level; one that is ours is left out."""
    parts = [section for section in spine if section.role is Role.PART]
    schemes = {}
    if _all_arabic(parts):
        label = _label(parts[0])
        schemes[PART] = LevelScheme(Rank.PART, Numeral.ARABIC, label, compose=False, restart=False)
        if _composed(parts):
            first = next(iter(_chapters(parts)))[1]
            label = _label(first)
            compose = LevelScheme(Rank.CHAPTER, Numeral.ARABIC, label, compose=True, restart=True)
            schemes[CHAPTER] = compose
    return schemes


def _all_arabic(parts: Sequence[ImportedSection]) -> bool:
    """Whether the numbers of all parts are 1, 2, 3, … in figures."""
    numbers = [typed.number if (typed := typed_number(p.title or "")) else "" for p in parts]
    return len(numbers) >= _ENOUGH and numbers == [str(i + 1) for i in range(len(numbers))]


def _composed(parts: Sequence[ImportedSection]) -> bool:
    """Whether the numbers of all chapters in parts are those of a part and its chapter."""
    found = list(_chapters(parts))
    return len(found) >= _ENOUGH and all(
        typed is not None and typed.number == wanted
        for wanted, section in found
        for typed in [typed_number(section.title or "")]
    )


def _chapters(parts: Sequence[ImportedSection]) -> Iterator[tuple[str, ImportedSection]]:
    """The chapters of all parts that have a number, with the one of part and chapter."""
    for i, part in enumerate(parts, start=1):
        numbered = (each for each in part.children if each.number is not None)
        yield from ((f"{i}.{n}", section) for n, section in enumerate(numbered, start=1))


def _label(section: ImportedSection) -> str:
    """The label that the title begins with, `{}` for its number; empty for a number alone."""
    title, typed = section.title or "", typed_number(section.title or "")
    if typed is None or not typed.word:
        return ""
    before = title[: typed.length].partition(typed.number)[0]
    return f"{before}{{}}"
