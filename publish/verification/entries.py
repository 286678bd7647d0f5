"""Compares the entries of a surface (nav, NCX, outline, contents, headings) with the sections.

Each surface reads its own entries; matching them and deciding what differs is the same for all.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Hashable, Iterator, Sequence

import msgspec

from publish.model.roles import Role
from publish.model.section import Section, heading_text
from publish.verification.difference import Code, Difference, quoted, section_name


class SurfaceEntry(msgspec.Struct, frozen=True):
    """One line of a surface: its text, its depth of nesting (from 1) and its target.

    A surface without depths or targets has None there, and they are not compared.
    """

    text: str
    depth: int | None = None
    target: str | None = None


class ExpectedEntry(msgspec.Struct, frozen=True):
    """The entry that a section should have on a surface."""

    section: Section
    entry: SurfaceEntry


def collapse_spaces(text: str) -> str:
    """A text with each run of white space as one space, as all surfaces are compared.

    The ideographic space (U+3000) is not white space here: it is a separator.
    """
    return " ".join(part for part in text.replace("\n", " ").replace("\t", " ").split(" ") if part)


def expected_entries(
    sections: Sequence[Section],
    target: Callable[[Section], str | None],
    deepest: int | None = None,
    without: Container[Role] = (),
) -> list[ExpectedEntry]:
    """The entries that a surface should have for nested sections, down to the level `deepest`.

    Sections with a role in `without` are left out, and all below them.
    """
    entries = []
    for each in sections:
        if each.role not in without and (deepest is None or each.level <= deepest):
            text = collapse_spaces(heading_text(each))
            entries.append(ExpectedEntry(each, SurfaceEntry(text, each.level, target(each))))
            entries += expected_entries(each.children, target, deepest, without)
    return entries


def compare_entries(
    surface: str, expected: Sequence[ExpectedEntry], actual: Sequence[SurfaceEntry]
) -> Iterator[Difference]:
    """The differences between the entries that a surface should have and those that it has."""
    pairs, missing, extra = match_entries(expected, actual)
    for index in missing:
        subject, text = section_name(expected[index].section), quoted(expected[index].entry.text)
        yield Difference(Code.MISSING, surface, subject, "entry", text, "nothing")
    for index in extra:
        subject, text = f"entry {index + 1}", quoted(actual[index].text)
        yield Difference(Code.EXTRA, surface, subject, "entry", "nothing", text)
    for expected_at, actual_at in pairs:
        yield from _compare(surface, expected[expected_at], actual[actual_at])
    yield from _compare_order(surface, expected, pairs)


def match_entries(
    expected: Sequence[ExpectedEntry], actual: Sequence[SurfaceEntry]
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Pairs of indices in the actual order, then the indices without a match on each side.

    The surest features decide first: an entry equal in everything is that section's; then one with
    its target, then one with its text, then one between the same neighbours.
    """
    missing = dict(enumerate(expected))
    extra = dict(enumerate(actual))
    pairs: list[tuple[int, int]] = []
    for feature in (_all, _target_and_text, _target, _text):
        pairs += _match_by(feature, missing, extra)
    pairs += _match_by_neighbours(missing, extra, pairs)
    return sorted(pairs, key=lambda pair: pair[1]), list(missing), list(extra)


def _all(entry: SurfaceEntry) -> Hashable:
    return entry


def _target_and_text(entry: SurfaceEntry) -> Hashable:
    return entry.target, entry.text


def _target(entry: SurfaceEntry) -> Hashable:
    return entry.target


def _text(entry: SurfaceEntry) -> Hashable:
    return entry.text


def _match_by(
    feature: Callable[[SurfaceEntry], Hashable],
    missing: dict[int, ExpectedEntry],
    extra: dict[int, SurfaceEntry],
) -> Iterator[tuple[int, int]]:
    """Pairs with the same value of a feature, first with first; both are removed."""
    waiting: dict[Hashable, list[int]] = {}
    for index, each in missing.items():
        if (value := feature(each.entry)) is not None:
            waiting.setdefault(value, []).append(index)
    for index, entry in list(extra.items()):
        if indices := waiting.get(feature(entry)):
            yield indices[0], index
            del missing[indices.pop(0)], extra[index]


def _match_by_neighbours(
    missing: dict[int, ExpectedEntry],
    extra: dict[int, SurfaceEntry],
    pairs: Sequence[tuple[int, int]],
) -> Iterator[tuple[int, int]]:
    """Pairs of what is left that follow the same neighbour; both are removed."""
    matches = dict(pairs)
    for index in list(missing):
        before = matches.get(index - 1, -1 if index == 0 else None)
        if before is not None and before + 1 in extra:
            matches[index] = before + 1
            yield index, before + 1
            del missing[index], extra[before + 1]


def _compare(surface: str, expected: ExpectedEntry, actual: SurfaceEntry) -> Iterator[Difference]:
    section, right = expected.section, expected.entry
    if actual.text != right.text:
        yield heading_difference(surface, section, actual.text)
    if actual.depth not in (None, right.depth):
        values = f"level {right.depth}", f"level {actual.depth}"
        yield Difference(Code.DEPTH, surface, section_name(section), "depth", *values)
    if right.target is not None and actual.target != right.target:
        values = quoted(right.target), quoted(actual.target)
        yield Difference(Code.TARGET, surface, section_name(section), "target", *values)


def heading_difference(surface: str, section: Section, actual: str) -> Difference:
    """A wrong heading in one line of text: its number, its title, or all of it."""
    subject = section_name(section)
    prefix = collapse_spaces(f"{section.label or ''}{section.separator}")
    title = collapse_spaces(section.title)
    has_label = actual.startswith(section.label or "")
    if prefix and (actual.startswith(prefix) or (has_label and not actual.endswith(title))):
        shown = actual.removeprefix(section.label or "").removeprefix(section.separator).strip()
        return Difference(Code.TITLE, surface, subject, "title", quoted(title), quoted(shown))
    if actual.endswith(title):
        before_title = actual.removesuffix(title).strip()
        number = before_title.removesuffix(section.separator.strip()).strip() or None
        values = quoted(section.label), quoted(number)
        return Difference(Code.NUMBER, surface, subject, "number", *values)
    values = quoted(collapse_spaces(heading_text(section))), quoted(actual)
    return Difference(Code.TITLE, surface, subject, "heading", *values)


def _compare_order(
    surface: str, expected: Sequence[ExpectedEntry], pairs: Sequence[tuple[int, int]]
) -> Iterator[Difference]:
    """The fewest entries whose removal leaves the others in order."""
    in_order = _longest_rising([index for index, _ in pairs])
    before: int | None = None
    present = {index for index, _ in pairs}
    for index, _ in pairs:
        if index not in in_order:
            right = max((other for other in present if other < index), default=None)
            values = _after(expected, right), _after(expected, before)
            subject = section_name(expected[index].section)
            yield Difference(Code.ORDER, surface, subject, "order", *values)
        before = index


def _after(expected: Sequence[ExpectedEntry], index: int | None) -> str:
    return "first" if index is None else f"after {quoted(expected[index].entry.text)}"


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """A longest rising subsequence (patience sorting)."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(tails, number)
        before[number] = tails[at - 1] if at else None
        tails[at : at + 1] = [number]
    rising: set[int] = set()
    last = tails[-1] if tails else None
    while last is not None:
        rising.add(last)
        last = before[last]
    return rising
