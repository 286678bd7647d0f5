"""Quotations, lists, verses and tables of plain text, by their marks, indents and columns.

The paragraphs of a section become blocks of Markdown where they are more than paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from publish.importers.bookfolder.escaping import escape_markdown
from publish.importers.plaintext.blocks import normalize_spaces, word_count
from publish.importers.plaintext.paragraphs import SourceParagraph

Blocks = list[SourceParagraph | str]
_BULLET = re.compile(r"([-–—•·◦▪○●*])\s+(?=\S)")
_NUMBER = re.compile(r"([0-9]{1,3})[.)]\s+(?=\S)")
_SPEECH = "–—"  # dashes that open a speech as well
_QUOTED = re.compile(r"\s*>\s?")
_COLUMNS = re.compile(r"\t+|\s{2,}")
_WIDE = re.compile(r"\S(?:\t+|\s{2,})\S")
_DEEP = 2  # characters: an indent of all lines
_ROWS = 3  # the fewest rows that show columns
_RAGGED = 0.75  # of the usual width: lines of verse are shorter
_LONGEST_ITEM = 60  # words


def blocks_of(paragraphs: Sequence[SourceParagraph | str], *, wrapped: bool) -> Blocks:
    """The blocks of a section."""
    plain = [p for p in paragraphs if isinstance(p, SourceParagraph)]
    width = max((len(line.raw.strip()) for p in plain for line in p.lines), default=0)
    blocks: Blocks = []
    at = 0
    while at < len(paragraphs):
        size, block = _next_block(paragraphs, at, width if wrapped else 0)
        blocks.append(block)
        at += size
    return blocks


def _next_block(
    paragraphs: Sequence[SourceParagraph | str], at: int, width: int
) -> tuple[int, SourceParagraph | str]:
    first = paragraphs[at]
    if isinstance(first, str) or first.run_in:
        return 1, first
    for find in (_table, _bullets, _numbers):
        size, text = find(_run(paragraphs, at))
        if size:
            return size, text
    return 1, _indented(first, width) or first


def _run(paragraphs: Sequence[SourceParagraph | str], at: int) -> Iterator[SourceParagraph]:
    """The plain paragraphs from there on."""
    for i in range(at, len(paragraphs)):
        each = paragraphs[i]
        if isinstance(each, str) or each.run_in:
            return
        yield each


def markdown_of(paragraph: SourceParagraph) -> str:
    """The words of a paragraph as Markdown."""
    return paragraph.markup or escape_markdown(paragraph.text)


# -- lists ----------------------------------------------------------------------------------------


def _bullets(run: Iterator[SourceParagraph]) -> tuple[int, str]:
    first = next(run)
    mark = _BULLET.match(first.text)
    if not mark:
        return 0, ""
    alike = takewhile(lambda p: p.text[0] == mark[1] and bool(_BULLET.match(p.text)), run)
    items = [first, *alike]
    # A dialogue has a dash before each speech, and its sentences end.
    speech = mark[1] in _SPEECH and any(p.text[-1] in '.!?…"”»' for p in items)
    if len(items) < 2 or speech:
        return 0, ""
    return len(items), _list(items, ["-"] * len(items), _BULLET)


def _numbers(run: Iterator[SourceParagraph]) -> tuple[int, str]:
    items: list[SourceParagraph] = []
    for number, paragraph in enumerate(run, 1):
        match = _NUMBER.match(paragraph.text)
        if not match or int(match[1]) != number or word_count(paragraph.text) > _LONGEST_ITEM:
            break
        items.append(paragraph)
    if len(items) < 2:
        return 0, ""
    return len(items), _list(items, [f"{i}." for i in range(1, len(items) + 1)], _NUMBER)


def _list(items: Sequence[SourceParagraph], marks: Sequence[str], mark: re.Pattern[str]) -> str:
    rows = (
        f"{sign} {escape_markdown(mark.sub('', item.text, count=1))}"
        for sign, item in zip(marks, items, strict=True)
    )
    return "\n".join(rows)


# -- tables ---------------------------------------------------------------------------------------


def _table(run: Iterator[SourceParagraph]) -> tuple[int, str]:
    rows: list[str] = []
    size = 0
    for paragraph in run:
        lines = [line.raw for line in paragraph.lines]
        if not all(_WIDE.search(raw) for raw in lines):
            break
        rows.extend(lines)
        size += 1
    cells = [[escape_markdown(c) for c in _COLUMNS.split(raw.strip())] for raw in rows]
    if len(rows) < _ROWS or len({len(row) for row in cells}) != 1 or not _aligned(rows):
        return 0, ""
    has_head = _is_head(cells)
    head = cells.pop(0) if has_head else [""] * len(cells[0])
    written = [_row(head), _row(["---"] * len(head)), *map(_row, cells)]
    return size, "\n".join(written if has_head else ["{.row-heads}", *written])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _aligned(rows: Sequence[str]) -> bool:
    """Whether the columns of all rows begin or end at the same place, or tabs divide them."""
    if all("\t" in row.strip() for row in rows):
        return True
    spans = [[match.span() for match in re.finditer(r"\S+(?: \S+)*", row.rstrip())] for row in rows]
    columns = list(zip(*(row[1:] for row in spans), strict=False))
    return all(
        len({start for start, _ in column}) == 1 or len({end for _, end in column}) == 1
        for column in columns
    )


def _is_head(cells: Sequence[Sequence[str]]) -> bool:
    """Whether the first row has words where the others have figures."""
    first, *others = cells
    return any(
        not any(map(str.isdigit, name)) and all(any(map(str.isdigit, row[i])) for row in others)
        for i, name in enumerate(first)
    )


# -- quotations and verse -------------------------------------------------------------------------


def _indented(paragraph: SourceParagraph, width: int) -> str | None:
    """A quotation or verse: all lines are indented in a text that is wrapped at `width`, or begin
    with `>`."""
    lines = [line.raw for line in paragraph.lines]
    if all(_QUOTED.match(raw) for raw in lines):
        return "> " + escape_markdown(" ".join(_QUOTED.sub("", raw).strip() for raw in lines))
    if len(lines) < 2 or not width or any(line.indent < _DEEP for line in paragraph.lines):
        return None
    if max(len(raw.strip()) for raw in lines) < _RAGGED * width and _begins_lines(lines):
        return "\n".join(f"| {escape_markdown(normalize_spaces(raw))}" for raw in lines)
    return "> " + markdown_of(paragraph)


def _begins_lines(lines: Sequence[str]) -> bool:
    """Whether lines begin in upper case although the ones before do not end a sentence."""
    return all(raw.strip()[0].isupper() or not raw.strip()[0].isalpha() for raw in lines) and any(
        before.strip()[-1] not in ".!?" for before, _ in pairwise(lines)
    )
