"""Reads a book folder: the manifest's spine and the Markdown files it names."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree

from publish.cache import Cache
from publish.config import limits
from publish.config.manifest import Manifest, load_manifest
from publish.config.tables import EntryTable
from publish.config.values import is_language_tag
from publish.diagnostics import Location, Report, Severity
from publish.model.book import Book, NotesPlace
from publish.model.features import TextFeature
from publish.model.language import localized_words
from publish.model.reference import BibliographyData
from publish.model.roles import Matter, Rank, Role
from publish.model.section import NumberRequest, Section, walk
from publish.model.xhtml import X, element
from publish.sources.markdown.context.reading_context import Manuscript
from publish.sources.markdown.context.source_file import Page
from publish.sources.markdown.memo.prefetch import Ahead, Coming
from publish.sources.markdown.outline import Document, Heading, read
from publish.sources.markdown.shaping.typography import typeset
from publish.sources.spine.identifiers import Names
from publish.sources.spine.images import Images, check_cover
from publish.sources.spine.manifest_values import (
    accessibility,
    check_notes_place,
    editions,
    lists,
    metadata,
    numbering,
)
from publish.sources.spine.titles import as_title, plain, same

_RANKS = {
    Role.VOLUME: Rank.VOLUME,
    Role.PART: Rank.PART,
    Role.CHAPTER: Rank.CHAPTER,
    Role.APPENDIX: Rank.APPENDIX,
}
# Their text is generated, from marks and citations in the others.
_FILLED = frozenset({Role.INDEX, Role.BIBLIOGRAPHY})


def read_book(folder: Path, report: Report, edition: str | None = None) -> Book | None:
    """The book in a folder, not yet numbered; None, with diagnostics, when there is none.

    `edition` is the one whose content is read, where the text differs by edition; the first when
    left out.
    """
    manifest = load_manifest(folder, report)
    if manifest is None:
        return None
    details = metadata(manifest, report)
    products = editions(manifest, details, report)
    read_for = next((each for each in products if each.name == edition), products[0])
    manuscript = Manuscript(
        folder=folder,
        language=details.language,
        report=report,
        conditions=frozenset({read_for.name, read_for.format}),
        variables=manifest.tables.variables,
        cites=bool(manifest.tables.bibliography.files),
        cache=Cache.default(),
    )
    wish = manifest.tables.accessibility.undescribed_images
    lenient = wish == "allow" and read_for.format == "epub"
    spine = _Spine(manifest, manuscript, lenient=lenient)
    sections = tuple(spine.sections())
    if not sections:
        place = manifest.location_of("structure")
        report.add("MAN-010", "the structure names no section", place, hint="add bodymatter")
    check_notes_place(sections, manifest, report)
    if (count := sum(1 for _ in walk(sections))) > limits.SECTIONS:
        message = f"{count:,} sections, more than {limits.SECTIONS:,}"
        report.add("STR-016", message, manifest.location_of("structure"))
        return None
    shown = spine.images.resources  # without a cover that no text shows
    cover = None
    if name := manifest.tables.book.cover:
        cover = spine.images.read(name, "", manifest.location_of("book", "cover"))
        check_cover(cover, manifest.location_of("book", "cover"), report)
    spine.images.keep()
    return Book(
        name=folder.resolve().name,
        folder=folder,
        metadata=details,
        numbering=numbering(manifest, details.language, report),
        sections=sections,
        listed_kinds=lists(manifest),
        notes_place=manifest.tables.notes.place,
        resources=shown,
        editions=products,
        abbreviations=manifest.tables.abbreviations,
        bibliography=_apparatus(manifest, manuscript),
        accessibility=accessibility(manifest, report),
        cover=cover,
        open_questions=manifest.tables.import_.open_questions,
        has_edition_variants=manuscript.asked.edition or wish == "allow",
        absent_features=frozenset(TextFeature) - manuscript.asked.holds,
    )


def _apparatus(manifest: Manifest, manuscript: Manuscript) -> BibliographyData | None:
    """The references of a book; one that has none loads no reader of them."""
    if not manifest.tables.bibliography.files:
        return None
    from publish.sources.references.bibliography import read_bibliography

    return read_bibliography(manifest, manuscript)


class _Spine:
    """Turns the entries of the manifest into sections, in order."""

    def __init__(self, manifest: Manifest, manuscript: Manuscript, *, lenient: bool) -> None:
        self.manifest = manifest
        self.manuscript = manuscript
        self.ahead = Ahead(self.texts())
        self.language = manuscript.language
        self.report = manuscript.report
        self.images = Images(
            manuscript.folder, self.report, cache=manuscript.cache, lenient=lenient
        )
        self.names = Names(self.report)
        self.files: dict[str, Location] = {}

    def sections(self) -> Iterator[Section]:
        structure = self.manifest.tables.structure
        for matter in Matter:
            for index, entry in enumerate(getattr(structure, matter)):
                if self.belongs(entry):
                    path = ("structure", str(matter), index)
                    yield self.entry(entry, matter, path, above=None)

    def texts(self) -> Iterator[Coming]:
        """The files of the spine in order, each with the language that the manifest gives it."""
        structure = self.manifest.tables.structure
        entries = [(entry, "") for matter in Matter for entry in getattr(structure, matter)]
        waiting = entries[::-1]
        while waiting:
            entry, language = waiting.pop()
            if not self.belongs(entry):
                continue
            table = _table(entry)
            language = table.language or language
            if table.file:
                yield posixpath.normpath(table.file), language
            waiting.extend((below, language) for below in reversed(table.sections))

    def belongs(self, entry: str | EntryTable) -> bool:
        """Whether an entry is part of the edition that is read; one that was refused is not."""
        if isinstance(entry, str):
            return bool(entry)
        only, exempt = entry.only, entry.except_
        return self.manuscript.belongs(only, exempt)

    def entry(
        self,
        entry: str | EntryTable,
        matter: Matter,
        path: tuple[str | int, ...],
        above: Section | None,
    ) -> Section:
        """One entry with the file it names and the entries below it.

        `above` is a bare section that stands for the parent: its level and rank decide the own.
        """
        table = _table(entry)
        place = self.manifest.location_of(*path)
        if above and above.level == limits.SECTION_DEPTH and table.sections:
            message = f"entries nested more than {limits.SECTION_DEPTH} deep"
            self.report.add("STR-016", message, place)
            table = EntryTable(title=table.title or "…", status="missing")
        role = self.role(table, matter, above, place)
        language = self.language_of(table, place) or (above.language if above else "")
        document = self.document(table.file, language, place) if table.file else None
        title = self.title(table, role, document, language, place)
        heading = document.title if document else None
        location = _opening(document, heading) if document else place
        wish = NumberRequest(table.numbered, table.number, table.start)
        name = self.names.claim(_wished_name(table, heading), _stem(table, title), place)
        bare = Section(
            id=name,
            role=role,
            matter=matter,
            rank=_rank(role, above),
            level=above.level + 1 if above else 1,
            title=plain(title),
            title_markup=title,
            body=self.body(document, heading),
            location=location,
            number_request=_merged(wish, heading),
            missing=table.status == "missing",
            href=f"{name}.xhtml",
            language=(heading.element.get("lang") if heading else None) or language,
        )
        inside = [self.heading(h, bare, document) for h in document.headings] if document else []
        below = [
            self.entry(sub, matter, (*path, "sections", index), bare)
            for index, sub in enumerate(table.sections)
            if self.belongs(sub)
        ]
        if document or not table.file:
            self.warn_empty(bare, inside, below)
        return _with_children(bare, (*inside, *below))

    def warn_empty(self, bare: Section, inside: list[Section], below: list[Section]) -> None:
        """A chapter with nothing in it is most likely a file that was forgotten."""
        if bare.role is Role.PART and not below and not bare.missing:
            hint = "name its chapters under `sections`"
            self._warn("STR-005", "a part without chapters", bare.location, hint)
        elif not (bare.missing or self.is_filled(bare.role) or inside or below or len(bare.body)):
            hint = 'write its text, or set status = "missing"'
            message = f"the section “{bare.title}” has no text"
            self._warn("STR-006", message, bare.location, hint)

    def is_filled(self, role: Role) -> bool:
        """Whether the text of a section with that role is generated."""
        gathers = self.manifest.tables.notes.place is NotesPlace.BOOK
        return role in _FILLED or (gathers and role is Role.ENDNOTES)

    def _warn(self, code: str, message: str, place: Location, hint: str) -> None:
        self.report.add(code, message, place, hint=hint, severity=Severity.WARNING)

    def heading(self, heading: Heading, above: Section, document: Document) -> Section:
        """A section that a heading inside a file opens."""
        place = heading.place
        title = as_title(heading.element, place, self.report)
        text = plain(title)
        bare = Section(
            id=self.names.claim(heading.element.get("id"), text, place),
            role=Role.SECTION,
            matter=above.matter,
            rank=above.rank.child_rank,
            level=above.level + 1,
            title=text,
            title_markup=title,
            body=self.body(document, heading),
            location=place,
            number_request=_merged(NumberRequest(), heading),
            language=heading.element.get("lang") or above.language,
        )
        return _with_children(bare, tuple(self.heading(h, bare, document) for h in heading.below))

    def role(
        self, table: EntryTable, matter: Matter, above: Section | None, place: Location
    ) -> Role:
        """The role that the entry names, or the one its place in the book implies."""
        if table.role:
            return table.role
        if above:
            return Role.CHAPTER if above.rank in (Rank.VOLUME, Rank.PART) else Role.SECTION
        if matter is Matter.BODY:
            return Role.PART if table.sections else Role.CHAPTER
        stem = Path(table.file).stem
        if stem in set(Role):
            return Role(stem)
        hint = f"one of {', '.join(sorted(localized_words('en').roles))}"
        self.report.add("MAN-011", f"an entry in {matter} needs a `role`", place, hint=hint)
        return Role.SECTION

    def language_of(self, table: EntryTable, place: Location) -> str:
        """The language that an entry gives to its file; a tag that is none is an error."""
        if table.language and not is_language_tag(table.language):
            hint = 'write "en", "de-CH", "zh-Hant" …'
            message = f"`{table.language}` is no BCP 47 language tag"
            self.report.add("MAN-007", message, place, hint=hint)
            return ""
        return table.language

    def document(self, file: str, language: str, place: Location) -> Document | None:
        """The Markdown file of an entry; one that two entries name is an error."""
        file = posixpath.normpath(file)
        if first := self.files.get(file):
            self.report.add("MAN-012", f"`{file}` is listed twice, first at {first}", place)
            return None
        self.files[file] = place
        text = self.manuscript.text(file, place)
        document = (
            read(text, Page(file, self.manuscript, language), self.ahead)
            if text is not None
            else None
        )
        for body in _bodies(document) if document else ():
            self.images.take(body, self.manuscript.path(file), file)
        return document

    def title(
        self,
        table: EntryTable,
        role: Role,
        document: Document | None,
        language: str,
        place: Location,
    ) -> etree._Element:
        """The title from the file's first line or the manifest; two that differ are an error."""
        heading = document.title if document else None
        if heading is None or document is None:
            language = language or self.language
            fallback = localized_words(language).roles.get(role, "")
            unread = table.file and document is None  # told already
            if not (table.title or fallback or unread):
                hint = "begin the file with `# Title`, or give `title` here"
                self.report.add("STR-004", "a section without a title", place, hint=hint)
            made = element("span")
            made.text = typeset(table.title, language) or fallback
            return made
        title = as_title(heading.element, heading.place, self.report)
        if table.title and not same(table.title, plain(title)):
            message = f"two titles: “{table.title}” here, “{plain(title)}” in {table.file}"
            self.report.add("MAN-013", message, place, hint="keep one of them")
        return title

    def body(self, document: Document | None, heading: Heading | None) -> etree._Element:
        """A section's own blocks; the notes of its file go with those that call them."""
        body = heading.body if heading else element("div")
        if document is None:
            return body
        if heading is document.title:
            body[:0] = list(document.body)
        called = [a.get("data-note") for a in body.iter(f"{X}a")] if document.notes else []
        for label in dict.fromkeys(called):
            if label in document.notes:
                body.append(document.notes[label])
        return body


def _table(entry: str | EntryTable) -> EntryTable:
    return EntryTable(file=entry) if isinstance(entry, str) else entry


def _opening(document: Document, heading: Heading | None) -> Location:
    return heading.place if heading else Location(document.path, 1)


def _bodies(document: Document) -> Iterator[etree._Element]:
    yield document.body
    yield from document.notes.values()
    waiting = [*([document.title] if document.title else []), *document.headings]
    while waiting:
        heading = waiting.pop()
        yield heading.body
        waiting.extend(heading.below)


def _rank(role: Role, above: Section | None) -> Rank:
    if role in _RANKS:
        return _RANKS[role]
    return above.rank.child_rank if above else Rank.CHAPTER


def _stem(table: EntryTable, title: etree._Element) -> str:
    return Path(table.file).stem if table.file else plain(title)


def _wished_name(table: EntryTable, heading: Heading | None) -> str | None:
    return table.id or (heading.element.get("id") if heading else None)


def _merged(wish: NumberRequest, heading: Heading | None) -> NumberRequest:
    """The wish of the manifest, completed by the attributes of the heading."""
    if heading is None:
        return wish
    unnumbered = "unnumbered" in heading.element.get("class", "").split()
    return NumberRequest(
        numbered=False if unnumbered and wish.numbered is None else wish.numbered,
        number=wish.number or heading.element.get("number"),
        start=wish.start,
    )


def _with_children(section: Section, children: tuple[Section, ...]) -> Section:
    return replace(section, children=children) if children else section
