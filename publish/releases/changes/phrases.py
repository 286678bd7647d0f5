"""What changed, in words: one phrase for each change."""

from __future__ import annotations

import re

from publish.releases.changes.result import (
    FactChange,
    ItemChange,
    ItemPlace,
    Moved,
    NamedSection,
    NumberChange,
    Regrouped,
    Reworded,
)
from publish.releases.text import PICTURE

_PARTS = re.compile(r"; |(?<=\w\w[.!?]) ")


def moved_words(moved: Moved) -> str:
    """Where a section is now."""
    if not moved.same_parent:
        return f"{moved.new.heading}: from {_name(moved.old_parent)} to {_name(moved.new_parent)}"
    after = f"after {moved.after.heading}" if moved.after else "to the very beginning"
    return f"{moved.new.heading}: {after}"


def _name(place: NamedSection | None) -> str:
    return place.heading if place else "the top"


def regrouped_words(each: Regrouped) -> str:
    """Which sections became which."""
    olds, news = (", ".join(place.heading for place in side) for side in (each.olds, each.news))
    return f"{olds} → {news}"


def number_words(row: NumberChange) -> str:
    """What became of a number, "" where it is as it was: "4.2 is 5.2 now, id kept"."""
    if not row.news or row.is_same:
        return ""
    old = row.old.number or row.old.heading
    numbers = " and ".join(new.number or new.heading for new in row.news)
    became = f"{old} is {numbers} now" if numbers != old else f"{old} keeps its number"
    ids = "id kept" if row.id_kept else f"#{row.old.id} is #{row.news[0].id}"
    return f"{became}, {ids}"


def item_words(change: ItemChange) -> str:
    """What became of an item: "2 is 3 now, renumbered and reworded: “Depth” → “Depths”"."""
    old, new = change.old, change.new
    place = new or old
    assert place is not None, "one of them is there"
    what = " and ".join(change.what)
    if old and new and old.number != new.number:
        name = f"{old.number} is {new.number} now"
    else:
        name = place.name
    words = f"{what}: {_texts(old, new)}"
    if change.kind == PICTURE and old and new and old.text and not new.text:
        words = f"lost its alternative text {_quoted(old)}"
    return ", ".join(filter(None, (name, words)))


def _texts(old: ItemPlace | None, new: ItemPlace | None) -> str:
    """The words of an item, before and after where they differ."""
    shown = [_quoted(place) for place in (old, new) if place]
    return " → ".join(dict.fromkeys(shown))


def _quoted(place: ItemPlace) -> str:
    none = "no alternative text" if place.place else f"#{place.id}"
    return f"“{place.text}”" if place.text else none


def fact_words(change: FactChange) -> str:
    """A fact before and after, and why: "book.licence: CC-BY-4.0 → CC0-1.0".

    Of a list or of several sentences, only those that differ.
    """
    old, new = (_PARTS.split(text) for text in (change.old, change.new))
    before = "; ".join(part for part in old if part not in new) or change.old or "none"
    after = "; ".join(part for part in new if part not in old) or change.new or "none"
    words = f"{change.name}: {before} → {after}"
    return f"{words}, because {change.reason}" if change.reason else words


def reworded_words(each: Reworded) -> str:
    """How many words of a section changed."""
    return f"{each.section.heading}: {each.summary}"
