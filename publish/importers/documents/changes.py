"""Tracked changes and comments of Word: taken over, taken back, and listed."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.tree import Node, attributes, plain_text


class Changes(StrEnum):
    """What becomes of tracked changes."""

    ACCEPT = "accept"
    REJECT = "reject"


# Marks of a changed paragraph, and of the end of a comment: they hold no words.
_MARKS = frozenset({"paragraph-insertion", "paragraph-deletion", "comment-end"})


def settle_changes(content: Any, changes: Changes, document: str, ledger: Ledger) -> Any:
    """Nodes, or lists of them, without tracked changes; what goes is in the ledger."""
    if isinstance(content, dict):
        return {
            key: settle_changes(value, changes, document, ledger) for key, value in content.items()
        }
    if not isinstance(content, list):
        return content
    settled: list[Any] = []
    for each in content:
        if isinstance(each, dict) and each.get("t") == "Span":
            settled.extend(_span(each, changes, document, ledger))
        else:
            settled.append(settle_changes(each, changes, document, ledger))
    return settled


def _span(node: Node, changes: Changes, document: str, ledger: Ledger) -> Iterator[Node]:
    own = attributes(node)
    classes = {*own.classes}
    if classes & _MARKS:
        return
    words = plain_text(node["c"][1])
    if "comment-start" in classes:
        ledger.add(LossKind.COMMENT, document, f"{own.keys.get('author', '?')}: {words}", words)
        return
    change = next(iter(classes & {"insertion", "deletion"}), None)
    if change is None:
        yield settle_changes(dict(node), changes, document, ledger)
        return
    ledger.add(LossKind.CHANGE, document, f"{change} by {own.keys.get('author', '?')}: {words}")
    if (change == "insertion") is (changes is Changes.ACCEPT):
        yield from settle_changes(node["c"][1], changes, document, ledger)
    else:
        ledger.words.append(words)
