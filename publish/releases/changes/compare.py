"""Compares two texts of a book."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from publish.releases.changes.facts import changed_facts
from publish.releases.changes.groups import group_sections
from publish.releases.changes.items import changed_items, matched_ids
from publish.releases.changes.matching import Texts, match_sections
from publish.releases.changes.places import Kept, Sections, kept_groups, moved_groups
from publish.releases.changes.redirects import find_redirects
from publish.releases.changes.result import (
    BookChanges,
    Moved,
    NamedSection,
    NumberChange,
    PageChange,
    Regrouped,
    Renamed,
    Reworded,
)
from publish.releases.changes.wording import changed_blocks
from publish.releases.text import REFERENCE, BookText, TextSection
from publish.releases.words import count_words

_REFERENCE = re.compile(r"\[#([^\]\s]+)\]")


def compare(old: BookText, new: BookText) -> BookChanges:
    """What changed from the old text to the new one."""
    texts = Texts.of(old.sections, new.sections)
    groups = group_sections(texts, match_sections(texts))
    rank = {name: index for index, name in enumerate(texts.news)}
    kept = kept_groups(groups, texts.olds, texts.news)
    kept.sort(key=lambda each: rank[each.new])
    became = {name: each.group.news for each in kept for name in each.group.olds}
    near = {name: set(news) for name, news in became.items()}
    renames = {
        name: name if name in each.group.news else each.new
        for each in kept
        for name in each.group.olds
    }
    renames |= matched_ids(old.sections, new.sections, near)
    items = changed_items(old.sections, new.sections, near)
    return BookChanges(
        old_title=old.title,
        old_version=old.version,
        new_title=new.title,
        new_version=new.version,
        language=new.language,
        added=_places(texts.news, [name for each in groups if not each.olds for name in each.news]),
        removed=_places(
            texts.olds, [name for each in groups if not each.news for name in each.olds]
        ),
        moved=tuple(_moved(kept, texts, near)),
        renamed=tuple(_renamed(kept, texts)),
        split=_regrouped([each for each in kept if len(each.group.news) > 1], texts),
        merged=_regrouped([each for each in kept if len(each.group.olds) > 1], texts),
        reworded=tuple(_reworded(kept, texts, renames)),
        items=items,
        facts=changed_facts(old, new, items),
        numbers=tuple(
            NumberChange.of(
                NamedSection.of(section), _places(texts.news, became.get(section.id, []))
            )
            for section in old.sections
        ),
        pages=tuple(_pages(kept, texts)),
        redirects=tuple(find_redirects(old.sections, new.sections, renames)),
    )


def _places(sections: Sections, names: Sequence[str]) -> tuple[NamedSection, ...]:
    return tuple(NamedSection.of(sections[name]) for name in names)


def _regrouped(kept: Sequence[Kept], texts: Texts) -> tuple[Regrouped, ...]:
    return tuple(
        Regrouped(_places(texts.olds, each.group.olds), _places(texts.news, each.group.news))
        for each in kept
    )


def _moved(kept: Sequence[Kept], texts: Texts, near: Mapping[str, set[str]]) -> Iterator[Moved]:
    before = dict(zip(list(texts.news)[1:], texts.news, strict=False))
    for each in moved_groups(kept, texts.olds, texts.news):
        old, new = texts.olds[each.old], texts.news[each.new]
        yield Moved(
            NamedSection.of(old),
            NamedSection.of(new),
            _place_above(old, texts.olds),
            _place_above(new, texts.news),
            new.parent in near.get(old.parent, {""} if not old.parent else ()),
            NamedSection.of(texts.news[before[new.id]]) if new.id in before else None,
        )


def _place_above(section: TextSection, sections: Sections) -> NamedSection | None:
    return NamedSection.of(sections[section.parent]) if section.parent else None


def _renamed(kept: Sequence[Kept], texts: Texts) -> Iterator[Renamed]:
    for each in kept:
        old, new = texts.olds[each.old], texts.news[each.new]
        titles = {texts.news[name].title for name in each.group.news}
        if not titles & {texts.olds[name].title for name in each.group.olds}:
            yield Renamed(NamedSection.of(old), NamedSection.of(new))


def _reworded(kept: Sequence[Kept], texts: Texts, renames: Mapping[str, str]) -> Iterator[Reworded]:
    for each in kept:
        olds = [
            _with_new_references(block, renames)
            for name in each.group.olds
            for block in texts.olds[name].blocks
        ]
        news = [block for name in each.group.news for block in texts.news[name].blocks]
        if blocks := changed_blocks(olds, news):
            runs = [run for block in blocks for run in block.runs if not run.is_same]
            removed, added = (
                sum(count_words(getattr(run, side)) for run in runs) for side in ("before", "after")
            )
            yield Reworded(NamedSection.of(texts.news[each.new]), removed, added, blocks)


def _with_new_references(block: str, renames: Mapping[str, str]) -> str:
    """A text in which references lead to the ids of now, which do not change the words."""
    return _REFERENCE.sub(lambda match: REFERENCE.format(renames.get(match[1], match[1])), block)


def _pages(kept: Sequence[Kept], texts: Texts) -> Iterator[PageChange]:
    for each in kept:
        olds, news = texts.olds[each.old].pages, texts.news[each.new].pages
        for edition in (name for name in olds if name in news):
            if olds[edition] != news[edition]:
                place = NamedSection.of(texts.news[each.new])
                yield PageChange(place, edition, olds[edition], news[edition])
