"""Names that a source gives twice: each is one place in the book, and links lead to the first."""

from __future__ import annotations

import pytest

from publish.importers.bookfolder.content import ImportedSection
from publish.importers.documents.conversion.lost_targets import settle_lost_targets
from publish.importers.documents.conversion.names import TargetNames
from publish.importers.documents.ledger import Ledger
from publish.model.roles import Matter, Role


@pytest.mark.parametrize(
    ("blocks", "settled"),
    [
        (["[ebb]{#ebb}\n: A.\n\n[Ebb]{#ebb}\n: B."], ["[ebb]{#ebb}\n: A.\n\n[Ebb]{#ebb-2}\n: B."]),
        (["- [a]{#ebb}\n- [b]{#ebb}\n- [c]{#ebb}"], ["- [a]{#ebb}\n- [b]{#ebb-2}\n- [c]{#ebb-3}"]),
        (["| [a]{#ebb} | [b]{#ebb .key} |"], ["| [a]{#ebb} | [b]{#ebb-2 .key} |"]),
        (["[a]{#ebb}", "See [](#ebb), [b]{#ebb}"], ["[a]{#ebb}", "See [](#ebb), [b]{#ebb-2}"]),
        (["[a]{#ebb} `[b]{#ebb}`"], ["[a]{#ebb} `[b]{#ebb}`"]),
    ],
)
def test_a_name_given_twice_is_another_the_second_time(
    blocks: list[str], settled: list[str]
) -> None:
    names = TargetNames()
    names.give("tides.md", "ebb", "")
    section = ImportedSection("Tides", Role.CHAPTER, Matter.BODY, blocks)
    settle_lost_targets([section], names, Ledger())
    assert section.blocks == settled


@pytest.mark.parametrize(
    ("entry", "to", "is_kept"),
    [
        ("`...`", "...", True),
        ("`!!!`|locks", "!!!", True),
        ("*sluice*", "sluice", True),
        ("`reduce()`", "reduce", False),
        ("locks", "`...`", False),
    ],
)
def test_an_entry_leads_to_one_that_is_code(entry: str, to: str, is_kept: bool) -> None:
    blocks = [f'Text []{{index="{entry}"}} `code`.', f'[]{{index="ellipsis" see="{to}"}}']
    section = ImportedSection("Tides", Role.CHAPTER, Matter.BODY, list(blocks))
    settle_lost_targets([section], TargetNames(), Ledger())
    assert (section.blocks == blocks) == is_kept


_ONLY_EPUB, _ONLY_PDF = "{only=epub}\n![](a.png){#plan}", "{only=pdf}\n![](b.png){#plan}"


@pytest.mark.parametrize(
    ("blocks", "renamed"),
    [
        ([_ONLY_EPUB, _ONLY_PDF], []),
        ([_ONLY_EPUB, "{except=epub}\n![](b.png){#plan}"], []),
        (["![](a.png){#plan only=epub}", "![](b.png){#plan width=50% only=pdf}"], []),
        (["![](a.png){#plan}", _ONLY_PDF], [1]),
        ([_ONLY_PDF, "![](a.png){#plan}"], [1]),
        ([_ONLY_EPUB, _ONLY_PDF, _ONLY_EPUB], [2]),
        (["{except=epub}\n![](a.png){#plan}", "{except=pdf}\n![](a.png){#plan}"], [1]),
        (['{only="epub pdf"}\n![](a.png){#plan}', _ONLY_PDF], [1]),
    ],
)
def test_what_no_edition_has_together_keeps_its_name(blocks: list[str], renamed: list[int]) -> None:
    names = TargetNames()
    names.give("a.md", "plan", "plan")
    section = ImportedSection("Tides", Role.CHAPTER, Matter.BODY, list(blocks))
    settle_lost_targets([section], names, Ledger())
    shown = [number for number, block in enumerate(section.blocks) if "#plan-" in str(block)]
    assert shown == renamed
