"""The passages of a text: pages of an archive, furniture, title page, contents list and body."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from publish.importers.bookfolder.heading_names import (
    is_contents_heading,
    role_of_heading,
    sort_key,
)
from publish.importers.bookfolder.language import guess_language
from publish.importers.plaintext.archive_pages import ArchivePages, find_archive_pages
from publish.importers.plaintext.blocks import (
    HEADING_MOST_WORDS,
    Block,
    Line,
    build_block,
    build_blocks,
    is_page_number,
    is_wrapped,
    split_lines,
    word_count,
)
from publish.importers.plaintext.contents import (
    NO_CONTENTS,
    ContentsLines,
    ContentsRange,
    contents_between,
    find_contents,
    lines_of,
    otherwise_ended,
    possible_contents,
)
from publish.importers.plaintext.entries import contents_entries
from publish.importers.plaintext.furniture import find_furniture
from publish.importers.plaintext.learned_names import with_learned_names
from publish.importers.plaintext.title_page import TitlePage, read_title_page

_REPEATED = 0.5  # share of the entries that are repeated in a text that does not break off
_MOST_OTHERS = 3  # readings of a contents list on the sheet, besides that which was found
_UNFINISHED = ";:,；：，"  # ends of lines that are no titles
_ENDS = f".。{_UNFINISHED}"
_SERIES = 3  # labels
_NEARLY_ALL = 0.8
_LONG_TEXT = 12  # words of a paragraph


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages of a text: `listed` are the lines of the contents list, `entries` those without
    its heading and page numbers, `before` is text before the first heading. `breaks` are the
    indexes of the blocks before which furniture was removed. `contents` are the lines of the
    contents list, `other_contents` those that it may have instead, the likeliest first.
    """

    text: str
    lines: tuple[Line, ...]
    wrapped: bool
    language: str
    furniture: tuple[Block, ...]
    archive_pages: tuple[Block, ...]
    title_page: TitlePage
    listed: tuple[Block, ...]
    entries: tuple[Block, ...]
    before: tuple[Block, ...]
    body: tuple[Block, ...]
    breaks: frozenset[int]
    contents: ContentsLines
    other_contents: tuple[ContentsLines, ...]


class _Pages(NamedTuple):
    """The blocks of a text that do not belong to its pages or its archive, and what does."""

    blocks: list[Block]
    breaks: frozenset[int]
    furniture: tuple[Block, ...]
    archive: ArchivePages
    archive_pages: tuple[Block, ...]


def find_passages(
    text: str, chosen: ContentsLines | None = None, headings: Collection[int] = ()
) -> Passages:
    """The passages of a text; `chosen` are the lines of the contents list if an editor named them,
    None to find it, `headings` the lines that an editor marked as headings."""
    lines = split_lines(text)
    wrapped = is_wrapped(lines)
    pages = _without_pages(with_learned_names(build_blocks(lines, wrapped=wrapped)), headings)
    blocks = pages.blocks
    contents = find_contents(blocks) if chosen is None else contents_between(blocks, chosen)
    listed = blocks[contents.start : contents.end] if contents else []
    entries = contents_entries(listed)
    begin = _start_of_text(blocks, contents, entries)
    title_page = read_title_page(blocks, begin, pages.archive.facts, headings)
    on_title_page = {block.index for block, _ in title_page.roles}
    front = blocks[: title_page.size] if contents else []
    return Passages(
        text=text,
        lines=tuple(lines),
        wrapped=wrapped,
        language=pages.archive.language or guess_language("\n".join(b.text for b in blocks)),
        furniture=pages.furniture,
        archive_pages=pages.archive_pages,
        title_page=title_page,
        listed=tuple(listed),
        entries=tuple(entries),
        before=tuple(b for b in front if b.index not in on_title_page),
        body=tuple(_body(blocks, contents, title_page.size)),
        breaks=pages.breaks,
        contents=lines_of(blocks, contents),
        other_contents=_other_contents(blocks, contents) if chosen is None else (),
    )


def _other_contents(
    blocks: Sequence[Block], contents: ContentsRange | None
) -> tuple[ContentsLines, ...]:
    """The lines that the contents list may have instead of those that were found."""
    if contents is None:
        possible = possible_contents(blocks)
        return (lines_of(blocks, possible),) if possible else ()
    other = [lines_of(blocks, each) for each in otherwise_ended(blocks, contents)]
    none = [NO_CONTENTS] if _may_be_headings(blocks, contents) else []
    return (*none, *other)[:_MOST_OTHERS]


def _may_be_headings(blocks: Sequence[Block], contents: ContentsRange) -> bool:
    """Whether a list has no heading, and less than half of its entries are repeated."""
    entries = contents_entries(blocks[contents.start : contents.end])
    later = {sort_key(block.title) for block in blocks[contents.end :]}
    repeated = sum(sort_key(entry.title) in later for entry in entries)
    headed = is_contents_heading(blocks[contents.start].text)
    return not headed and repeated < _REPEATED * len(entries)


def _body(blocks: Sequence[Block], contents: ContentsRange | None, start: int) -> list[Block]:
    if contents is None:
        return list(blocks[start:])
    return [*blocks[start : contents.start], *blocks[contents.end :]]


def _start_of_text(
    blocks: Sequence[Block], contents: ContentsRange | None, entries: Sequence[Block]
) -> int | None:
    """Where the text begins if there is a contents list: at its start, or at a heading before it
    that has a text; None without a list."""
    if contents is None:
        return None
    listed = {sort_key(entry.title) for entry in entries}
    for block, below in pairwise(blocks[: contents.start]):
        is_heading = role_of_heading(block.text) or sort_key(block.title) in listed
        if block.index and is_heading and word_count(below.text) > _LONG_TEXT:
            return block.index
    return contents.start


# -- what does not belong to the text --------------------------------------------------------------


def _without_pages(blocks: Sequence[Block], headings: Collection[int]) -> _Pages:
    archive = find_archive_pages(blocks)
    furniture = find_furniture(blocks) - archive.blocks
    remaining, breaks = _join_titles(*_without(blocks, archive.blocks, furniture), headings)
    return _Pages(
        _without_lone_numbers(remaining),
        breaks,
        tuple(blocks[i] for i in sorted(furniture)),
        archive,
        tuple(blocks[i] for i in sorted(archive.blocks)),
    )


def _without(
    blocks: Sequence[Block], archive_pages: Collection[int], furniture: Collection[int]
) -> tuple[list[Block], frozenset[int]]:
    """The blocks without furniture and the pages of an archive, renumbered, and the indexes before
    which furniture was removed."""
    remaining: list[Block] = []
    breaks: set[int] = set()
    for block in blocks:
        if block.index in furniture:
            breaks.add(len(remaining))
        elif block.index not in archive_pages:
            remaining.append(replace(block, index=len(remaining)))
    return remaining, frozenset(breaks)


def _without_lone_numbers(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, of which those with only digits are no headings if others have numbers."""
    if not any(block.readings and not is_page_number(block.text) for block in blocks):
        return list(blocks)
    return [replace(b, readings=()) if is_page_number(b.text) else b for b in blocks]


# -- titles on two lines ---------------------------------------------------------------------------


def _join_titles(
    blocks: Sequence[Block], breaks: Collection[int], headings: Collection[int]
) -> tuple[list[Block], frozenset[int]]:
    """The blocks with titles joined: "Part Two" alone on a line and the title below it are one,
    unless this is one of the `headings` itself."""
    joined: list[Block] = []
    moved: set[int] = set()
    ends = _UNFINISHED if _titles_end_in_stops(blocks) else _ENDS
    for block in blocks:
        is_title = block.number not in headings and _is_plain_title(block, ends)
        if joined and is_title and _lacks_title(joined[-1]):
            above = joined.pop()
            both = build_block(above.index, (*above.lines, *block.lines))
            text = f"{above.text} {block.text}"
            readings = tuple(r._replace(title=block.text) for r in above.readings)
            block = replace(both, text=text, readings=readings)
        if block.index in breaks:
            moved.add(len(joined))
        joined.append(replace(block, index=len(joined)))
    return joined, frozenset(moved)


def _lacks_title(block: Block) -> bool:
    # "Chapter 3        17" is an entry of a contents list, and the number that of a page.
    return (
        not block.ends_in_page_number
        and bool(block.readings)
        and not any(reading.title for reading in block.readings)
    )


def _titles_end_in_stops(blocks: Sequence[Block]) -> bool:
    """Whether nearly all labels without a title are above a short line that ends in a stop and a
    text: the sentence of an article is not its title."""
    labels = [i for i, block in enumerate(blocks) if _lacks_title(block)]
    stopped = sum(_is_stopped_title(blocks[i + 1 : i + 3]) for i in labels)
    return stopped >= max(_SERIES, _NEARLY_ALL * len(labels))


def _is_stopped_title(below: Sequence[Block]) -> bool:
    if len(below) < 2 or below[1].readings or not _is_plain_title(below[0], _UNFINISHED):
        return False
    return below[0].text[-1] in ".。" and word_count(below[1].text) > _LONG_TEXT


def _is_plain_title(block: Block, ends: str) -> bool:
    short = word_count(block.text) <= HEADING_MOST_WORDS
    return short and not block.readings and block.text[-1] not in ends
