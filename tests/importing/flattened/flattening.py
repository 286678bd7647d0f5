"""Writes a nested book as a stream of lines, as publishing flattens it."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from random import Random

from tests.importing.flattened.drawing import Pen, Section


@dataclass(frozen=True)
class Dirt:
    """How a book is flattened: what is added to its text, and how lines are set.

    `layout` is wire, tight, indents, wrapped or wrapped-indents; `contents` is "", plain, leaders,
    pages, indented, bare or top.
    """

    layout: str = "wire"
    contents: str = ""
    cut: bool = False
    pages: str = ""  # "", numbers, heads, feeds
    named: bool = False
    front: str = "title"  # "", title, full, gutenberg
    extras: tuple[str, ...] = ()
    titles: str = "line"  # line, below, upper
    ends: str = "\n"


@dataclass(frozen=True)
class Case:
    """A flattened book: the text, its headings (depth, title), and its run-in headings."""

    kind: str
    seed: int
    code: str
    text: str
    truth: tuple[tuple[int, str], ...]
    run_ins: tuple[str, ...]


@dataclass
class Flattener:
    """Writes the sections of one book."""

    rng: Random
    pen: Pen
    dirt: Dirt
    lines: list[str] = field(default_factory=list)
    title: str = ""

    def case(self, kind: str, seed: int, tops: list[Section]) -> Case:
        words, dirt = self.pen.words, self.dirt
        sections = [section for top in tops for section in top.walk()]
        if dirt.named:
            first, last = self.rng.choice(words.front), self.rng.choice(words.back)
            sections.insert(0, Section(first, 1, "", [self.pen.paragraph(3)]))
            sections.append(Section(last, 1, "", [self.pen.paragraph(3)]))
        self.title = self.pen.title()
        self._front()
        self._contents(sections)
        complete = len(sections)
        if dirt.cut:
            complete = self.rng.randint(max(2, len(sections) // 3), len(sections) - 1)
        for section in sections[:complete]:
            self._section(section)
        if dirt.front == "gutenberg":
            self._licence()
        known = sections if dirt.contents not in ("", "top") else sections[:complete]
        titles = [self._printed(s) for s in sections[:complete]]
        titles += [s.title for s in sections[complete:]]
        truth = tuple((s.depth, title) for s, title in zip(known, titles, strict=False))
        run_ins = tuple(head for s in sections[:complete] for head in s.run_ins)
        return Case(kind, seed, words.code, self._text(), truth, run_ins)

    def _text(self) -> str:
        lines = self._paged() if self.dirt.pages else self.lines
        return self.dirt.ends.join([*lines, ""])

    def _line(self, text: str) -> None:
        if self.dirt.layout.startswith("wrapped"):
            self.lines.extend(self._wrap(text, ""))
            self.lines.append("")
            return
        self.lines.append(text)
        if self.dirt.layout != "tight":
            self.lines.append("")

    def _front(self) -> None:
        words, kind = self.pen.words, self.dirt.front
        if kind == "gutenberg":
            self._header()
        if kind:
            self._line(self.title)
            self._line(words.author)
        if kind in ("full", "gutenberg"):
            self._line(words.day)

    def _header(self) -> None:
        self._line(f"The Free Text Archive eBook of {self.title}")
        self._line(
            "This ebook is for the use of anyone anywhere at no cost and with almost no "
            "restrictions whatsoever. You may copy it, give it away or re-use it "
            "under the terms of the licence included with this ebook."
        )
        for key, value in (("Title", self.title), ("Author", self.pen.words.author.split()[-1])):
            self._line(f"{key}: {value}")
        self._line("Release Date: May 4, 2004 [EBook #12345]")
        self._line(f"*** START OF THE FREE TEXT ARCHIVE EBOOK {self.title.upper()} ***")

    def _licence(self) -> None:
        self._line(f"*** END OF THE FREE TEXT ARCHIVE EBOOK {self.title.upper()} ***")
        self._line("THE FULL FREE TEXT ARCHIVE LICENSE")
        self._line("Section 1. General Terms of Use and Redistributing electronic works")
        self._line(
            "1.A. By reading or using any part of this electronic work, you indicate that you have "
            "read, understand, agree to and accept all the terms of this license."
        )
        self._line("1.B. The name of the archive is a registered trademark.")
        self._line("Section 2. Information about the Mission")
        self._line("Volunteers and financial support are critical to reaching our goals.")

    def _contents(self, sections: list[Section]) -> None:
        kind, page = self.dirt.contents, 3
        if not kind:
            return
        if kind in ("leaders", "pages") or self.rng.random() < 0.5:
            self._line(self.pen.words.contents)
        for section in sections:
            if kind == "top" and section.depth > 1:
                continue
            mark = "" if kind == "bare" else section.marker
            text = f"{mark}{self._gap(mark)}{section.title}"
            page += self.rng.randint(1, 5)
            if kind == "leaders":
                text = f"{text} {'. ' * self.rng.randint(3, 9)}{page}"
            elif kind == "pages":
                text = f"{text}   {page}"
            self._line(("   " * (section.depth - 1) if kind == "indented" else "") + text)

    def _gap(self, mark: str) -> str:
        wide = self.pen.words.code == "zh" and mark and mark[-1] in "、）"
        return "" if wide or not mark else " "

    def _printed(self, section: Section) -> str:
        return section.title.upper() if self._shouts(section) else section.title

    def _shouts(self, section: Section) -> bool:
        return self.dirt.titles == "upper" and section.depth == 1 and bool(section.marker)

    def _section(self, section: Section) -> None:
        title, mark = self._printed(section), section.marker
        indent = "    " if self.dirt.layout == "indents" else ""
        if self.dirt.titles == "below" and section.depth == 1 and mark:
            self._line(indent + mark)
            mark = ""
        self._line(f"{indent}{mark}{self._gap(mark)}{title}")
        for paragraph in section.paragraphs:
            self._paragraph(paragraph)
        if section.paragraphs and self.dirt.extras and self.rng.random() < 0.5:
            getattr(self, f"_{self.rng.choice(self.dirt.extras)}")()
            self._paragraph(self.pen.paragraph())

    def _paragraph(self, text: str) -> None:
        layout = self.dirt.layout
        if layout == "indents":
            cut = len(text) // 2
            at = text.find(self.pen.words.stop, cut) + 1 or len(text)
            self._line("    " + text[:at].strip())
            if text[at:].strip():
                self._line(text[at:].strip())
        elif layout.startswith("wrapped"):
            self.lines.extend(self._wrap(text, "    " if layout == "wrapped-indents" else ""))
            if layout == "wrapped":
                self.lines.append("")
        else:
            self._line(text)

    def _wrap(self, text: str, first: str) -> list[str]:
        if self.pen.words.code == "zh":
            return [text[i : i + 36] for i in range(0, len(text), 36)]
        return textwrap.wrap(text, 64, initial_indent=first, break_on_hyphens=False)

    def _steps(self) -> None:
        self._paragraph(self.pen.words.follows)
        self._bare_steps()

    def _bare_steps(self) -> None:
        mark = self.rng.choice(("{}.", "{})", "({})"))
        stop = self.rng.random() < 0.6
        for i, step in enumerate(self._some(self.pen.words.imperatives, 3, 6)):
            self._line(f"{mark.format(i + 1)} {step if stop else step.rstrip('.。')}")

    def _bullets(self) -> None:
        mark = self.rng.choice("-•*")
        for item in self._some(self.pen.words.fragments, 2, 4):
            self._line(f"{mark} {item.rstrip('.。')}")

    def _dialogue(self) -> None:
        speakers, say = self.pen.words.speakers, (*self.pen.words.short, *self.pen.words.fragments)
        form = self.rng.choice(("colon", "stop", "alone", "dash"))
        for i in range(self.rng.randint(4, 8)):
            who, what = speakers[i % 3], self.rng.choice(say)
            if form == "alone":
                self._line(who)
                self._line(what)
            else:
                gap = {"colon": ": ", "stop": ". ", "dash": ""}[form]
                self._line(f"— {what}" if form == "dash" else f"{who}{gap}{what}")

    def _commands(self) -> None:
        for command in self._some(self.pen.words.imperatives, 2, 3):
            self._line(command.rstrip(".。"))
            self._paragraph(self.pen.sentence())

    def _traps(self) -> None:
        for line in self._some(self.pen.words.traps, 1, 3):
            self._line(line)

    def _years(self) -> None:
        for year in range(1901, 1901 + self.rng.randint(2, 4)):
            self._line(f"{year}: {self.rng.randint(10, 99)},{self.rng.randint(100, 999)}")

    def _table(self) -> None:
        for i in range(self.rng.randint(3, 5)):
            name = self.pen.words.heads[i]
            row = f"{name:<28}{self.rng.randint(10, 99):>6}{self.rng.randint(100, 999):>8}"
            self.lines.append(row)
        self.lines.append("")

    def _scene(self) -> None:
        self._line("* * *")

    def _notes(self) -> None:
        self._line(f"[{self.rng.randint(1, 9)}] {self.pen.sentence()}")

    def _some(self, pool: tuple[str, ...], least: int, most: int) -> list[str]:
        return self.rng.sample(pool, min(len(pool), self.rng.randint(least, most)))

    def _paged(self) -> list[str]:
        size, out = self.rng.randint(24, 44), []
        for number, start in enumerate(range(0, len(self.lines), size), 1):
            page = self.lines[start : start + size]
            if self.dirt.pages == "heads" and number > 1:
                head = f"{number}   {self.title}" if number % 2 else f"{self.title}   {number}"
                page = [head, "", *page]
            elif self.dirt.pages != "heads":
                page = [*page, "", self._folio(number), ""]
            if self.dirt.pages == "feeds" and number > 1:
                page[0] = "\f" + page[0]
            out.extend(page)
        return out

    def _folio(self, number: int) -> str:
        return {0: str(number), 1: f"- {number} -", 2: f"[{number}]"}[len(self.title) % 3]
