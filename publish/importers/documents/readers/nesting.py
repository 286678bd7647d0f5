"""Documents as a tree by the levels of their first headings, and lists of contents among them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from publish.importers.documents.project import SourceDocument

_LEVELS = 2  # that first headings must have before they say what belongs below what
_HEADING = re.compile(r"\s*(#{1,6}) ")
_CONTENTS_LINE = re.compile(r"#{1,6} .*|\s*(?:[-*+]|\d+[.)]) \[[^\n]*\]\([^()\s]*\)\s*")


def is_contents(text: str) -> bool:
    """Whether a text is a title and a list of links, and nothing else."""
    lines = [line for line in text.splitlines() if line.strip()]
    return bool(lines) and all(map(_CONTENTS_LINE.fullmatch, lines)) and "](" in text


def nested(documents: Sequence[SourceDocument]) -> list[SourceDocument]:
    """The documents as a tree by the levels of their first headings, where all begin with one."""
    levels = [_first_level(each) for each in documents]
    return list(documents) if None in levels else nested_by(documents, [at or 0 for at in levels])


def nested_by(documents: Sequence[SourceDocument], levels: Sequence[int]) -> list[SourceDocument]:
    """The documents as a tree by the level of each."""
    if len(set(levels)) < _LEVELS:
        return list(documents)
    top: list[SourceDocument] = []
    above: list[tuple[int, SourceDocument]] = []
    for document, depth in zip(documents, levels, strict=True):
        while above and above[-1][0] >= depth:
            above.pop()
        (above[-1][1].children if above else top).append(document)
        above.append((depth, document))
    return top


def _first_level(document: SourceDocument) -> int | None:
    """The level of the heading with which a document begins; None without one."""
    match = _HEADING.match(document.text or "")
    return len(match[1]) if match else None
