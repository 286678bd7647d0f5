"""Numbers that are typed in titles: dropped where the book will count the same, kept where not.

It is decided for each level as a whole, so that no title shows two numbers and no level is numbered
half by the source and half by the book.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from publish.importers.bookfolder import ImportedSection
from publish.importers.bookfolder.heading_names import SPELLED, numbered_word
from publish.importers.bookfolder.questions import Choice, Questions
from publish.model.numerals import roman
from publish.model.roles import Role

_WORDS = (
    "chapter|kapitel|chapitre|cap[íi]tulo|capitolo|hoofdstuk|kapitola|rozdział|глава|"
    "part|teil|partie|parte|deel|часть|"
    "appendix|anhang|annexe|ap[ée]ndice|appendice|bijlage|приложение|"
    "section|abschnitt|§"
)
_TYPED = re.compile(
    rf"(?:(?P<word>{_WORDS})\s*)?"
    r"(?P<number>\d+(?:\.\d+)*|[A-Z](?:\.\d+)+|(?:[IVXLC]+|[A-Z])(?=[.:)]|\s*[–—:-]\s|$)"
    rf"|(?P<spelled>{'|'.join(SPELLED)})(?=[.:)]|\s*[–—:-]\s|$))"
    r"(?P<mark>\s*[.:)–—]*\s*[–—-]?)\s*(?=\S|$)",
    re.I,
)
_HAN = re.compile(
    r"第\s*(?P<number>[0-9一二三四五六七八九十百零]+)\s*(?P<word>章|部|编|篇|节)[\s:：.、]*"
)
_ALONE = re.compile(rf"(?:(?:{_WORDS})\s*)?(?:\d+|[IVXLC]+)\.?|第.{{1,4}}[章部编篇节]", re.I)
_ENOUGH = 2  # titles of a level whose number is typed before the level counts as numbered


class Typed(NamedTuple):
    """A number at the head of a title, and the characters that it takes with its word and marks."""

    number: str
    word: str
    length: int


def typed_number(title: str) -> Typed | None:
    """The number that is typed at the head of a title; None if there is none."""
    if match := _HAN.match(title):
        return Typed(match["number"], match["word"], match.end())
    match = _TYPED.match(title)
    if not match or (not match["word"] and (match["spelled"] or not _is_apart(match, title))):
        return None
    return Typed(match["number"].rstrip("."), (match["word"] or "").lower(), match.end())


def _is_apart(match: re.Match[str], title: str) -> bool:
    """Whether a number without a word before it is one of a heading: `3 Walls`, not `3D`."""
    rest = title[match.end() :]
    has_mark = bool(match["mark"].strip())
    spaced = has_mark or title[match.end("number") : match.end()].isspace()
    is_count = match["number"].isdigit() and int(match["number"]) > _LARGEST_COUNT
    return bool(rest) and spaced and not is_count


_LARGEST_COUNT = 199  # a larger number is a year or a sum


def settle_numbers(
    sections: Sequence[ImportedSection], questions: Questions, *, composed: bool = False
) -> list[str]:
    """Set the numbers of all sections; the typed numbers that are taken out of titles.

    What becomes of those of a level that the book would count otherwise is asked. The chapters of
    each part are counted by themselves where they are `composed` with it.
    """
    _leave_series_out(sections)
    leave_untyped_out(sections)
    levels: dict[tuple[int, bool], list[_Entry]] = defaultdict(list)
    for depth, section, counted in _counted(sections, composed=composed):
        section.number = counted
        level = depth, section.role is Role.APPENDIX  # which are counted by themselves
        levels[level].append((section, typed_number(section.title or ""), counted))
    taken = {
        id(section): typed
        for (depth, _), entries in levels.items()
        for section, typed in _settle_level(entries, depth, questions)
    }
    for section in _with_numbers_of_others(sections):
        typed = taken.pop(id(section))
        section.number, section.fixed_number, section.called = None, None, ""
        section.title = f"{typed}{section.title}"
        section.markup = section.markup and f"{typed}{section.markup}"
    return list(taken.values())


def _with_numbers_of_others(sections: Sequence[ImportedSection]) -> list[ImportedSection]:
    """The sections whose typed number another one has, such as versions in a list of changes."""
    numbered: dict[tuple[bool, str], list[ImportedSection]] = defaultdict(list)
    for section in (each for top in sections for each in top.walk() if each.number):
        numbered[section.role is Role.PART, section.number or ""].append(section)
    return [
        section
        for alike in numbered.values()
        for section in alike
        if len(alike) > 1 and section.fixed_number
    ]


def leave_untyped_out(sections: Sequence[ImportedSection]) -> None:
    """Leave those out of the count that have no typed number, where those beside them are counted
    by theirs: an introduction, or a list of works, which the count would take for the first ones.
    """
    parts = [each for each in sections if each.role is Role.PART]
    chapters = [each for each in sections if each.role is not Role.PART]
    siblings = [*chapters, *(child for part in parts for child in part.children)]
    for section in siblings:
        leave_untyped_out(section.children)
    counted = [s for s in siblings if s.number is not None and s.role is not Role.APPENDIX]
    typed = [typed_number(section.title or "") for section in counted]
    if _counts_itself([each.number for each in typed if each]):
        for section, number in zip(counted, typed, strict=True):
            if number is None:
                for each in section.walk():
                    each.number = None


def _counts_itself(numbers: Sequence[str]) -> bool:
    """Whether numbers count from one on, perhaps anew in each part."""
    place = 0
    for number in numbers:
        last = number.rpartition(".")[2]
        place = place + 1 if _same(last, str(place + 1)) else 1
        if not _same(last, str(place)):
            return False
    return len(numbers) >= _ENOUGH


def _leave_series_out(siblings: Sequence[ImportedSection]) -> None:
    """Leave those out of the count that have one of their own as title: `Letter I`, `Letter II`.

    Where sections below them are numbered, these need the count.
    """
    series: dict[str, list[tuple[ImportedSection, str]]] = defaultdict(list)
    for section in siblings:
        _leave_series_out(section.children)
        if found := numbered_word(section.title or ""):
            word, number = found
            series[word].append((section, number))
    for entries in series.values():
        counted = (_same(number, str(place)) for place, (_, number) in enumerate(entries, start=1))
        below = [child for section, _ in entries for child in section.children]
        if len(entries) >= _ENOUGH and all(counted) and not any(each.number for each in below):
            for section, _ in entries:
                section.number = None


_Entry = tuple[ImportedSection, Typed | None, str]


def _settle_level(
    entries: Sequence[_Entry], depth: int, questions: Questions
) -> Iterator[tuple[ImportedSection, str]]:
    """The sections of a level whose typed numbers are taken, each with what it loses."""
    for section, _, _ in entries:
        if _ALONE.fullmatch(section.title or ""):
            section.number = None  # the number is all of the title, and so is printed once
    entries = [entry for entry in entries if entry[0].number is not None]
    numbered = [(section, typed, counted) for section, typed, counted in entries if typed]
    if not entries or len(numbered) < min(_ENOUGH, len(entries)):
        return
    others = [each for each in numbered if not _same(each[1].number, each[2])]
    agrees = not others or _counts_anew(others, depth, questions)
    for section, typed, _ in entries:
        if typed is None:
            if len(numbered) * 2 > len(entries):
                section.number = None  # one of few without a number, such as a summary
            continue
        yield section, (section.title or "")[: typed.length]
        _shorten(section, typed.length)
        if not agrees:
            section.number = section.fixed_number = typed.number.upper()


def _counts_anew(others: Sequence[_Entry], depth: int, questions: Questions) -> bool:
    """Whether an editor drops typed numbers of a level that are others than those of the count."""
    evidence = [f"{section.title} (by count: {counted})" for section, _, counted in others]
    answer = questions.ask(
        f"numbers-{depth}",
        f"typed numbers of level {depth} are others than the book’s",
        f"{len(others)} titles of this level have a number that the count does not give.",
        (
            Choice("keep", "all numbers of this level stay as they are typed"),
            Choice("count", "they are dropped, and the book counts"),
        ),
        evidence[:_MOST_SHOWN],
    )
    return answer == "count"


_MOST_SHOWN = 12


def _same(typed: str, counted: str) -> bool:
    last = counted.rpartition(".")[2]
    romans = roman(int(last)).upper() if last.isdigit() else last
    if typed.lower() in SPELLED:
        return str(SPELLED.index(typed.lower()) + 1) == last
    return typed.upper() in (counted.upper(), last.upper(), romans)


def _shorten(section: ImportedSection, length: int) -> None:
    title = section.title or ""
    if section.markup:
        typed = title[:length].strip()
        if section.markup.startswith(typed):
            section.markup = section.markup[len(typed) :].lstrip()
        else:
            section.markup = None
    section.called = title[:length]
    section.title = title[length:].lstrip() or title


def _counted(
    sections: Sequence[ImportedSection], depth: int = 1, prefix: str = "", *, composed: bool = False
) -> Iterator[tuple[int, ImportedSection, str]]:
    """Each numbered section with its depth below the chapters, and the number it will have."""
    counts: dict[Role, int] = defaultdict(int)
    for section in sections:
        if section.role is Role.PART:
            yield 0, section, str(counts[Role.PART] + 1)
            counts[Role.PART] += 1
            if composed:
                yield from _counted(section.children, depth, str(counts[Role.PART]))
            else:
                yield from _counted_in_part(section, counts)
            continue
        if section.number is None:
            continue
        counts[section.role] += 1
        yield from _with_children(section, counts[section.role], depth, prefix)


def _counted_in_part(
    part: ImportedSection, counts: dict[Role, int]
) -> Iterator[tuple[int, ImportedSection, str]]:
    for section in part.children:
        if section.number is not None:
            counts[section.role] += 1
            yield from _with_children(section, counts[section.role], 1, "")


def _with_children(
    section: ImportedSection, count: int, depth: int, prefix: str
) -> Iterator[tuple[int, ImportedSection, str]]:
    bare = chr(ord("A") + count - 1) if section.role is Role.APPENDIX else str(count)
    number = f"{prefix}.{bare}" if prefix else bare
    yield depth, section, number
    yield from _counted(section.children, depth + 1, number)
