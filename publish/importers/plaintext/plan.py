"""The recovered headings as the entries of a book's spine: nested, with roles and numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from publish.importers.bookfolder import ImportedSection, LevelScheme
from publish.importers.plaintext.heading_names import BACK_ROLES, FRONT_ROLES, role_of_name
from publish.importers.plaintext.numerals import UNIT
from publish.importers.plaintext.recovery import Heading, Recovery
from publish.importers.plaintext.schemes import ranks, schemes
from publish.model.numerals import format_numeral
from publish.model.roles import Matter, Rank, Role

_ROLE_OF_RANK = {Rank.VOLUME: Role.VOLUME, Rank.PART: Role.PART, Rank.CHAPTER: Role.CHAPTER}
# Cataloguing sets in brackets what the source itself does not say (ISBD A.8).
_UNTITLED_PART = {"de": "[Teil ohne Titel]", "zh": "[无题部分]"}
_UNTITLED = {"de": "Ohne Titel", "zh": "无题"}
_OPENING_WORDS = 14


@dataclass(slots=True)
class PlannedSection(ImportedSection):
    """One section of the book to be written, with its origin in the source.

    `line` is its line in the source and `heading` its heading there; `miscounted` means that the
    source shows another number, `supplied` that the source has no such section at all.
    """

    line: int = 0
    heading: Heading | None = None
    numbered: bool = False
    miscounted: bool = False
    supplied: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The book to be written: its title, its entries in spine order, and its numbering by depth."""

    title: str
    title_supplied: bool
    entries: tuple[PlannedSection, ...]
    schemes: Mapping[int, LevelScheme]

    def walk(self) -> Iterator[PlannedSection]:
        """All entries in reading order."""
        for entry in self.entries:
            yield from entry.walk()


def make_plan(
    recovery: Recovery, title: str | None = None, containers: Sequence[str] | None = None
) -> Plan:
    """Nest the headings of a recovery.

    `title` is the book's as an editor gave it, None leaves it to the importer. `containers` are the
    titles an editor gave to the sections that hold a passage without any heading of its own: none,
    one or two from the outside in; None leaves them to the importer.
    """
    supplied = title is None and recovery.front.title is None
    title = title or recovery.front.title or _opening_words(recovery)
    by_depth = schemes(recovery.headings)
    if not recovery.headings:
        return Plan(title, supplied, (_passage(recovery, title, containers),), by_depth)
    tops = _nest(recovery.headings, ranks(recovery.headings))
    _set_matter(tops)
    _Numbers(by_depth).assign(tops, None, depth=1)
    _mark_broken_off(tops)
    foreword = [_foreword(recovery)] if recovery.preamble else []
    order = list(Matter)
    entries = sorted([*foreword, *tops], key=lambda entry: order.index(entry.matter))
    return Plan(title, supplied, tuple(entries), by_depth)


def _opening_words(recovery: Recovery) -> str:
    """A title out of the first sentence: what a catalogue calls a text that has none."""
    first = next((f.title for f in recovery.headings), None)
    text = recovery.preamble[0].text if recovery.preamble else first or ""
    sentence = text.split(". ")[0].split("。")[0].rstrip(".:;, ")
    words = sentence.split()
    if len(words) > _OPENING_WORDS:
        return " ".join(words[:_OPENING_WORDS]) + " …"
    return sentence[:120] or _UNTITLED.get(recovery.language, "Untitled")


def _foreword(recovery: Recovery) -> PlannedSection:
    return PlannedSection(
        None,
        Role.FOREWORD,
        Matter.FRONT,
        line=recovery.preamble[0].line,
        blocks=recovery.preamble,
        supplied=True,
    )


def _passage(recovery: Recovery, title: str, containers: Sequence[str] | None) -> PlannedSection:
    """A text without headings, as one chapter; with run-in headings as a chapter inside a part.

    Run-in headings stand below the sections of a chapter in works that have parts, so that a
    passage of such a work is a copy whose two outer levels are cut off. Both are put back, in
    brackets, for the editor to name or to delete.
    """
    run_ins = any(paragraph.run_in for paragraph in recovery.preamble)
    if containers is None:
        part = _UNTITLED_PART.get(recovery.language, "[Untitled part]")
        containers = [part, f"[{title}]"] if run_ins else [title]
    names = list(containers) or [title]
    line = recovery.preamble[0].line if recovery.preamble else 1
    chapter = PlannedSection(
        names[-1],
        Role.CHAPTER,
        Matter.BODY,
        line=line,
        blocks=recovery.preamble,
        supplied=True,
    )
    for name in reversed(names[:-1]):
        part_entry = PlannedSection(name, Role.PART, Matter.BODY, line=line, supplied=True)
        part_entry.children.append(chapter)
        chapter = part_entry
    return chapter


def _nest(headings: Sequence[Heading], rank_of: Mapping[int, Rank]) -> list[PlannedSection]:
    tops: list[PlannedSection] = []
    open_: list[PlannedSection] = []
    for heading in headings:
        entry = PlannedSection(
            heading.title,
            _ROLE_OF_RANK.get(rank_of[heading.depth], Role.SECTION),
            Matter.BODY,
            line=heading.line,
            heading=heading,
            blocks=heading.paragraphs,
            missing=heading.missing,
            numbered=heading.value is not None,
        )
        del open_[heading.depth - 1 :]
        (open_[-1].children if open_ else tops).append(entry)
        open_.append(entry)
    return tops


def _set_matter(tops: Sequence[PlannedSection]) -> None:
    """Named sections before the first number are front matter, behind the last one back matter."""
    numbered = [i for i, entry in enumerate(tops) if entry.numbered]
    first = numbered[0] if numbered else len(tops)
    last = numbered[-1] if numbered else -1
    for i, entry in enumerate(tops):
        if entry.numbered:
            continue
        name = role_of_name(entry.title or "")
        if name in FRONT_ROLES and i < first and (numbered or i == 0):
            entry.role, entry.matter = Role(name), Matter.FRONT
        elif name in BACK_ROLES and i > last and (numbered or i == len(tops) - 1):
            entry.role, entry.matter = Role(name), Matter.BACK
        elif not entry.children:
            entry.role = Role.CHAPTER
    _keep_order(tops)


def _keep_order(tops: Sequence[PlannedSection]) -> None:
    """The body is one stretch: what stands before or behind other body sections belongs to it."""
    body = [i for i, entry in enumerate(tops) if entry.matter is Matter.BODY]
    for i, entry in enumerate(tops):
        inside = bool(body) and body[0] < i < body[-1]
        if inside and entry.matter is not Matter.BODY:
            entry.role, entry.matter = Role.CHAPTER, Matter.BODY


def _mark_broken_off(tops: Sequence[PlannedSection]) -> None:
    """A last heading of the body without any text behind it is missing its text as well."""
    present = [e for top in tops for e in top.walk() if not e.missing]
    if present and not present[-1].blocks and not present[-1].children:
        present[-1].missing = True


@dataclass(slots=True)
class _Numbers:
    """Gives each entry its number as the book's own count will, and notes where it must be told."""

    schemes: Mapping[int, LevelScheme]
    last: dict[tuple[int, int], int] = field(default_factory=dict)

    def assign(
        self, siblings: Sequence[PlannedSection], parent: PlannedSection | None, *, depth: int
    ) -> None:
        """Number one group of siblings and all below."""
        scheme = self.schemes.get(depth)
        for i, entry in enumerate(siblings):
            if scheme and entry.numbered and entry.matter is Matter.BODY:
                following = next((e for e in siblings[i + 1 :] if e.numbered), None)
                self._number(entry, parent, following, scheme, depth)
            else:
                entry.numbered = False
            self.assign(entry.children, entry, depth=depth + 1)

    def _number(
        self,
        entry: PlannedSection,
        parent: PlannedSection | None,
        following: PlannedSection | None,
        scheme: LevelScheme,
        depth: int,
    ) -> None:
        key = (depth, id(parent) if scheme.restart else 0)
        last = self.last.get(key)
        ordinal = _value(entry)
        expected = UNIT if last is None else (last // UNIT + 1) * UNIT
        if ordinal != expected and _is_wrong(ordinal, last, expected, following):
            entry.miscounted, ordinal = True, expected
        printed, letter = divmod(ordinal, UNIT)
        own = format_numeral(printed, scheme.numeral) + (chr(96 + letter) if letter else "")
        above = parent.number if parent and scheme.compose else None
        entry.number = f"{above}.{own}" if above else own
        if letter:
            entry.fixed_number = entry.number
        elif ordinal != expected:
            entry.start = printed
        self.last[key] = ordinal


def _is_wrong(
    ordinal: int, last: int | None, expected: int, following: PlannedSection | None
) -> bool:
    """Whether a number that is not the expected one is a mistake, and not a gap or a letter."""
    if last is not None and ordinal <= last:
        return True
    if ordinal % UNIT or (last is None and ordinal < expected):
        return False
    # If the next sibling goes on as if nothing were left out, the number is a misprint.
    return following is not None and _value(following) == expected + UNIT


def _value(entry: PlannedSection) -> int:
    value = entry.heading.value if entry.heading else None
    return UNIT if value is None else value
