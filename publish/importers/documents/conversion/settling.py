"""Settles typed references and the numbers of captions, once all numbers of the book are known.

A reference becomes live where its kind and number are those of exactly one thing. For each kind and
level of headings it is decided as a whole: where many numbers lead nowhere, the source counts
otherwise, and all of them stay as they are typed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from publish.importers.bookfolder import ImportedSection
from publish.importers.documents.conversion.words import escape_words
from publish.importers.documents.ledger import Ledger, LossKind
from publish.importers.documents.references.pending import (
    Pending,
    TypedCaption,
    TypedReference,
    Waiting,
)
from publish.importers.documents.references.things import (
    PlacedSection,
    Thing,
    Things,
    numbered_things,
    placed,
)
from publish.importers.documents.references.typed import ANY
from publish.importers.documents.references.words import CAPTION_KINDS, label_of

PAGE = "page"
_MOST_ASTRAY = 0.1  # of the references to a level, or its numbers are not those of the book
_DEFAULT_DEPTH = 3


@dataclass(slots=True)
class Settled:
    """What became of typed references: how many are live, by kind, and those that are not.

    `patterns` are the forms of the numbers of captions, `depth` the levels that need numbers, None
    for the usual ones.
    """

    live: Counter[str] = field(default_factory=Counter)
    typed: list[str] = field(default_factory=list)
    patterns: dict[str, str] = field(default_factory=dict)
    depth: int | None = None


def settle_references(
    spine: Sequence[ImportedSection], pending: Pending, language: str, ledger: Ledger
) -> Settled:
    """Write what waits in the blocks of all sections."""
    if not pending.items:
        return Settled()
    sections = list(placed(spine))
    things = numbered_things(sections, pending, language)
    settler = _Settler(things, language, ledger, _untrusted(sections, pending, things))
    for each in sections:
        settler.section = each
        each.section.blocks = [
            pending.replaced(str(block), settler.write) for block in each.section.blocks
        ]
    settler.settled.patterns = things.patterns
    return settler.settled


def _untrusted(
    sections: Sequence[PlacedSection], pending: Pending, things: Things
) -> set[tuple[str, int]]:
    """The kinds and levels of headings whose numbers are not those that the text refers to."""
    total: Counter[tuple[str, int]] = Counter()
    astray: Counter[tuple[str, int]] = Counter()
    for section, _, _ in sections:
        for block in section.blocks:
            for reference in pending.found(str(block), TypedReference):
                level = _level(reference)
                total[level] += 1
                astray[level] += not _agrees(reference, things)
    return {
        level
        for level, count in total.items()
        if level[0] not in CAPTION_KINDS and astray[level] > count * _MOST_ASTRAY
    }


def _agrees(reference: TypedReference, things: Things) -> bool:
    if reference.kind in (ANY, PAGE):
        return True
    return len(things.look_up(reference.kind, reference.number)) == 1


def _level(reference: TypedReference) -> tuple[str, int]:
    return reference.kind, reference.number.count(".")


@dataclass(slots=True)
class _Settler:
    things: Things
    language: str
    ledger: Ledger
    untrusted: set[tuple[str, int]]
    settled: Settled = field(default_factory=Settled)
    section: PlacedSection | None = None

    def write(self, item: Waiting) -> str:
        """A caption's number, or a reference, as Markdown."""
        if isinstance(item, TypedCaption):
            kept = item.number and item.name and item.kind in self.things.kept
            return f' number="{item.number}"' if kept else ""
        if item.target and item.kind == PAGE:
            return self._page(item.target, item)
        things = self._things(item)
        why = self._doubt(item, things)
        if why is None:
            return self._live(item, things[0])
        return self._as_typed(item, why)

    def _things(self, item: TypedReference) -> Sequence[Thing]:
        if item.target is None or item.kind != ANY:
            return self.things.look_up(item.kind, item.number)
        has_number = item.number in self.things.numbers.get(item.target, ())
        return [Thing(item.target)] if has_number else ()

    def _page(self, target: str, item: TypedReference) -> str:
        """A reference to the page of something; in an e-book it names what is there."""
        self.settled.live[PAGE] += 1
        self.ledger.words.append(item.words)
        return f"[](#{target}){{.page}}"

    def _doubt(self, item: TypedReference, things: Sequence[Thing]) -> str | None:
        """Why a reference stays as it is typed; None if it becomes live."""
        if item.kind == PAGE:
            return "pages are other ones here"
        if _level(item) in self.untrusted:
            return "the numbers of this level are others in the source"
        if not things:
            return "nothing has this number"
        if len(things) > 1:
            return f"{len(things)} have this number"
        if item.target is not None and item.target != things[0].name:
            return "the link leads elsewhere"
        return None

    def _live(self, item: TypedReference, thing: Thing) -> str:
        self.settled.live[item.kind] += 1
        self.settled.depth = _deeper(self.settled.depth, thing.level)
        self.ledger.words.append(item.words)
        usual = "" if item.kind == ANY else label_of(item.kind, item.number, self.language)
        if _plain(item.words) == _plain(usual):
            return f"[](#{thing.name})"
        before, after = escape_words(item.before), escape_words(item.after)
        return f"{before}[](#{thing.name}){{.number}}{after}"

    def _as_typed(self, item: TypedReference, why: str) -> str:
        words = escape_words(item.words)
        if item.target is not None:
            words = f"[{words}](#{item.target})"
            why = f"{why}; it stays a link"
        if item.kind == ANY and not self.things.numbers.get(item.target or ""):
            return words
        self.ledger.add(LossKind.REFERENCE, item.document, f"{item.words}: {why}")
        self.settled.typed.append(f"“{item.words}” {self._place(item)}: {why}")
        return words

    def _place(self, item: TypedReference) -> str:
        assert self.section is not None
        section = self.section.section
        return f"in {section.number or ''} {section.title or item.document}".replace("  ", " ")


def _plain(words: str) -> str:
    return re.sub(r"\s+", "", words).translate(str.maketrans("\u2010\u2011\u2013", "---"))


def _deeper(depth: int | None, level: int) -> int | None:
    return max(depth or 0, level) if level > _DEFAULT_DEPTH else depth
