"""The passes over the tree of a Word file that an export wrote, before the usual ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from publish.importers.documents.tree import Node
from publish.importers.documents.word.citations import with_citations, without_works
from publish.importers.documents.word.code import with_code
from publish.importers.documents.word.constructs import with_constructs
from publish.importers.documents.word.facts import heading_bookmarks
from publish.importers.documents.word.inlines import with_marks
from publish.importers.documents.word.lists import with_whole_items
from publish.importers.documents.word.notes import with_calls
from publish.importers.documents.word.restoring import restored
from publish.model.exported import ExportedBook
from publish.model.markup import DECORATIVE

_BLOCKS = frozenset(
    "Para Plain Div Table Figure BulletList OrderedList DefinitionList CodeBlock BlockQuote".split()
)


def from_export(
    blocks: list[Node], file: Path, facts: ExportedBook, drop: Callable[[str], None]
) -> list[Node]:
    """The blocks as constructs; `drop` gets the words that the book makes itself."""
    named = restored(blocks, facts, heading_bookmarks(file), drop)
    cited = with_citations(without_works(named, drop), facts.language) if facts.works else named
    return with_calls(list(with_marks(_deep(cited))))


def _deep(content: Any) -> Any:
    """Blocks at any depth with their constructs and whole items."""
    if isinstance(content, dict) and "c" in content:
        if content["t"] == "Image" and not content["c"][1]:
            return _decorative(content)
        return {"t": content["t"], "c": _deep(content["c"])}
    if not isinstance(content, list):
        return content
    if any(isinstance(each, dict) and each.get("t") in _BLOCKS for each in content):
        content = with_constructs(with_whole_items(with_code(content)))
    return [_deep(each) for each in content]


def _decorative(picture: Node) -> Node:
    """A picture without words, as an export has only those that need none."""
    (identifier, classes, keys), *rest = picture["c"]
    return {"t": "Image", "c": [[identifier, [*classes, DECORATIVE], keys], *rest]}
