"""What the conversion to Word looks up and collects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Self

from publish.exporters.docx.captions import CaptionCounts
from publish.exporters.docx.constructs import TITLE, TITLE_STYLES
from publish.exporters.docx.names import Bookmarks
from publish.exporters.docx.pictures import WordPicture
from publish.exporters.docx.references import Evaluated
from publish.exporters.ledger import Ledger, LossKind
from publish.exporters.tree.nodes import Node
from publish.model.section import Section


@dataclass(slots=True)
class WordContext:
    """The conversion of one book.

    `sections` are by id, `targets` what fields can say of each name, `referenced` the names that
    links lead to, `citations` the code of the field of each by its anchor. `waiting` are names of
    blocks that have no place for a bookmark of their own; the next words have it. `ranges` are the
    numbers of the bookmarks of open ranges of the index, by entry. `place` is the section that is
    being converted.
    """

    bookmarks: Bookmarks
    captions: CaptionCounts
    sections: Mapping[str, Section]
    live: Mapping[str, object]
    targets: Mapping[str, Sequence[Evaluated]]
    referenced: frozenset[str]
    ledger: Ledger
    pictures: Mapping[str, WordPicture]
    write_blocks: Callable[[Sequence[Node], Self], list[Node]]
    citations: Mapping[str, str] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    ranges: dict[str, tuple[str, int]] = field(default_factory=dict)
    place: str = ""
    _around: list[str] = field(default_factory=list)

    @contextmanager
    def inside(self, classes: Sequence[str]) -> Iterator[None]:
        """Remember the construct around the blocks that are converted."""
        self._around.extend(classes)
        yield
        del self._around[len(self._around) - len(classes) :]

    def is_inside(self, construct: str) -> bool:
        """Whether the blocks that are converted are in a construct."""
        return construct in self._around

    @property
    def title_style(self) -> str:
        """The style of a title in the construct around it."""
        found = (TITLE_STYLES[name] for name in reversed(self._around) if name in TITLE_STYLES)
        return next(found, TITLE)

    def leave_out(self, kind: LossKind, example: str = "") -> None:
        """Count what has no place in Word."""
        self.ledger.add(kind, self.place, example)
