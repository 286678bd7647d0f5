"""Which sections were moved: the fewest that explain the new order.

A section is where its nearest ancestor is that both texts have, so that a part that was put around
chapters moves none of them. Among the sections of one such ancestor, all stay but those outside the
longest sequence that is in the same order in both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from publish.releases.changes.groups import SectionGroup
from publish.releases.text import TextSection

Sections = Mapping[str, TextSection]


class Kept(msgspec.Struct, frozen=True):
    """A group in both texts, by the section that stands for it on each side."""

    group: SectionGroup
    old: str
    new: str


def kept_groups(groups: Iterable[SectionGroup], olds: Sections, news: Sections) -> list[Kept]:
    """The groups in both texts; the section with the same id stands for one, or the same title."""

    def sameness(pair: tuple[str, str]) -> tuple[bool, bool]:
        return pair[0] == pair[1], olds[pair[0]].title == news[pair[1]].title

    kept = []
    for group in groups:
        if group.is_kept:
            pairs = [(old, new) for old in group.olds for new in group.news]
            kept.append(Kept(group, *max(pairs, key=sameness)))
    return kept


def moved_groups(kept: Sequence[Kept], olds: Sections, news: Sections) -> list[Kept]:
    """The groups that were moved, in their new order."""
    by_old = {name: index for index, each in enumerate(kept) for name in each.group.olds}
    by_new = {name: index for index, each in enumerate(kept) for name in each.group.news}
    places = [(_above(each.old, olds, by_old), _above(each.new, news, by_new)) for each in kept]
    old_rank, new_rank = ({name: rank for rank, name in enumerate(side)} for side in (olds, news))
    order = sorted(range(len(kept)), key=lambda index: new_rank[kept[index].new])
    moved = {index for index, (old, new) in enumerate(places) if old != new}
    families: dict[int | None, list[int]] = defaultdict(list)
    for index in order:
        if index not in moved:
            families[places[index][1]].append(index)
    for family in families.values():
        ranks = [old_rank[kept[index].old] for index in family]
        sizes = [olds[kept[index].old].word_count for index in family]
        moved |= set(family) - {family[position] for position in _staying(ranks, sizes)}
    return [kept[index] for index in order if index in moved]


def _above(name: str, sections: Sections, groups: Mapping[str, int]) -> int | None:
    """The group of the nearest ancestor that is in another one; None at the top."""
    parent = sections[name].parent
    while parent:
        group = groups.get(parent)
        if group is not None and group != groups[name]:
            return group
        parent = sections[parent].parent
    return None


def _staying(ranks: Sequence[int], sizes: Sequence[int]) -> Iterator[int]:
    """The positions of the longest rising sequence; of equally long ones, that with most words."""
    best: list[tuple[int, int, int]] = []  # length, words, and the position before, or -1
    for position, rank in enumerate(ranks):
        earlier = (other for other in range(position) if ranks[other] < rank)
        chains = ((best[other][0], best[other][1], other) for other in earlier)
        length, words, before = max(chains, default=(0, 0, -1))
        best.append((length + 1, words + sizes[position], before))
    last = max(range(len(best)), key=lambda each: best[each][:2], default=-1)
    while last >= 0:
        yield last
        last = best[last][2]
