"""Tracked changes and comments of Word: taken over, taken back, kept as marks, or asked about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from publish.importers.bookfolder.questions import Choice, Questions
from publish.importers.documents.ledger import Ledger, LossKind, Remark
from publish.importers.documents.tree import OURS, Node, attributes, plain_text


class Changes(StrEnum):
    """What becomes of tracked changes."""

    ACCEPT = "accept"
    REJECT = "reject"
    KEEP = "keep"
    ASK = "ask"


# Marks of a changed paragraph, and of the end of a comment: they hold no words.
_MARKS = frozenset({"paragraph-insertion", "paragraph-deletion", "comment-end"})
_KEPT = {"insertion": "Underline", "deletion": "Strikeout"}
_CHOICES = (
    Choice("keep", "it is marked in the text: insertions underlined, deletions struck out"),
    Choice("accept", "it is made"),
    Choice("reject", "it is not made"),
)


def settle_changes(
    blocks: Sequence[Node], changes: Changes, document: str, ledger: Ledger, questions: Questions
) -> list[Node]:
    """Blocks without tracked changes; each is listed with its place, and so are comments."""
    settler = _Settler(changes, document, ledger, questions)
    settled: list[Node] = []
    for block in blocks:
        found = settler.settle(block)
        if block["t"] == "Header":
            settler.place = plain_text(found["c"][2])
        settled.append(found)
    return settled


@dataclass(slots=True)
class _Settler:
    changes: Changes
    document: str
    ledger: Ledger
    questions: Questions
    place: str = ""
    count: int = 0

    def settle(self, content: Any) -> Any:
        """Nodes, or lists of them, without changes."""
        if isinstance(content, dict):
            return {key: self.settle(value) for key, value in content.items()}
        if not isinstance(content, list):
            return content
        settled: list[Any] = []
        for each in content:
            if isinstance(each, dict) and each.get("t") == "Span":
                settled.extend(self._span(each))
            else:
                settled.append(self.settle(each))
        return settled

    def _span(self, node: Node) -> Iterator[Node]:
        own = attributes(node)
        classes = {*own.classes}
        if classes & _MARKS:
            return
        words = plain_text(node["c"][1])
        if "comment-start" in classes:
            yield from self._comment(words, own.keys.get("author", "?"))
            return
        change = next(iter(classes & _KEPT.keys()), None)
        if change is None:
            yield self.settle(dict(node))
            return
        yield from self._change(node, change, words, own.keys.get("author", "?"))

    def _comment(self, words: str, author: str) -> Iterator[Node]:
        self.ledger.add(LossKind.COMMENT, self.document, f"{author}: {words}", words)
        self.ledger.comments.append(Remark(self.place, author, words))
        if self.changes in (Changes.KEEP, Changes.ASK):
            shown = f"{author}: {words}".replace("--", "–")
            yield {"t": "RawInline", "c": [OURS, f"<!-- {shown} -->"]}

    def _change(self, node: Node, change: str, words: str, author: str) -> Iterator[Node]:
        self.count += 1
        self.ledger.add(LossKind.CHANGE, self.document, f"{change} by {author}: {words}")
        self.ledger.changes.append(Remark(self.place, author, words, change))
        fate = self._fate(change, words, author)
        inner = self.settle(node["c"][1])
        if fate is Changes.KEEP:
            yield {"t": _KEPT[change], "c": inner} if words else {"t": "Str", "c": ""}
        elif (change == "insertion") is (fate is Changes.ACCEPT):
            yield from inner
        else:
            self.ledger.words.append(words)

    def _fate(self, change: str, words: str, author: str) -> Changes:
        if self.changes is not Changes.ASK:
            return self.changes
        where = f" in “{self.place}”" if self.place else ""
        answer = self.questions.ask(
            f"change {self.document} {self.count}".replace(" ", "-"),
            f"an {change}" if change == "insertion" else f"a {change}",
            f"{author} made it{where}.",
            _CHOICES,
            [words],
        )
        return Changes(answer)
