"""Draws nested books: sections with titles, markers, paragraphs and run-in headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from tests.importing.flattened.schemes import ROMAN, marker
from tests.importing.flattened.words import Words


@dataclass
class Section:
    """A section of a drawn book; `marker` is empty without a number, `run_ins` are its run-ins."""

    title: str
    depth: int
    marker: str = ""
    paragraphs: list[str] = field(default_factory=list)
    run_ins: list[str] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)

    def walk(self) -> Iterator[Section]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Prose:
    """What the text contains beside plain sentences, each as a probability of a paragraph."""

    imperatives: float = 0.0
    fragments: float = 0.0
    short: float = 0.0
    run_ins: bool = False


class Pen:
    """Writes titles and paragraphs of one language from one random stream."""

    def __init__(self, rng: Random, words: Words, prose: Prose) -> None:
        self.rng, self.words, self.prose = rng, words, prose
        self._used: set[str] = set()

    def title(self) -> str:
        """A title that is new in this book."""
        pick, words = self.rng.choice, self.words
        for _ in range(300):
            head, tail = pick(words.heads), pick(words.tails)
            short = self.rng.random() < 0.25
            title = head if short else f"{head}{words.gap}{tail}"
            if title not in self._used:
                break
        self._used.add(title)
        return title

    def sentence(self) -> str:
        """A plain sentence."""
        pick, words = self.rng.choice, self.words
        first = pick(words.subjects)
        middle = words.gap.join((pick(words.predicates),))
        if words.code == "zh":
            return f"{first}{middle}，{pick(words.ends)}。"
        comma = "," if words.code in ("de", "ru") else ""
        return f"{first[0].upper()}{first[1:]} {middle}{comma} {pick(words.ends)}."

    def paragraph(self, sentences: int | None = None) -> str:
        """Some sentences, which may begin with one that is easily taken for a heading."""
        rng, prose = self.rng, self.prose
        text = [self.sentence() for _ in range(sentences or rng.randint(2, 5))]
        for share, kind in (
            (prose.imperatives, self.words.imperatives),
            (prose.fragments, self.words.fragments),
            (prose.short, self.words.short),
        ):
            if rng.random() < share:
                at = 0 if rng.random() < 0.8 else rng.randrange(len(text))
                text.insert(at, rng.choice(kind))
        return self.words.gap.join(text)

    def text(self, section: Section) -> None:
        """Give a section its paragraphs, and run-in headings where the book has them."""
        section.paragraphs = [self.paragraph() for _ in range(self.rng.randint(1, 4))]
        if self.prose.run_ins and self.rng.random() < 0.5:
            for _ in range(self.rng.randint(3, 5)):
                head = f"{self.rng.choice(RUN_INS)}."
                if head not in section.run_ins:
                    section.run_ins.append(head)
                    section.paragraphs.append(f"{head} {self.paragraph(3)}")
            del section.paragraphs[: -len(section.run_ins)]


RUN_INS = (
    "Cleaning the lenses", "Feeding the colonies in spring", "Painting the scenery for a long run",
    "Reading the timetable aloud", "Lighting the stage", "Guarding the crossing at night",
    "Choosing a play for the provinces", "Naming comets", "Splitting a strong hive",
    "Repairing the dome without closing it", "Paying the chorus", "Training signalmen",
)  # fmt: skip


def draw(
    rng: Random, words: Words, scheme: tuple[str, ...], depth: int, prose: Prose
) -> list[Section]:
    """The top sections of a book with that many levels."""
    pen, counts = Pen(rng, words, prose), [0] * 8
    patterns = [scheme[min(i, len(scheme) - 1)] for i in range(depth)]
    most = {1: 14, 2: 6, 3: 5, 4: 3}[depth]

    def grow(path: tuple[int, ...]) -> Section:
        level = len(path)
        counts[level] += 1
        mark = marker(patterns[level - 1], path, counts[level], words.code)
        section = Section(pen.title(), level, mark)
        has_children = level < depth and (level == 1 or rng.random() < 0.85)
        if not has_children or rng.random() < 0.6:
            pen.text(section)
        if has_children:
            size = rng.randint(2, most)
            section.children = [grow((*path, i + 1)) for i in range(size)]
        return section

    return [grow((i + 1,)) for i in range(rng.randint(3, 12 if depth == 1 else 6))]


def stray(rng: Random, tops: list[Section], kind: str) -> None:
    """Give one top section a marker of another style."""
    at = rng.randrange(1, len(tops))
    number = at + 1
    tops[at].marker = {
        "roman": f"{ROMAN[at]}.", "bare": f"{number}", "paren": f"{number})",
        "letter": f"{chr(64 + number)}.",
    }[kind]  # fmt: skip
