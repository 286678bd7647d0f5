"""The numbered things of a book: sections by rank and number, captions by kind and number."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from publish.importers.bookfolder import ImportedSection
from publish.importers.documents.references.pending import Pending, TypedCaption
from publish.importers.documents.references.words import find_labels
from publish.model.numerals import roman
from publish.model.roles import Role

_CHAPTER, _NUMBER = "{chapter}", "{n}"
_OUTER = "outer"  # a chapter around what its source calls chapters
# Where a thing may be found that a text refers to by the word of each kind.
_SOUGHT = {"section": ("section", "chapter", "appendix"), "appendix": ("appendix", "section")}


class PlacedSection(NamedTuple):
    """A section, its level in the spine from 1, and the one in which its captions are counted."""

    section: ImportedSection
    level: int
    chapter: ImportedSection


class Thing(NamedTuple):
    """Something with a number: its name, and its level in the spine (0 for a caption)."""

    name: str
    level: int = 0


class Count(NamedTuple):
    """A caption in the counts: its chapter's number, and its own there and in the whole book."""

    caption: TypedCaption
    chapter: str | None
    in_chapter: int
    in_book: int


@dataclass(slots=True)
class Things:
    """All numbered things by kind and number; `patterns` has the numbers of captions by kind.

    A kind of captions without a pattern is counted through the book; one in `kept` has its typed
    numbers, which the book would count otherwise. `numbers` has those of each name.
    """

    found: dict[tuple[str, str], list[Thing]] = field(default_factory=lambda: defaultdict(list))
    patterns: dict[str, str] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    numbers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, kind: str, number: str, thing: Thing) -> None:
        """Add what has a number."""
        self.found[kind, number].append(thing)
        self.numbers[thing.name].add(number)

    def look_up(self, kind: str, number: str) -> Sequence[Thing]:
        """What has this number, by the word that a text uses for it."""
        for each in _SOUGHT.get(kind, (kind,)):
            if things := self.found.get((each, number)):
                return things
        return ()


def placed(sections: Sequence[ImportedSection]) -> Iterator[PlacedSection]:
    """All sections of a spine with their levels, in reading order."""
    for top in sections:
        if top.role is Role.PART:
            yield PlacedSection(top, 1, top)
            for chapter in top.children:
                yield from _below(chapter, 2, chapter)
        else:
            yield from _below(top, 1, top)


def _below(
    section: ImportedSection, level: int, chapter: ImportedSection
) -> Iterator[PlacedSection]:
    yield PlacedSection(section, level, chapter)
    for child in section.children:
        yield from _below(child, level + 1, chapter)


def numbered_things(sections: Sequence[PlacedSection], pending: Pending, language: str) -> Things:
    """The numbered things of a book whose sections are counted."""
    things = Things()
    _add_inner_chapters(things, sections, language)
    has_inner = bool(things.found)
    for each in sections:
        section = each.section
        if section.number and section.name:
            kind = _OUTER if has_inner and _kind(each) == "chapter" else _kind(each)
            for number in _numbers(section):
                things.add(kind, number, Thing(section.name, each.level))
    for kind, counts in _counted(sections, pending).items():
        _add_captions(things, kind, counts)
    return things


def _add_inner_chapters(things: Things, sections: Sequence[PlacedSection], language: str) -> None:
    """Add the sections that their source calls chapters, as of the books in a collection.

    Those around them are none then: `Chapter 2` leads to no second book.
    """
    for each in sections:
        if each.section.called and each.section.name and _kind(each) == "section":
            for label in find_labels(each.section.called, language):
                if label.kind == "chapter":
                    thing = Thing(each.section.name, each.level)
                    things.found[label.kind, label.number].append(thing)


def _kind(each: PlacedSection) -> str:
    if each.section.role is Role.PART:
        return "part"
    if each.chapter.role is Role.APPENDIX:
        return "appendix"
    return "chapter" if each.section is each.chapter else "section"


def _numbers(section: ImportedSection) -> set[str]:
    """The number of a section, as its source may write it."""
    number = (section.number or "").translate(str.maketrans("\u2011\u2013", "--"))
    romans = {roman(int(number)).upper()} if number.isdigit() and 0 < int(number) < 100 else set()
    return {number, *romans}


def _counted(sections: Sequence[PlacedSection], pending: Pending) -> Mapping[str, list[Count]]:
    """The captions of each kind in reading order."""
    counts: dict[str, list[Count]] = defaultdict(list)
    in_chapter: Counter[tuple[str, int]] = Counter()
    for section, _, chapter in sections:
        for block in section.blocks:
            for caption in pending.found(str(block), TypedCaption):
                place = caption.kind, id(chapter)
                in_chapter[place] += 1
                known = counts[caption.kind]
                known.append(Count(caption, chapter.number, in_chapter[place], len(known) + 1))
    return counts


def _add_captions(things: Things, kind: str, counts: Sequence[Count]) -> None:
    """Add the captions of a kind, and decide how it is numbered: all of them, or none."""
    typed = [count for count in counts if count.caption.number]
    for count in counts:
        number = count.caption.number or ("" if typed else str(count.in_book))
        if number and count.caption.name:
            things.add(kind, number, Thing(count.caption.name))
    pattern = _pattern(typed)
    if pattern and _CHAPTER in pattern:
        things.patterns[kind] = pattern
    if not all(_agrees(count, pattern) for count in typed):
        things.kept.add(kind)


def _pattern(counts: Sequence[Count]) -> str | None:
    """The form of most typed numbers: `{n}`, or with the chapter's; None where there is none."""
    forms = Counter(_form(count.caption.number or "", count.chapter) for count in counts)
    form, times = forms.most_common(1)[0] if forms else ("", 0)
    return form if form and times * 2 > len(counts) else None


def _form(number: str, chapter: str | None) -> str:
    if number.isdigit():
        return _NUMBER
    for mark in ".-":
        first, _, last = number.rpartition(mark)
        if last.isdigit() and first == chapter:
            return f"{_CHAPTER}{mark}{_NUMBER}"
    return ""


def _agrees(count: Count, pattern: str | None) -> bool:
    """Whether the book counts what is typed."""
    if pattern == _NUMBER:
        return count.caption.number == str(count.in_book)
    ours = (pattern or "").replace(_CHAPTER, count.chapter or "")
    return count.caption.number == ours.replace(_NUMBER, str(count.in_chapter))
