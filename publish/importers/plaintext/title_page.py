"""The lines before the text: title, authors, issuers, date, and the dateline of a news agency."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from publish.importers.bookfolder.heading_names import role_of_heading, sort_key
from publish.importers.plaintext.alignment import similarity
from publish.importers.plaintext.blocks import Block, word_count
from publish.importers.plaintext.dates import (
    PartialDate,
    complete_date,
    find_dates,
    parse_date_line,
)
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
_ROLES = (SpanRole.TITLE, SpanRole.ISSUER, SpanRole.DATE, SpanRole.DATELINE, SpanRole.FRONT)
_QUOTE_LIKENESS = 0.5


@dataclass(frozen=True, slots=True)
class TitlePage:
    """The metadata in the lines before the text, and the role of each of their blocks.

    `day` is the date if day, month and year are known; `printed_date` the words of the date line.
    `size` is the number of blocks before the text.
    """

    title: str | None
    subtitle: str | None
    authors: tuple[str, ...]
    issuers: tuple[str, ...]
    day: datetime.date | None
    printed_date: str | None
    roles: tuple[tuple[Block, SpanRole], ...]
    size: int


def read_title_page(
    blocks: Sequence[Block],
    size: int | None,
    facts: Mapping[str, str],
    headings: Collection[int] = (),
) -> TitlePage:
    """Read the first `size` blocks, which a contents list follows, or without one (None) those
    before the text.

    `facts` are what the header of an archive says: title and author; `headings` are lines that an
    editor marked as headings, before which it ends.
    """
    lines = _lines_before_text(blocks, headings) if size is None else list(blocks[:size])
    # A long paragraph before the contents is text of the book, not a line of its title page.
    short = [b for b in lines if word_count(b.text) <= _TITLE_MOST_WORDS or _dateline(b.text)]
    by_role = _classify(short)
    title, subtitle = _split_title(by_role[SpanRole.TITLE], by_role[SpanRole.FRONT])
    responsible = [block.text for block in by_role[SpanRole.ISSUER]]
    printed_date = next((block.text for block in by_role[SpanRole.DATE]), None)
    dateline = next((block.text for block in by_role[SpanRole.DATELINE]), None)
    roles = ((block, role) for role, group in by_role.items() for block in group)
    authors = [match[1] for text in responsible if (match := _BYLINE.fullmatch(text))]
    if not authors and "author" in facts:
        authors = [facts["author"]]
    return TitlePage(
        title=facts.get("title", title),
        subtitle=subtitle,
        authors=tuple(authors),
        issuers=tuple(text for text in responsible if _is_organisation(text)),
        day=complete_date(
            parse_date_line(printed_date) if printed_date else None,
            _dateline(dateline) if dateline else None,
        ),
        printed_date=printed_date,
        roles=tuple(sorted(roles, key=lambda pair: pair[0].index)),
        size=len(lines),
    )


def _classify(blocks: Sequence[Block]) -> dict[SpanRole, list[Block]]:
    """The blocks of the title page by role."""
    by_role: dict[SpanRole, list[Block]] = {role: [] for role in _ROLES}
    others: list[Block] = []
    for block in blocks:
        if _dateline(block.text):
            by_role[SpanRole.DATELINE].append(block)
        elif parse_date_line(block.text):
            by_role[SpanRole.DATE].append(block)
        else:
            others.append(block)
    title = _choose_title(others, [block.text for block in by_role[SpanRole.DATELINE]])
    for block in others:
        is_credit = _is_organisation(block.text) or _BYLINE.fullmatch(block.text)
        role = SpanRole.ISSUER if is_credit else SpanRole.FRONT
        by_role[SpanRole.TITLE if block is title else role].append(block)
    return by_role


def _dateline(text: str) -> PartialDate | None:
    """The date of an agency's dateline ("Agency, Place, May 3. …"), or None for any other line."""
    for date in find_dates(text[:120])[:1]:
        before = text[: date.start]
        is_name = bool(before) and (before[0].isupper() or before[0] > "\u2fff")
        is_place = is_name and len(before.split()) <= 9 and _BEFORE_DATE.fullmatch(before)
        if is_place and _AFTER_DATE.match(text, date.end):
            return date
    return None


def _lines_before_text(blocks: Sequence[Block], headings: Collection[int]) -> list[Block]:
    """The short lines before the first paragraph or numbered line, with datelines."""
    lines: list[Block] = []
    for block in blocks:
        if block.number in headings:
            return lines
        if _dateline(block.text) and len(lines) <= 3:
            lines.append(block)
        elif block.readings or role_of_heading(block.text) or not _is_front_line(block.text):
            break
        else:
            lines.append(block)
    # Where no heading has a number, the last short line before the text may be the first heading.
    titles = [block for block in lines if _could_be_title(block.text)]
    numbered = any(block.readings for block in blocks)
    if not numbered and len(titles) > 1 and lines[-1] is titles[-1]:
        first = lines.pop()
        # "SOUPS" above "Leek Soup" is a heading as well.
        if len(titles) > 2 and lines[-1] is titles[-2] and _shouts(lines[-1]) > _shouts(first):
            lines.pop()
    return lines


def _shouts(block: Block) -> bool:
    return block.text.isupper()


def _could_be_title(text: str) -> bool:
    if _dateline(text) or parse_date_line(text):
        return False
    return not _is_organisation(text) and not _BYLINE.fullmatch(text)


def _is_front_line(text: str) -> bool:
    if word_count(text) > _TITLE_MOST_WORDS:
        return False
    if text[-1] in ":：":
        return True
    return text[-1] not in ".。!！;；,，" or bool(parse_date_line(text))


def _is_organisation(text: str) -> bool:
    return word_count(text) <= 10 and text[-1] not in ":：." and bool(_ORGANISATION.search(text))


def _choose_title(lines: Sequence[Block], datelines: Sequence[str]) -> Block | None:
    """The line that a dateline quotes, or the first line that is not an organisation."""
    lines = [b for b in lines if b.text[-1] not in ":：" and not _BYLINE.fullmatch(b.text)]
    quotes = [sort_key(match) for dateline in datelines for match in _QUOTED.findall(dateline)]
    scored = [(max((_likeness(q, b) for q in quotes), default=0.0), -b.index, b) for b in lines]
    if scored and (best := max(scored, key=lambda each: each[:2]))[0] >= _QUOTE_LIKENESS:
        return best[2]
    titles = [b for b in lines if not _is_organisation(b.text)]
    return next(iter(titles or lines), None)


def _likeness(quote: str, block: Block) -> float:
    """The share of common words, or the similarity: agencies quote titles in other words."""
    a, b = set(quote.split()), set(sort_key(block.text).split())
    shared = len(a & b) / max(1, len(a | b))
    return max(shared, similarity(quote, sort_key(block.text)))


def _split_title(titles: Sequence[Block], others: Sequence[Block]) -> tuple[str | None, str | None]:
    """Title and subtitle: separated by a colon, or the subtitle is on the next line."""
    if not titles:
        return None, None
    title = titles[0]
    head, colon, tail = (part.strip() for part in title.text.partition(": "))
    if colon and len(head.split()) >= 2 and len(tail.split()) >= 2:
        return head, tail
    below = (b.text for b in others if b.index == title.index + 1 and b.text[-1] not in ":：")
    return title.text, next(below, None)
