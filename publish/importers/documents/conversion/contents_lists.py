"""Contents lists that an author keeps by hand, and that the book makes itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

from publish.importers.bookfolder.heading_names import (
    is_captions_heading,
    is_contents_heading,
    sort_key,
)
from publish.importers.documents.conversion.outline import (
    OutlinePassage,
    passages,
    says_something,
)
from publish.importers.documents.ledger import LossKind
from publish.importers.documents.program import Parsed
from publish.importers.documents.project import Project
from publish.importers.documents.tree import Node, plain_text, walk

_MOST = 0.6  # of the entries, which name headings: others may lead to parts that are not there
_FEWEST_LINES = 3  # of a list that is written as paragraphs
_LINES = ("Para", "Plain")
_TABLE = "Table"
_PAGE = re.compile(r"[\s.…·_]+(?:\d+|[ivxlc]+)\s*$")
_LISTS = {"BulletList": None, "OrderedList": 1}  # the place of the items in each


def take_contents_lists(project: Project, parsed: Mapping[str, Parsed]) -> None:
    """Take each section that has the heading of a contents list, and lists of headings below it."""
    found = {path: passages(tree.blocks) for path, tree in parsed.items()}
    titles = {sort_key(each.title) for of_document in found.values() for each in of_document}
    for path, of_document in found.items():
        for each, following in zip_longest(of_document, of_document[1:]):
            is_at_top = any(node is each.heading for node in parsed[path].blocks)
            if not each.heading or not is_at_top:
                continue
            if _is_contents(each, titles) or _is_bare(each, following):
                _take(each, parsed[path])
                words = plain_text([each.heading, each.blocks])
                project.ledger.add(LossKind.NAVIGATION, path, "contents", words=words)


def _is_contents(passage: OutlinePassage, titles: set[str]) -> bool:
    lists = [node for node in passage.blocks if not _is_comment(node) and says_something([node])]
    kinds = {node["t"] for node in lists}
    if not (kinds <= {*_LISTS} or kinds <= {*_LINES} or kinds <= {_TABLE}):
        return False
    if not is_contents_heading(passage.title):
        return False
    entries = [entry for node in lists for entry in _entries(node)]
    if kinds <= {*_LINES} and len(entries) < _FEWEST_LINES:
        return False
    named = [entry for entry in entries if any(_names(entry, title) for title in titles)]
    return bool(entries) and len(named) >= _MOST * len(entries)


def _is_bare(passage: OutlinePassage, following: OutlinePassage | None) -> bool:
    """Whether the heading of a list has nothing below it: what a program made was left out."""
    has_children = following is not None and following.level > passage.level
    named = is_contents_heading(passage.title) or is_captions_heading(passage.title)
    return named and not has_children and not says_something(passage.blocks)


def _names(entry: str, title: str) -> bool:
    """Whether an entry has the words of a title at its end, after a number and its word; a number
    at its end may be a page or of the title."""
    words = (sort_key(entry), sort_key(_PAGE.sub("", entry)))
    return bool(title) and any(f" {each}".endswith(f" {title}") for each in words)


def _is_comment(node: Node) -> bool:
    """Whether a block is one of the marks between which a program writes a list."""
    return bool(node["t"] == "RawBlock" and node["c"][1].lstrip().startswith("<!--"))


def _entries(lists: Node) -> Iterator[str]:
    """The words of each entry, without those of the entries below it."""
    if lists["t"] in _LINES:
        yield from filter(sort_key, _lines(lists))
        return
    if lists["t"] == _TABLE:
        lines = (" ".join(plain_text(cell[4]) for cell in cells) for cells in _rows(lists))
        yield from filter(sort_key, lines)
        return
    for node in walk([lists]):
        if node["t"] in _LISTS:
            place = _LISTS[node["t"]]
            for item in node["c"] if place is None else node["c"][place]:
                yield plain_text([each for each in item if each["t"] not in _LISTS])


def _rows(table: Node) -> Iterator[list[Any]]:
    """The cells of each row, those of the head as well."""
    _, _, _, head, bodies, foot = table["c"]
    groups = [head[1], *(rows for body in bodies for rows in body[2:]), foot[1]]
    return (row[1] for rows in groups for row in rows)


def _lines(paragraph: Node) -> Iterator[str]:
    """The lines of a paragraph, as its forced breaks divide it."""
    line: list[Node] = []
    for node in [*paragraph["c"], {"t": "LineBreak"}]:
        if node["t"] == "LineBreak":
            yield plain_text(line)
            line = []
        else:
            line.append(node)


def _take(passage: OutlinePassage, tree: Parsed) -> None:
    taken = [passage.heading, *passage.blocks]
    tree.blocks[:] = [each for each in tree.blocks if not any(each is other for other in taken)]
