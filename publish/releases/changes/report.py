"""What changed, as lines for a terminal and as release notes in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.releases.changes.result import (
    BookChanges,
    ItemChange,
    Moved,
    NumberChange,
    Place,
    Regrouped,
    Reworded,
)

_INDENT = " " * 11
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
        yield f"{'reworded':<10} {_reworded(each)}"
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
        yield from ("", "The text is the same, under the same numbers.")
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
    items = [_escaped(f"{kind}: {line}") for kind, line in rows if kind not in titles]
    yield from _list("Figures, tables, notes", items)
    yield from _list("Reworded", [_escaped(_reworded(each)) for each in changes.reworded])


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
    yield from (("moved", _moved(each)) for each in changes.moved)
    yield from (("renamed", f"{each.old.heading} → {each.new.heading}") for each in changes.renamed)
    yield from (("split", _regrouped(each)) for each in changes.split)
    yield from (("merged", _regrouped(each)) for each in changes.merged)
    yield from (("number", line) for row in changes.numbers if (line := _number(row)))
    yield from ((each.kind, _item(each)) for each in changes.items)


def _moved(moved: Moved) -> str:
    if not moved.same_parent:
        return f"{moved.new.heading}: from {_name(moved.old_parent)} to {_name(moved.new_parent)}"
    after = f"after {moved.after.heading}" if moved.after else "to the very beginning"
    return f"{moved.new.heading}: {after}"


def _name(place: Place | None) -> str:
    return place.heading if place else "the top"


def _regrouped(each: Regrouped) -> str:
    olds, news = (", ".join(place.heading for place in side) for side in (each.olds, each.news))
    return f"{olds} → {news}"


def _number(row: NumberChange) -> str:
    """What became of a number, "" where it is as it was: "4.2 is 5.2 now, id kept"."""
    if not row.news or row.is_same:
        return ""
    old = row.old.number or row.old.heading
    numbers = " and ".join(new.number or new.heading for new in row.news)
    became = f"{old} is {numbers} now" if numbers != old else f"{old} keeps its number"
    ids = "id kept" if row.id_kept else f"#{row.old.id} is #{row.news[0].id}"
    return f"{became}, {ids}"


def _item(change: ItemChange) -> str:
    place = change.new or change.old
    assert place is not None, "one of them is there"
    what = " and ".join(change.what)
    numbers = ""
    if change.old and change.new and change.old.number != change.new.number:
        numbers = f"{change.old.number} is {change.new.number} now, "
    text = f"“{place.text}”" if place.text else f"#{place.id}"
    return f"{numbers or f'{place.number}, '}{what}: {text}"


def _reworded(each: Reworded) -> str:
    return f"{each.section.heading}: {each.summary}"
