"""The lines before the text: title, who issued it, when, and the agency's dateline."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from publish.importers.plaintext.alignment import similarity
from publish.importers.plaintext.blocks import Block, sort_key, word_count
from publish.importers.plaintext.contents import Zone
from publish.importers.plaintext.dates import PartialDate, find_dates, is_date_line, merged
from publish.importers.plaintext.heading_names import role_of_name
from publish.importers.plaintext.ledger import SpanRole

_ORGANISATION = re.compile(
    r"\b(office|ministry|council|republic|government|agency|department|committee|commission|bureau|"
    r"university|institute|association|organi[sz]ation|authority|academy|foundation|union|court|"
    r"parliament|secretariat|press|ministerium|bundes\w+|amt|regierung|universität)\b"
    r"|(国务院|办公室|委员会|共和国|新闻办|部|局|研究院|大学)$",
    re.I,
)
_QUOTED = re.compile(r"[\"“„«《]([^\"“”„«»《》]{8,300})[\"”“»》]")
_BYLINE = re.compile(r"(?:by|von|par|por)\s+(\S.*)", re.I)
_AFTER_DATE = re.compile(r"\s*(\([^)]*\)|电|讯)?\s*([.:—–]|--?|电|讯|\))\s*\S")
_BEFORE_DATE = re.compile(
    r"[\w .,'’()/&-]{2,80}[,)]\s*|[\u4e00-\u9fff（）()]{3,20}|[A-Z][A-Z .]+\s"
)
_TITLE_MOST_WORDS = 32
_QUOTE_LIKENESS = 0.5


@dataclass(frozen=True, slots=True)
class Front:
    """What the lines before the text tell; `roles` books each of their blocks.

    `day` is the date if day, month and year are known; `printed_date` the words of the date line.
    `size` counts the blocks from the start that belong to the front.
    """

    title: str | None
    subtitle: str | None
    authors: tuple[str, ...]
    issuers: tuple[str, ...]
    day: datetime.date | None
    printed_date: str | None
    roles: tuple[tuple[Block, SpanRole], ...]
    size: int


def read_front(blocks: Sequence[Block], zone: Zone | None) -> Front:
    """Read the blocks before the contents list, or before the text where there is none."""
    lines = list(blocks[: zone.start]) if zone else _leading(blocks)
    # A long paragraph before the contents is text of the book, not a line of its title page.
    taken = [b for b in lines if word_count(b.text) <= _TITLE_MOST_WORDS or _dateline(b.text)]
    wires = {b.index: date for b in taken if (date := _dateline(b.text))}
    dates = {
        b.index: date for b in taken if b.index not in wires and (date := is_date_line(b.text))
    }
    rest = [b for b in taken if b.index not in wires and b.index not in dates]
    title = _choose_title(rest, [b.text for b in taken if b.index in wires])
    issuers = [b for b in rest if b is not title and _is_organisation(b.text)]
    bylines = [b for b in rest if b is not title and _BYLINE.fullmatch(b.text)]
    spare = [b for b in rest if b is not title and b not in issuers and b not in bylines]
    roles = _roles(taken, title, [*issuers, *bylines], wires, dates)
    names = _names(title, spare)
    first_date = next(iter(dates.items()), None)
    return Front(
        title=names[0],
        subtitle=names[1],
        authors=tuple(m[1] for b in bylines if (m := _BYLINE.fullmatch(b.text))),
        issuers=tuple(b.text for b in issuers),
        day=merged(first_date[1] if first_date else None, next(iter(wires.values()), None)),
        printed_date=blocks[first_date[0]].text if first_date else None,
        roles=roles,
        size=len(lines),
    )


def _roles(
    taken: Sequence[Block],
    title: Block | None,
    named: Sequence[Block],
    wires: dict[int, PartialDate],
    dates: dict[int, PartialDate],
) -> tuple[tuple[Block, SpanRole], ...]:
    def role(block: Block) -> SpanRole:
        if block is title:
            return SpanRole.TITLE
        if block.index in wires:
            return SpanRole.DATELINE
        if block.index in dates:
            return SpanRole.DATE
        return SpanRole.ISSUER if block in named else SpanRole.FRONT

    return tuple((block, role(block)) for block in taken)


def _dateline(text: str) -> PartialDate | None:
    """The date of an agency's dateline ("Agency, Place, May 3. …"), or None for any other line."""
    for date in find_dates(text[:120])[:1]:
        before = text[: date.start]
        capital = bool(before) and (before[0].isupper() or before[0] > "\u2fff")
        placed = capital and len(before.split()) <= 9 and _BEFORE_DATE.fullmatch(before)
        if placed and _AFTER_DATE.match(text, date.end):
            return date
    return None


def _leading(blocks: Sequence[Block]) -> list[Block]:
    """The short lines before the first paragraph or marked line; datelines among them."""
    found: list[Block] = []
    for block in blocks:
        if _dateline(block.text) and len(found) <= 3:
            found.append(block)
        elif block.readings or role_of_name(block.text) or not _is_front_line(block.text):
            break
        else:
            found.append(block)
    marked = any(block.readings for block in blocks)
    plain = [b for b in found if not _dateline(b.text) and not is_date_line(b.text)]
    plain = [b for b in plain if not _is_organisation(b.text) and not _BYLINE.fullmatch(b.text)]
    # Where no heading has a number, the last short line before the text may well be one.
    if not marked and len(plain) > 1 and found and found[-1] is plain[-1]:
        found.pop()
    return found


def _is_front_line(text: str) -> bool:
    if word_count(text) > _TITLE_MOST_WORDS:
        return False
    if text[-1] in ":：":
        return True
    return text[-1] not in ".。!！;；,，" or bool(is_date_line(text))


def _is_organisation(text: str) -> bool:
    return word_count(text) <= 10 and text[-1] not in ":：." and bool(_ORGANISATION.search(text))


def _choose_title(lines: Sequence[Block], wires: Sequence[str]) -> Block | None:
    """The line that the dateline quotes; else the first that names no organisation."""
    lines = [b for b in lines if b.text[-1] not in ":：" and not _BYLINE.fullmatch(b.text)]
    quoted = [sort_key(match) for wire in wires for match in _QUOTED.findall(wire)]
    alike = [(max((_likeness(q, b) for q in quoted), default=0.0), -b.index, b) for b in lines]
    if alike and (best := max(alike, key=lambda each: each[:2]))[0] >= _QUOTE_LIKENESS:
        return best[2]
    plain = [b for b in lines if not _is_organisation(b.text)]
    return next(iter(plain or lines), None)


def _likeness(quoted: str, block: Block) -> float:
    """Share of words in common: agencies quote titles in another wording."""
    a, b = set(quoted.split()), set(sort_key(block.text).split())
    shared = len(a & b) / max(1, len(a | b))
    return max(shared, similarity(quoted, sort_key(block.text)))


def _names(title: Block | None, spare: Sequence[Block]) -> tuple[str | None, str | None]:
    """Title and subtitle: a colon parts them, or the subtitle stands on the next line."""
    if title is None:
        return None, None
    head, mark, tail = (part.strip() for part in title.text.partition(": "))
    if mark and len(head.split()) >= 2 and len(tail.split()) >= 2:
        return head, tail
    below = (b.text for b in spare if b.index == title.index + 1 and b.text[-1] not in ":：")
    return title.text, next(below, None)
