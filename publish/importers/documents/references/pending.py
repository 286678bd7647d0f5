"""What waits in the text until all numbers of the book are known: a mark stands for each.

The marks are noncharacters of Unicode, which no text has (The Unicode Standard 16.0, 23.7).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

_OPENING, _CLOSING = "\ufdd0", "\ufdd1"
_MARK = re.compile(f"{_OPENING}([0-9]+){_CLOSING}")


@dataclass(frozen=True, slots=True)
class TypedCaption:
    """A caption: its kind, the name of what it describes ("" for none), and its typed number."""

    kind: str
    name: str
    number: str | None


@dataclass(frozen=True, slots=True)
class TypedReference:
    """A reference with a typed number: the label in the words `before`, `number` and `after`.

    They are Markdown. `target` is the name to which the source links it, None without a link;
    `document` is its place in the source.
    """

    kind: str
    number: str
    before: str
    shown: str
    after: str
    document: str
    target: str | None = None

    @property
    def words(self) -> str:
        """The label as it is typed."""
        return f"{self.before}{self.shown}{self.after}"


Waiting = TypedCaption | TypedReference
_Kind = TypeVar("_Kind", TypedCaption, TypedReference)


@dataclass(slots=True)
class Pending:
    """All that waits, in the order in which it was written."""

    items: list[Waiting] = field(default_factory=list)

    def put(self, item: Waiting) -> str:
        """The mark for what waits."""
        self.items.append(item)
        return f"{_OPENING}{len(self.items) - 1}{_CLOSING}"

    def found(self, text: str, kind: type[_Kind]) -> Iterator[_Kind]:
        """What waits in a text, of one of the two kinds."""
        for match in _MARK.finditer(text):
            item = self.items[int(match[1])]
            if isinstance(item, kind):
                yield item

    def replaced(self, text: str, write: Callable[[Waiting], str]) -> str:
        """A text with what waits as Markdown."""
        return _MARK.sub(lambda match: write(self.items[int(match[1])]), text)
