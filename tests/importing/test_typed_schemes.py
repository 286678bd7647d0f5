"""Schemes of numbers that typed titles show: parts in figures, chapters counted in their part."""

from __future__ import annotations

import pytest

from publish.importers.bookfolder import ImportedSection
from publish.importers.bookfolder.questions import Questions
from publish.importers.documents.conversion.typed_numbers import settle_numbers
from publish.importers.documents.conversion.typed_schemes import CHAPTER, PART, typed_schemes
from publish.model.roles import Matter, Role


def part(title: str, *chapters: str) -> ImportedSection:
    children = [ImportedSection(each, Role.CHAPTER, Matter.BODY, number="?") for each in chapters]
    return ImportedSection(title, Role.PART, Matter.BODY, number="?", children=children)


def test_chapters_that_are_numbered_in_their_part() -> None:
    spine = [part("Part 1. Wood", "1.1 Oak", "1.2 Fir"), part("Part 2. Stone", "2.1 Slate")]
    schemes = typed_schemes(spine)
    assert (schemes[PART].label, schemes[CHAPTER].label) == ("Part {}", "")
    assert (schemes[CHAPTER].compose, schemes[CHAPTER].restart) == (True, True)
    settle_numbers(spine, Questions(), composed=True)
    assert [each.title for top in spine for each in top.walk()] == [
        *("Wood", "Oak", "Fir", "Stone", "Slate")
    ]
    assert [each.number for top in spine for each in top.children] == ["1.1", "1.2", "2.1"]
    assert not any(each.fixed_number for top in spine for each in top.walk())


@pytest.mark.parametrize(
    ("first", "second", "levels"),
    [
        (part("Teil 1: Holz", "Kapitel 1. Eiche"), part("Teil 2: Stein", "Kapitel 2. Ton"), [PART]),
        (part("Part I. Wood", "1 Oak"), part("Part II. Stone", "2 Clay"), []),
        (part("Part 2. Wood", "2.1 Oak"), part("Part 3. Stone", "3.1 Clay"), []),
        (part("Wood", "Oak"), part("Stone", "Clay"), []),
        (part("Part 1. Wood", "1.1 Oak"), part("Part 2. Stone", "2.2 Clay"), [PART]),
    ],
)
def test_only_what_all_titles_show_is_a_scheme(
    first: ImportedSection, second: ImportedSection, levels: list[int]
) -> None:
    assert sorted(typed_schemes([first, second])) == levels
