"""The content of a book folder, as an importer hands it to the writer."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from publish.diagnostics import Diagnostic
from publish.importers.bookfolder.escaping import escape_markdown
from publish.importers.bookfolder.questions import OpenQuestion
from publish.model.numerals import Numeral
from publish.model.roles import Matter, Rank, Role


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in plain words; `run_in` is its run-in heading, with which `text` begins.

    `markup` is the text after the run-in heading as Markdown if it has more than words.
    """

    text: str
    run_in: str | None = None
    markup: str | None = None


@dataclass(slots=True)
class ImportedSection:
    """One section of an imported book.

    `title` is None where the book's language names the role; `markup` is the title as Markdown if
    it has more than words. `blocks` are paragraphs, or blocks of Markdown (`str`) that are written
    as they are. `number` is the bare number that the book will show, None for none; `fixed_number`
    and `start` are the keys of the manifest that produce it. `name` is its identifier, by default
    one that is made from role and place; `language` a BCP 47 tag where it differs from the book's.
    `stem` is the name of its file, which the writer sets unless an earlier import has. `called` is
    the label that was typed in its title, such as `Chapter 2:`.
    """

    title: str | None
    role: Role
    matter: Matter
    blocks: Sequence[Paragraph | str] = ()
    missing: bool = False
    number: str | None = None
    fixed_number: str | None = None
    start: int | None = None
    name: str | None = None
    markup: str | None = None
    language: str | None = None
    stem: str | None = None
    called: str = ""
    children: list[Self] = field(default_factory=list)

    def walk(self) -> Iterator[Self]:
        """This section and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def markdown_title(self) -> str:
        """The title as Markdown; empty where there is none."""
        return self.markup or escape_markdown(self.title or "")

    @property
    def is_generated(self) -> bool:
        """Whether the book makes all of it: a list of works or an index without own words."""
        makes = self.role in (Role.BIBLIOGRAPHY, Role.INDEX)
        return makes and not self.blocks and self.title is None

    @property
    def all_missing(self) -> bool:
        """Whether neither it nor any section below it has text."""
        return self.missing and all(child.all_missing for child in self.children)

    @property
    def all_present(self) -> bool:
        """Whether no section below it is missing, so that one file can contain them all."""
        return not any(child.missing or not child.all_present for child in self.children)

    @property
    def run_ins(self) -> int:
        """The number of its own run-in headings."""
        return sum(isinstance(b, Paragraph) and b.run_in is not None for b in self.blocks)


@dataclass(frozen=True, slots=True)
class LevelScheme:
    """The numbering of one level; `label` is a pattern with `{}`, or "" for a bare number."""

    rank: Rank
    numeral: Numeral
    label: str
    compose: bool
    restart: bool


@dataclass(frozen=True, slots=True)
class ImportSource:
    """The imported file, for the `[import]` table of the manifest."""

    name: str
    sha256: str
    open_questions: int = 0


@dataclass(frozen=True, slots=True)
class ImportedBook:
    """A book to be written: metadata, sections in spine order, and numbering by depth from 1.

    `bibliography` are the names of its files of cited works, `citing` how they are cited,
    `lists` the kinds of captions that it lists, `abbreviations` long forms by short ones;
    `undescribed_images` is True if one of its pictures has no alternative text. `caption_patterns`
    has the forms of captions' numbers by kind; `depth` is the deepest level with numbers, None for
    the usual one. `numbering` is a table of the manifest, in place of all these.
    """

    source: ImportSource
    title: str
    language: str
    sections: Sequence[ImportedSection]
    schemes: Mapping[int, LevelScheme] = field(default_factory=dict)
    subtitle: str | None = None
    authors: Sequence[str] = ()
    issuers: Sequence[str] = ()
    date: datetime.date | None = None
    description: str | None = None
    bibliography: Sequence[str] = ()
    lists: Sequence[str] = ()
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    undescribed_images: bool = False
    caption_patterns: Mapping[str, str] = field(default_factory=dict)
    depth: int | None = None
    numbering: Mapping[str, Any] = field(default_factory=dict)
    citing: Mapping[str, Any] = field(default_factory=dict)

    def walk(self) -> Iterator[ImportedSection]:
        """All sections in reading order."""
        for section in self.sections:
            yield from section.walk()

    @property
    def section_count(self) -> int:
        """The number of sections, with run-in headings."""
        return sum(1 + section.run_ins for section in self.walk())

    @property
    def missing_count(self) -> int:
        """The number of sections whose text the source lacks."""
        return sum(section.missing for section in self.walk())


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What a book says that was read again: its texts, None if it cannot be read, and problems."""

    texts: Sequence[str] | None
    problems: Sequence[Diagnostic]


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What is handed to an importer beside source and target.

    `read_back` reads a book folder as a build does. `format` is the name of the source's format, or
    None to know it by its content. `answers` is the review sheet of an earlier
    import of the same text, `styles` a file with the meanings of styles. `changes` is "accept",
    "reject", "keep" or "ask", for the tracked changes of a document. With `dry_run` nothing is
    written; `merge` imports into an edited folder.
    """

    read_back: Callable[[Path], ReadBack]
    format: str | None = None
    answers: Path | None = None
    styles: Path | None = None
    changes: str = "accept"
    dry_run: bool = False
    merge: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A kind of what an import left out or changed: how often, examples, and what one can do."""

    what: str
    count: int
    examples: tuple[str, ...]
    cure: str


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would give: the outline (depth, number, title), what it leaves out, and what
    it asks; `report` and `review` are the texts of the files."""

    outline: tuple[tuple[int, str, str], ...]
    left_out: tuple[LeftOut, ...]
    questions: tuple[OpenQuestion, ...]
    report: str
    review: str

    def as_json(self) -> dict[str, object]:
        """What is in it, with a name for each value."""
        names = ("depth", "number", "title")
        return {
            "outline": [dict(zip(names, row, strict=True)) for row in self.outline],
            "left-out": [asdict(each) for each in self.left_out],
            "questions": [each.as_json() for each in self.questions],
            "report-text": self.report,
            "review-text": self.review,
        }


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """The result of an import: counts, warnings, and the paths of report and review sheet.

    `sections` counts all sections of the book with its run-in headings, `missing` those without
    text in the source, `open_questions` those for an editor on the sheet `review`, which is not
    written where an importer asks nothing. `preview` is set where nothing was written.
    """

    target: Path
    sections: int
    missing: int
    open_questions: int
    diagnostics: tuple[Diagnostic, ...]
    report: Path
    review: Path
    preview: ImportPreview | None = None
