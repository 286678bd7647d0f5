"""One chapter of a bench book: its outline and the positions of its elements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bench.blocks import (
    Block,
    Chapter,
    Equation,
    Figure,
    Formula,
    Heading,
    IndexMark,
    Inline,
    ItemList,
    Listing,
    Note,
    Paragraph,
    Quotation,
    Reference,
    Table,
)
from bench.paragraphs import paragraph
from bench.prose import Prose

_SECTIONS, _SUBSECTIONS, _PARAGRAPHS = 4, 2, 5  # in a chapter, in a section, below a heading
_NOTES, _REFERENCES, _MARKS, _FORMULAS = 18, 7, 8, 2  # in a chapter
_PHOTOGRAPHS = 12  # in a book; they are used repeatedly

_FORMULA = Formula(
    r"v = \sqrt{2 g h}", "v = sqrt(2 g h)", "v equals the square root of 2 times g times h"
)
_DISPLAY = Formula(
    r"Q = \sum_{i=1}^{n} \frac{a_i}{1 + b_i^2}",
    "Q = sum_(i=1)^n a_i / (1 + b_i^2)",
    "Q equals the sum, for i from 1 to n, of a sub i over 1 plus b sub i squared",
)
_CODE = (
    "level = {0}.{1}",
    "for gate in range({0}):",
    "    level = level * 0.{1} + gate",
    "{2} = level",
)


@dataclass(frozen=True, slots=True)
class Targets:
    """The possible targets of references, in a book with that many chapters."""

    names: tuple[str, ...]

    @classmethod
    def of(cls, chapters: int) -> Targets:
        """The chapters and sections, and the tables and figures in every chapter."""
        return cls(tuple(name for n in range(1, chapters + 1) for name in _targets(_name(n))))


def _name(number: int) -> str:
    return f"chapter-{number:02}"


def _targets(name: str) -> Iterator[str]:
    yield name
    for section in range(1, _SECTIONS + 1):
        yield f"{name}-{section}"
        yield from (f"{name}-{section}-{number}" for number in range(1, _SUBSECTIONS + 1))
    yield from (f"tbl-{name}-1", f"fig-{name}-1")


def chapter(number: int, part: int, targets: Targets, seed: str) -> Chapter:
    """The chapter of that number."""
    return Chapter(
        _name(number), part, tuple(_ChapterWriter(number, targets, Prose(seed)).blocks())
    )


class _ChapterWriter:
    def __init__(self, number: int, targets: Targets, prose: Prose) -> None:
        self._number = number
        self._name = _name(number)
        self._prose = prose
        self._paragraph_count = 0  # paragraphs
        self._tables = 0
        total = _SECTIONS * (_SUBSECTIONS + 1) * _PARAGRAPHS
        self._extras: list[list[Inline]] = [[] for _ in range(total)]
        self._scatter([Note(prose.sentence()) for _ in range(_NOTES)])
        self._scatter([Reference(prose.rng.choice(targets.names)) for _ in range(_REFERENCES)])
        self._scatter([IndexMark("") for _ in range(_MARKS)])
        self._scatter([_FORMULA] * _FORMULAS)
        first = prose.rng.randrange(total // 2)
        passage = prose.word("nouns")
        self._extras[first].append(IndexMark(passage, "start"))
        self._extras[first + 6].append(IndexMark(passage, "end"))

    def _scatter(self, inlines: list[Inline]) -> None:
        """Add each to a different paragraph."""
        for at, inline in zip(
            self._prose.rng.sample(range(len(self._extras)), len(inlines)), inlines, strict=True
        ):
            self._extras[at].append(inline)

    def blocks(self) -> Iterator[Block]:
        """All blocks of the chapter, in reading order."""
        yield Heading(1, self._name, self._prose.title())
        for section in range(1, _SECTIONS + 1):
            name = f"{self._name}-{section}"
            yield Heading(2, name, self._prose.title())
            yield from self._paragraphs()
            yield from self._section_blocks(section)
            for number in range(1, _SUBSECTIONS + 1):
                yield Heading(3, f"{name}-{number}", self._prose.title())
                yield from self._paragraphs()
                yield from self._subsection_blocks(section, number)

    def _paragraphs(self) -> Iterator[Paragraph]:
        for _ in range(_PARAGRAPHS):
            yield paragraph(self._prose, self._extras[self._paragraph_count])
            self._paragraph_count += 1

    def _section_blocks(self, section: int) -> Iterator[Block]:
        """The blocks after the opening of a section."""
        title = self._prose.title()
        if section == 1:
            alternative = f"Twelve bars and a line that crosses them: {title.lower()}."
            file = f"{self._name}.svg"
            yield Figure(f"fig-{self._name}-1", file, alternative, self._prose.title())
        elif section == 3:
            alternative = f"Bands of light and dark around one bright place: {title.lower()}."
            file = f"photograph-{(self._number - 1) % _PHOTOGRAPHS + 1:02}.png"
            yield Figure(f"fig-{self._name}-2", file, alternative, self._prose.title())
        elif section == 4:
            yield Quotation(" ".join(self._prose.sentences(2, 3)))

    def _subsection_blocks(self, section: int, number: int) -> Iterator[Block]:
        """The blocks at the end of a subsection."""
        match section, number:
            case (1 | 3, 1) | (2, 2):
                yield self._table()
            case (2 | 4, 1):
                yield ItemList(tuple(self._prose.sentence() for _ in range(4)), section == 4)
            case (1, 2):
                yield Equation(f"eq-{self._name}", _DISPLAY)
            case (3, 2):
                yield self._listing()

    def _table(self) -> Table:
        self._tables += 1
        prose, rng = self._prose, self._prose.rng
        head = tuple(prose.word("nouns").capitalize() for _ in range(4))
        rows = [
            (prose.word("plurals").capitalize(), *(str(rng.randint(1, 9999)) for _ in range(3)))
            for _ in range(rng.randint(5, 12))
        ]
        return Table(f"tbl-{self._name}-{self._tables}", prose.title(), (head, *rows))

    def _listing(self) -> Listing:
        rng = self._prose.rng
        values = (rng.randint(2, 9), rng.randint(10, 99), self._prose.word("nouns"))
        return Listing(tuple(line.format(*values) for line in _CODE * 2))
