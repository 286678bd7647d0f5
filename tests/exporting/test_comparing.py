"""The comparison of two books by which round trips are judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from publish.model.book import Book
from tests.exporting.comparing import differences, facts_of
from tests.exporting.small_book import FILES

ReadFiles = Callable[[Mapping[str, str]], Book]
_CHANGES = {
    "outline": ("# The Rope {#rope}", "# The Cord {#rope}"),
    "words": ("Text between.", "Text amid."),
    "notes": ("[^two]: A second note.", "[^two]: Another note."),
    "figures": ("![A raft with a pole]", "![A raft]"),
    "captions": ("Table: Seile", "Table: Taue"),
    "tables": ("| North | 3    |", "| North | 5    |"),
    "formulas": ("The pull is $F$", "The pull is $P$"),
    "listings": ("    pull()", "    push()"),
    "references": ("See [](#poles) and", "See [](#ferry) and"),
    "links": ("https://example.com/a", "https://example.com/b"),
    "index": ("[rope]{.index}", "[rope]{index=cord}"),
}


def test_every_kind_of_change_is_seen(read_files: ReadFiles) -> None:
    before = facts_of(read_files(FILES))
    old, new = map(list, zip(*_CHANGES.values(), strict=True))
    changed = {}
    for name, text in FILES.items():
        for one, other in zip(old, new, strict=True):
            text = text.replace(one, other)
        changed[name] = text
    after = facts_of(read_files(changed))
    assert all(before.values())
    assert differences(before, before) == {}
    assert sorted(differences(before, after)) == sorted(before)
