"""Holds a list of entries (nav, NCX, outline, contents, headings) against the sections of a book.

Each surface reads its own entries; how they are matched and what counts as a difference is the
same for all and stands here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Sequence

import msgspec

from publish.model.section import Section, heading_text
from publish.verify.difference import Code, Difference, name, quoted


class Entry(msgspec.Struct, frozen=True):
    """One line of a surface: its text, how deep it is nested (from 1) and where it leads.

    A surface that shows no depth or leads nowhere leaves that None, and it is not compared.
    """

    text: str
    depth: int | None = None
    target: str | None = None


class Expected(msgspec.Struct, frozen=True):
    """The entry that a section should have on a surface."""

    section: Section
    entry: Entry


def one_line(text: str) -> str:
    """A text with runs of white space as one space, as every surface is compared.

    The ideographic space (U+3000) is kept: it is a separator.
    """
    return " ".join(part for part in text.replace("\n", " ").replace("\t", " ").split(" ") if part)


def expect(
    sections: Sequence[Section], target: Callable[[Section], str | None], deepest: int | None = None
) -> list[Expected]:
    """What a surface should show of sections that are nested; `deepest` ends it at a level."""
    return [
        Expected(each, Entry(one_line(heading_text(each)), each.level, target(each)))
        for section in sections
        for each in section.walk()
        if deepest is None or each.level <= deepest
    ]


def compare(
    surface: str, expected: Sequence[Expected], found: Sequence[Entry]
) -> Iterator[Difference]:
    """The differences between what a surface should show and what it shows."""
    pairs, lost, extra = match(expected, found)
    for index in lost:
        wanted = expected[index]
        entry = quoted(wanted.entry.text)
        yield Difference(Code.MISSING, surface, name(wanted.section), "entry", entry, "nothing")
    for index in extra:
        shown = quoted(found[index].text)
        subject = f"entry {index + 1}"
        yield Difference(Code.EXTRA, surface, subject, "entry", "nothing", shown)
    for wanted_at, found_at in pairs:
        yield from _differ(surface, expected[wanted_at], found[found_at])
    yield from _order(surface, expected, pairs)


def match(
    expected: Sequence[Expected], found: Sequence[Entry]
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Pairs of indices in the order found, then the indices left over on each side.

    The surest signs go first: an entry equal in all is that section's; then one with its target,
    then one with its text, then one at its place among those that are left.
    """
    left = dict(enumerate(expected))
    free = dict(enumerate(found))
    pairs: list[tuple[int, int]] = []
    for sign in (_all, _target_and_text, _target, _text):
        pairs += _match_by(sign, left, free)
    pairs += _match_by_place(left, free, pairs)
    return sorted(pairs, key=lambda pair: pair[1]), list(left), list(free)


def _all(entry: Entry) -> Hashable:
    return entry


def _target_and_text(entry: Entry) -> Hashable:
    return entry.target, entry.text


def _target(entry: Entry) -> Hashable:
    return entry.target


def _text(entry: Entry) -> Hashable:
    return entry.text


def _match_by(
    sign: Callable[[Entry], Hashable], left: dict[int, Expected], free: dict[int, Entry]
) -> Iterator[tuple[int, int]]:
    """Pair what agrees in a sign, first with first; what is paired leaves both sides."""
    waiting: dict[Hashable, list[int]] = {}
    for index, wanted in left.items():
        if (seen := sign(wanted.entry)) is not None:
            waiting.setdefault(seen, []).append(index)
    for index, entry in list(free.items()):
        if wanted_at := waiting.get(sign(entry)):
            yield wanted_at[0], index
            del left[wanted_at.pop(0)], free[index]


def _match_by_place(
    left: dict[int, Expected], free: dict[int, Entry], pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Pair what is left between the same neighbours."""
    followers = dict(pairs)
    for wanted_at in list(left):
        before = followers.get(wanted_at - 1, -1 if wanted_at == 0 else None)
        if before is not None and before + 1 in free:
            followers[wanted_at] = before + 1
            yield wanted_at, before + 1
            del left[wanted_at], free[before + 1]


def _differ(surface: str, wanted: Expected, entry: Entry) -> Iterator[Difference]:
    section, right = wanted.section, wanted.entry
    if entry.text != right.text:
        yield text_difference(surface, section, entry.text)
    if entry.depth not in (None, right.depth):
        values = f"level {right.depth}", f"level {entry.depth}"
        yield Difference(Code.DEPTH, surface, name(section), "depth", *values)
    if right.target is not None and entry.target != right.target:
        values = quoted(right.target), quoted(entry.target)
        yield Difference(Code.TARGET, surface, name(section), "target", *values)


def text_difference(surface: str, section: Section, found: str) -> Difference:
    """Tell whether it is the number or the title that differs in one line of text."""
    subject = name(section)
    ahead = one_line(f"{section.label or ''}{section.separator}")
    title = one_line(section.title)
    kept = found.startswith(section.label or "")
    if ahead and (found.startswith(ahead) or (kept and not found.endswith(title))):
        shown = found.removeprefix(section.label or "").removeprefix(section.separator).strip()
        return Difference(Code.TITLE, surface, subject, "title", quoted(title), quoted(shown))
    if found.endswith(title):
        ahead_found = found.removesuffix(title).strip()
        number = ahead_found.removesuffix(section.separator.strip()).strip() or None
        values = quoted(section.label), quoted(number)
        return Difference(Code.NUMBER, surface, subject, "number", *values)
    values = quoted(one_line(heading_text(section))), quoted(found)
    return Difference(Code.TITLE, surface, subject, "heading", *values)


def _order(
    surface: str, expected: Sequence[Expected], pairs: Sequence[tuple[int, int]]
) -> Iterator[Difference]:
    """The entries that stand out of order: the fewest whose removal leaves the rest in order."""
    kept = _longest_rising([wanted for wanted, _ in pairs])
    before: int | None = None
    present = {wanted for wanted, _ in pairs}
    for wanted, _ in pairs:
        if wanted not in kept:
            rightly = max((other for other in present if other < wanted), default=None)
            values = _after(expected, rightly), _after(expected, before)
            yield Difference(Code.ORDER, surface, name(expected[wanted].section), "order", *values)
        before = wanted


def _after(expected: Sequence[Expected], index: int | None) -> str:
    return "first" if index is None else f"after {quoted(expected[index].entry.text)}"


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """A longest rising subsequence (patience sorting)."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(tails, number)
        before[number] = tails[at - 1] if at else None
        tails[at : at + 1] = [number]
    kept: set[int] = set()
    last = tails[-1] if tails else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept
