"""Figures, tables, pictures, notes that were added, removed, moved, renumbered or changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from publish.releases.changes.fingerprints import fingerprint
from publish.releases.changes.result import ItemChange, ItemPlace
from publish.releases.text import NOTE, TextItem, TextSection


class _Item(msgspec.Struct, frozen=True):
    section: str
    item: TextItem

    @property
    def place(self) -> ItemPlace:
        item = self.item
        return ItemPlace(item.id, item.number, item.text, self.section, item.place)


def changed_items(
    olds: Sequence[TextSection], news: Sequence[TextSection], sections: Mapping[str, set[str]]
) -> tuple[ItemChange, ...]:
    """The changes of all items; `sections` has the new sections of each old one."""
    old_items, new_items = _items(olds), _items(news)
    pairs = _matched(old_items, new_items, sections)
    partners = {id(new): old for old, new in pairs}
    matched = {id(old) for old, _ in pairs}
    kept = (
        ItemChange(new.item.kind, what, old.place, new.place)
        for new in new_items
        if (old := partners.get(id(new))) and (what := tuple(_differences(old, new, sections)))
    )
    added = (
        ItemChange(new.item.kind, ("added",), None, new.place)
        for new in new_items
        if id(new) not in partners
    )
    removed = (
        ItemChange(old.item.kind, ("removed",), old.place, None)
        for old in old_items
        if id(old) not in matched
    )
    return (*added, *removed, *kept)


def matched_ids(
    olds: Sequence[TextSection], news: Sequence[TextSection], sections: Mapping[str, set[str]]
) -> dict[str, str]:
    """The new id of each old item that is still there."""
    pairs = _matched(_items(olds), _items(news), sections)
    return {old.item.id: new.item.id for old, new in pairs if old.item.has_address}


def _items(sections: Sequence[TextSection]) -> list[_Item]:
    return [_Item(section.id, item) for section in sections for item in section.items]


def _matched(
    olds: Sequence[_Item], news: Sequence[_Item], sections: Mapping[str, set[str]]
) -> list[tuple[_Item, _Item]]:
    """Pairs of items: by all that they are, then by less and less of it.

    The id of a note comes from its number, so that it says less than the words of the note.
    """

    def is_near(old: _Item, new: _Item) -> bool:
        return new.section in sections.get(old.section, ())

    rules: list[Callable[[_Item, _Item], bool]] = [
        lambda old, new: _same(old, new, "id", "text", "content") and is_near(old, new),
        lambda old, new: _same(old, new, "id", "text", "content"),
        lambda old, new: _same(old, new, "text", "content") and is_near(old, new),
        lambda old, new: _same(old, new, "text", "content") and _says_something(old),
        lambda old, new: _same(old, new, "id", "content") and bool(old.item.content),
        lambda old, new: _same(old, new, "content") and bool(old.item.content),
        lambda old, new: _same(old, new, "id", "text"),
        lambda old, new: _same(old, new, "text") and bool(old.item.text),
        lambda old, new: is_near(old, new) and _alike(old, new),
        lambda old, new: _same(old, new, "id") and old.item.kind != NOTE,
    ]
    left: dict[str, list[_Item]] = defaultdict(list)
    for new in news:
        left[new.item.kind].append(new)
    waiting, pairs = list(olds), list[tuple[_Item, _Item]]()
    for rule in rules:
        still = []
        for old in waiting:
            candidates = left[old.item.kind]
            index = next((i for i, new in enumerate(candidates) if rule(old, new)), None)
            if index is None:
                still.append(old)
            else:
                pairs.append((old, candidates.pop(index)))
        waiting = still
    return pairs


def _same(old: _Item, new: _Item, *names: str) -> bool:
    return all(getattr(old.item, name) == getattr(new.item, name) for name in names)


def _says_something(one: _Item) -> bool:
    return bool(one.item.text or one.item.content)


def _alike(old: _Item, new: _Item) -> bool:
    """Whether the words are mostly the same."""
    before, after = fingerprint([old.item.text]), fingerprint([new.item.text])
    return len(before & after) * 2 >= max(len(before), len(after), 1)


def _differences(old: _Item, new: _Item, sections: Mapping[str, set[str]]) -> Iterator[str]:
    if new.section not in sections.get(old.section, ()):
        yield "moved"
    if new.item.number != old.item.number:
        yield "renumbered"
    if new.item.text != old.item.text:
        yield "reworded"
    if old.item.content and new.item.content and new.item.content != old.item.content:
        yield "changed"
