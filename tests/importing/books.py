"""Nested books, and the ways in which publishing flattens them.

`make_case` draws a book and flattens it; the truth is known, so that a reading can be scored.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from tests.importing.markers import _ROMAN, LANGUAGES, STYLES
from tests.importing.vocabulary import Wordsmith


@dataclass
class Section:
    """A section of a drawn book; `marker` is empty for an unnumbered one."""

    title: str
    depth: int
    marker: str = ""
    paragraphs: list[str] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)

    def walk(self) -> Iterator[Section]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Dirt:
    """How a book is flattened."""

    contents: bool = False
    contents_indent: bool = False
    leaders: bool = False
    layout: str = "wire"  # wire, indents, tight, wrapped, wrapped-indents
    pages: bool = False
    steps: str = ""  # "", "colon", "bare"
    stray: bool = False
    cut: bool = False
    foreword: bool = False
    conclusion: bool = False
    implied_foreword: bool = False
    crlf: bool = False
    dateline: bool = False
    data_rows: bool = False
    rewording: bool = False
    capitals: bool = False
    numbered_notes: bool = False
    childless: bool = False
    stops: bool = False
    lost_number: bool = False
    wrong_number: bool = False
    footnotes: bool = False
    contents_bare: bool = False
    contents_top: bool = False
    form_feeds: bool = False
    title_below: bool = False


@dataclass(frozen=True)
class Case:
    """A flattened book: the text, and the headings that it had (depth, title)."""

    kind: str
    seed: int
    text: str
    truth: tuple[tuple[int, str], ...]


def make_case(kind: str, seed: int, style: str, depth: int, dirt: Dirt) -> Case:
    """Draw a book of that style and depth and flatten it."""
    rng = Random(f"{kind} {seed} {style} {depth}")
    words = Wordsmith(rng, LANGUAGES.get(style, "en"))
    tops = _draw(rng, words, style, depth, dirt)
    return _Flattener(rng, words, tops, dirt).case(kind, seed)


def _draw(rng: Random, words: Wordsmith, style: str, depth: int, dirt: Dirt) -> list[Section]:
    markers, counts = STYLES[style], [0] * 6
    fewest, most = ((2, 6), (2, 5), (2, 4), (2, 3))[depth - 1]

    def grow(path: tuple[int, ...]) -> Section:
        level = len(path)
        counts[level] += 1
        text = [words.paragraph() for _ in range(rng.randint(1, 3))]
        section = Section(words.title(), level, markers[level - 1](path, counts[level]), text)
        leaf = level > 1 and rng.random() < 0.15
        if dirt.childless and level == 1 and rng.random() < 0.25:
            leaf = True
        if level < depth and not leaf:
            number = rng.randint(fewest, most)
            if rng.random() < 0.3:
                section.paragraphs.clear()
            section.children = [grow((*path, i + 1)) for i in range(number)]
        return section

    tops = [grow((i + 1,)) for i in range(rng.randint(3, 6))]
    _soil(rng, tops, dirt)
    return tops


def _soil(rng: Random, tops: list[Section], dirt: Dirt) -> None:
    """Corrupt the headings themselves."""
    if dirt.stray:
        at = rng.randrange(1, len(tops))
        tops[at].marker = f"{_ROMAN[at]}."
    if dirt.lost_number or dirt.wrong_number:
        family = tops[rng.randrange(len(tops) - 1)].children
        if len(family) > 2:
            at = rng.randrange(1, len(family) - 1)
            family[at].marker = "" if dirt.lost_number else family[at - 1].marker
    if dirt.capitals:
        for section in tops:
            section.title = section.title.upper()
    if dirt.stops:
        for section in (s for top in tops for s in top.walk()):
            section.title += "."


@dataclass
class _Flattener:
    rng: Random
    words: Wordsmith
    tops: list[Section]
    dirt: Dirt
    lines: list[str] = field(default_factory=list)
    title: str = ""

    def case(self, kind: str, seed: int) -> Case:
        dirt, words = self.dirt, self.words
        sections = [section for top in self.tops for section in top.walk()]
        if dirt.foreword:
            sections.insert(0, Section("Foreword", 1, "", [words.paragraph(), words.paragraph()]))
        if dirt.conclusion:
            sections.append(Section("Concluding remarks", 1, "", [words.paragraph()]))
        self.title = words.title()
        self._front()
        if dirt.contents:
            self._contents(sections)
        if dirt.implied_foreword:
            self._paragraphs([words.paragraph(), words.paragraph()])
        complete = len(sections)
        if dirt.cut:
            complete = self.rng.randint(len(sections) * 2 // 5, len(sections) - 1)
        for section in sections[:complete]:
            self._section(section)
        truth = sections if dirt.contents else sections[:complete]
        text = self._paged() if dirt.pages else "\n".join(self.lines) + "\n"
        if dirt.crlf:
            text = text.replace("\n", "\r\n")
        return Case(kind, seed, text, tuple((s.depth, s.title) for s in truth))

    def _front(self) -> None:
        if self.dirt.dateline:
            wire = (
                f'Valley Press Agency, Marston, June 4. The office released "{self.title}" today.'
            )
            self._line(wire)
            self._line("The full text is as follows:")
        self._line(self.title)
        self._line(self.words.name())
        self._line("June 2019")

    def _line(self, text: str) -> None:
        self.lines.append(text)
        if self.dirt.layout != "tight":
            self.lines.append("")

    def _contents(self, sections: list[Section]) -> None:
        if self.dirt.leaders:
            self._line("Contents")
        page = 3
        for section in sections:
            if self.dirt.contents_top and section.depth > 1:
                continue
            marker = "" if self.dirt.contents_bare else section.marker
            text = self._reworded(f"{marker} {section.title}".strip())
            if self.dirt.leaders:
                page += self.rng.randint(1, 4)
                text = f"{text} {'.' * 8} {page}"
            indent = "  " * (section.depth - 1) if self.dirt.contents_indent else ""
            if self.dirt.layout == "indents":
                indent = "  "
            self._line(indent + text)

    def _reworded(self, text: str) -> str:
        if self.dirt.rewording and self.rng.random() < 0.3:
            return text.replace(" the ", " a ", 1) if " the " in text else text
        return text

    def _section(self, section: Section) -> None:
        heading = f"{section.marker} {section.title}".strip()
        if self.dirt.title_below and section.marker and section.depth == 1:
            self._line(section.marker)
            heading = section.title
        if self.dirt.layout.startswith("wrapped"):
            self.lines.extend(textwrap.wrap(heading, 68))
            self.lines.append("")
        else:
            self._line(("  " if self.dirt.layout == "indents" else "") + heading)
        self._paragraphs(section.paragraphs)
        if section.paragraphs and self.rng.random() < 0.4:
            self._extras()

    def _extras(self) -> None:
        dirt, rng = self.dirt, self.rng
        if dirt.steps:
            if dirt.steps == "colon":
                self._paragraphs(["These are the steps that every warden follows in turn:"])
            for i in range(rng.randint(2, 5)):
                stop = "." if dirt.steps == "colon" and rng.random() < 0.5 else ""
                self._line(f"{i + 1}. {self.words.step()}{stop}")
            self._paragraphs([self.words.paragraph()])
        if dirt.data_rows:
            for year in range(2015, 2015 + rng.randint(2, 4)):
                self._line(f"{year}: {rng.randint(100, 999)},{rng.randint(100, 999)} bushels")
            self._line(f"{rng.randint(2, 40)} boats were counted in that year.")
            self._paragraphs([self.words.paragraph()])
        if dirt.footnotes:
            self._line(f"[{rng.randint(1, 9)}] {self.words.paragraph(1)}")
            self._line(f"{rng.randint(1, 9)} See the ledger of {rng.randint(1700, 1900)}, p. 12.")
        if dirt.numbered_notes:
            self._paragraphs([f"{rng.randint(3, 9)}. {self.words.paragraph(4)}"])

    def _paragraphs(self, paragraphs: list[str]) -> None:
        for paragraph in paragraphs:
            for line in self._set(paragraph):
                self.lines.append(line)
            if self.dirt.layout in ("wire", "wrapped"):
                self.lines.append("")
        if self.dirt.layout == "wrapped-indents":
            self.lines.append("")

    def _set(self, paragraph: str) -> Iterator[str]:
        layout = self.dirt.layout
        if layout in ("wire", "tight"):
            yield paragraph
        elif layout == "indents":
            sentences = paragraph.split(". ")
            for i, sentence in enumerate(sentences):
                stop = "" if i == len(sentences) - 1 else "."
                yield ("  " if i == 0 else "") + sentence + stop
                yield ""
        else:
            first = "    " if layout == "wrapped-indents" else ""
            yield from textwrap.wrap(paragraph, 68, initial_indent=first)

    def _paged(self) -> str:
        pages: list[str] = []
        size = self.rng.randint(28, 40)
        for number, start in enumerate(range(0, len(self.lines), size), 1):
            page = self.lines[start : start + size]
            head = [self.title, ""] if number > 1 else []
            pages.append("\n".join([*head, *page, "", str(number), ""]))
        return ("\f" if self.dirt.form_feeds else "\n").join(pages)
