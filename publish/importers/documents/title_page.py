"""The title page of a document in one file: paragraphs before the first heading that repeat its
title and authors, or that are the only place where they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from publish.importers.bookfolder.heading_names import sort_key
from publish.importers.documents.ledger import LossKind
from publish.importers.documents.program import Parsed
from publish.importers.documents.project import Project
from publish.importers.documents.tree import Node, plain_text

_MOST_LINES, _MOST_WORDS = 6, 14  # of a title page that is known by its look alone
_NAME = re.compile(r"[A-ZÀ-Þ][\w.’'-]+(?: [A-ZÀ-Þ][\w.’'-]*){1,3}")
_DATE = re.compile(r"(?:\d{1,2}\.? )?\w+ \d{4}|\d{4}(?:-\d\d){0,2}")


def settle_title_page(project: Project, path: str, tree: Parsed) -> Parsed:
    """The tree without such paragraphs; a title that only they have becomes the project's."""
    lines = list(_lines(tree.blocks))
    if not (project.title or "title" in tree.metadata) and _is_title_page(lines, tree.blocks):
        title, *others = lines
        project.title = title
        project.authors = project.authors or [each for each in others if _NAME.fullmatch(each)]
    if not project.subtitle and _is_title_page(lines, tree.blocks):
        project.subtitle = _subtitle(lines, {sort_key(each) for each in _known(project, tree)})
    known = {sort_key(each) for each in _known(project, tree)}
    repeated = 0
    while repeated < len(lines) and _is_known(lines[repeated], known):
        project.ledger.add(LossKind.GENERATED, path, lines[repeated], words=lines[repeated])
        repeated += 1
    return replace(tree, blocks=_without(tree.blocks, repeated)) if repeated else tree


def _lines(blocks: Sequence[Node]) -> Iterator[str]:
    """The paragraphs before the first heading or other block, each in one line."""
    for block in blocks:
        if block["t"] not in ("Para", "Plain"):
            return
        if words := plain_text(block):
            yield words


def _is_title_page(lines: Sequence[str], blocks: Sequence[Node]) -> bool:
    """Whether lines that stand between nothing and a heading look like a title page."""
    following = next((block for block in blocks if block["t"] not in ("Para", "Plain")), None)
    short = all(len(line.split()) <= _MOST_WORDS and line[-1] not in ".:;,!" for line in lines)
    is_followed = following is not None and following["t"] == "Header"
    return bool(lines) and is_followed and short and len(lines) <= _MOST_LINES


def _subtitle(lines: Sequence[str], known: set[str]) -> str | None:
    """The line below the title if it is nothing else that is known, and no name or date."""
    if len(lines) < 2 or sort_key(lines[0]) not in known:
        return None
    second = lines[1]
    is_other = _is_known(second, known) or bool(_NAME.fullmatch(second))
    return None if is_other else second


def _known(project: Project, tree: Parsed) -> Iterator[str]:
    yield from filter(None, (project.title, project.subtitle, *project.authors))
    for key in ("title", "subtitle", "author", "date"):
        if key in tree.metadata:
            yield from _texts(tree.metadata[key])


def _texts(value: dict[str, object]) -> Iterator[str]:
    content = value["c"]
    if value["t"] == "MetaList":
        assert isinstance(content, list)
        for each in content:
            yield from _texts(each)
    elif value["t"] != "MetaMap":
        words = str(content) if value["t"] == "MetaString" else plain_text(content)
        yield from (words, *words.split(";"))


def _is_known(line: str, known: set[str]) -> bool:
    return sort_key(line) in known or bool(_DATE.fullmatch(line) and len(line.split()) > 1)


def _without(blocks: Sequence[Node], count: int) -> list[Node]:
    """The blocks without their first `count` paragraphs that have words."""
    left = list(blocks)
    while count:
        count -= bool(plain_text(left.pop(0)))
    return left
