from __future__ import annotations

import pytest

from publish.releases.changes import BookChanges, compare
from publish.releases.changes.report import as_lines
from publish.releases.text import BookText
from tests.releases.editing import Author, Edited


def reported(changes: BookChanges) -> dict[str, set[object]]:
    return {
        "insert": {place.id for place in changes.added},
        "delete": {place.id for place in changes.removed},
        "rename": {(each.old.id, each.new.id) for each in changes.renamed},
        "move": {each.new.id for each in changes.moved},
        "split": {tuple(place.id for place in each.news) for each in changes.split},
        "merge": {tuple(place.id for place in each.olds) for each in changes.merged},
        "reword": {each.section.id for each in changes.reworded},
    }


@pytest.mark.parametrize("seed", range(100))
def test_a_comparison_finds_exactly_the_edits_that_were_made(seed: int) -> None:
    edited: Edited = Author(seed).edited(1 + seed % 8)
    changes = compare(edited.before, edited.after)
    assert reported(changes) == edited.edits
    assert {row.old.id: [new.id for new in row.news] for row in changes.numbers} == edited.became
    numbers = {section.id: section.number for section in edited.after.sections}
    for row in changes.numbers:
        assert [new.number for new in row.news] == [numbers[new.id] for new in row.news]


def test_what_became_of_several_editions_alike_is_told_once() -> None:
    measured = {name: {"words": "12"} for name in ("epub", "pdf", "web")}
    measured["pdf"]["pages"] = "3"
    before = BookText("Tides", "1.0", "en", (), measured=measured)
    after = {name: {"words": "15"} for name in ("epub", "pdf", "web")}
    after["pdf"]["pages"] = "4"
    changes = compare(before, BookText("Tides", "1.1", "en", (), measured=after))
    assert [line for line in as_lines(changes) if line.startswith("fact")] == [
        "fact       epub, pdf, web, words: 12 → 15",
        "fact       pdf, pages: 3 → 4, because pdf, words: 12 → 15",
    ]
    assert {each.edition for each in changes.facts} == {"epub", "pdf", "web"}
