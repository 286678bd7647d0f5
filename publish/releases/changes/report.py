"""What changed, as lines for a terminal and as release notes in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from publish.releases.changes.phrases import (
    fact_words,
    item_words,
    moved_words,
    number_words,
    regrouped_words,
    reworded_words,
)
from publish.releases.changes.result import BookChanges, FactChange

_INDENT = " " * 11
_FACT = "fact"
_MARKUP = re.compile(r"[\\`*_\[\]<>#]")


def as_lines(changes: BookChanges) -> Iterator[str]:
    """One line for each change, with the kind of change first; words with the text before and
    after."""
    yield f"{changes.old_title} {changes.old_version} → {changes.new_title} {changes.new_version}"
    if changes.is_empty and not changes.pages:
        yield "nothing changed"
    for kind, line in _rows(changes):
        yield f"{kind:<10} {line}"
    for each in changes.reworded:
        yield f"{'reworded':<10} {reworded_words(each)}"
        for block in each.blocks:
            yield from (f"{_INDENT}- {text}" for text in [block.before] if text)
            yield from (f"{_INDENT}+ {text}" for text in [block.after] if text)
    for page in changes.pages:
        line = f"{page.section.heading}: page {page.old} → {page.new} ({page.edition})"
        yield f"{'page':<10} {line}"
    for redirect in changes.redirects:
        target = f"#{redirect.new}" if redirect.new else "the whole book"
        why = " (its text is gone)" if redirect.gone else ""
        why += " (the id belongs to another text now)" if redirect.reused else ""
        yield f"{'redirect':<10} #{redirect.old} → {target}{why}"


def as_notes(changes: BookChanges) -> Iterator[str]:
    """The lines of release notes: what a reader of the old text wants to know, in Markdown."""
    yield f"# {changes.new_title} {changes.new_version}"
    yield ""
    yield f"What changed since version {changes.old_version}."
    if changes.is_empty:
        yield from (
            "",
            "The text is the same, under the same numbers, and so is all that is said of it.",
        )
    titles = {
        "added": "New",
        "removed": "Removed",
        "moved": "Moved",
        "renamed": "Renamed",
        "split": "Split",
        "merged": "Merged",
        "number": "Numbers",
    }
    rows = list(_rows(changes))
    for kind, title in titles.items():
        lines = [_escaped(line) for each, line in rows if each == kind]
        yield from _list(title, lines)
    others = [row for row in rows if row[0] not in (*titles, _FACT)]
    items = [_escaped(f"{kind}: {line}") for kind, line in others]
    yield from _list("Figures, tables, pictures, notes", items)
    yield from _list("Reworded", [_escaped(reworded_words(each)) for each in changes.reworded])
    facts = [_escaped(line) for kind, line in rows if kind == _FACT]
    yield from _list("What is said of the book", facts)


def _list(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield from ("", f"## {title}", "")
        yield from (f"- {line}" for line in lines)


def _escaped(line: str) -> str:
    """A line in which no character is markup."""
    return _MARKUP.sub(r"\\\g<0>", line)


def _rows(changes: BookChanges) -> Iterator[tuple[str, str]]:
    yield from (("added", place.heading) for place in changes.added)
    yield from (("removed", place.heading) for place in changes.removed)
    yield from (("moved", moved_words(each)) for each in changes.moved)
    yield from (("renamed", f"{each.old.heading} → {each.new.heading}") for each in changes.renamed)
    yield from (("split", regrouped_words(each)) for each in changes.split)
    yield from (("merged", regrouped_words(each)) for each in changes.merged)
    yield from (("number", line) for row in changes.numbers if (line := number_words(row)))
    yield from ((each.kind, item_words(each)) for each in changes.items)
    yield from ((_FACT, fact_words(each)) for each in _told_together(changes.facts))


def _told_together(facts: Iterable[FactChange]) -> Iterator[FactChange]:
    """The facts, in one row where the same became of several editions."""
    alike: dict[FactChange, list[str]] = {}
    for each in facts:
        alike.setdefault(replace(each, edition=""), []).append(each.edition)
    return (replace(each, edition=", ".join(editions)) for each, editions in alike.items())
