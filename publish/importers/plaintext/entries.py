"""The entries of a contents list, without leaders and page numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from publish.importers.bookfolder.heading_names import is_contents_heading, role_of_heading
from publish.importers.plaintext.alignment import title_key
from publish.importers.plaintext.blocks import Block, is_page_number
from publish.importers.plaintext.markers import read_marker

_LEADER = re.compile(r"(?:\s?[.·…_]){4,}$|[\s.·…_]{2,}([0-9]{1,4}|[ivxl]{1,6})$|\s[0-9]{1,4}$")
_PAGE = re.compile(r"(?:^|[\s.·…_])([0-9]{1,4}|[ivxl]{1,6})$")
_LAST_NUMBER = re.compile(r"[\s.·…_]+([0-9]{1,4}|[ivxl]{1,6})$")
_DOTS = re.compile(r"(?:\s?[.·…_]){2,}$")
_PAGED = 0.7  # share of entries that end in a page number
_COLUMNS = re.compile(
    r"(?:(?:chap(?:ter)?|no|kap(?:itel)?|nr|chapitre|cap[íi]tulo|глава)s?\.?\s+)?"
    r"(?:pages?|seite|pag|p|p[áa]ginas?|стр|页|頁)\.?", re.I,
)  # fmt: skip


def contents_entries(lines: Sequence[Block]) -> list[Block]:
    """The entries of a list: its lines without its heading, leaders and page numbers."""
    listed = [block for block in lines if not _is_head(block.text)]
    paged = sum(has_page(block) for block in listed)
    if paged > _PAGED * len(listed):
        return [_without_page_number(block) for block in _unbroken(listed)]
    return [_without_page_number(b) if b.ends_in_page_number else b for b in listed]


def has_page(block: Block) -> bool:
    """Whether an entry ends in the number of its page, or a leader."""
    return bool(_LEADER.search(block.text)) or block.ends_in_page_number


def _is_head(text: str) -> bool:
    """Whether a line of the list is its heading, or that of its columns."""
    return is_contents_heading(text) or bool(_COLUMNS.fullmatch(text))


def _unbroken(listed: Sequence[Block]) -> list[Block]:
    """The entries of a list with page numbers, each joined with the line that has its number."""
    joined: list[Block] = []
    for block in listed:
        if joined and not _PAGE.search(joined[-1].text) and _ends_entry(block):
            above = joined.pop()
            text = f"{_LEADER.sub('', above.text)} {block.text}"
            block = replace(above, text=text, readings=read_marker(text))
        joined.append(block)
    return joined


def _ends_entry(block: Block) -> bool:
    """Whether a block has no number at its beginning and that of a page at its end."""
    plain = is_page_number(block.text) or not block.readings
    return plain and not is_name(block) and bool(_PAGE.search(block.text))


def is_name(block: Block) -> bool:
    """Whether an entry is a name that is used alone as a heading."""
    return role_of_heading(_without_page(block.text, block)) is not None


def entry_key(block: Block) -> str:
    """The words of an entry by which its heading is found: without page number and author."""
    return title_key(_without_page(block.title, block))


def _without_page(text: str, block: Block) -> str:
    """The words of an entry without the leader and the number of its page."""
    pattern = _LAST_NUMBER if block.ends_in_page_number else _LEADER
    return _DOTS.sub("", pattern.sub("", text)).rstrip()


def _without_page_number(block: Block) -> Block:
    text = _without_page(block.text, block)
    return replace(block, text=text, readings=read_marker(text))
