"""Walks the spine: reads the file of each entry of the manifest, and the entries below it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from publish.config import limits
from publish.config.manifest import Manifest
from publish.config.tables.manifest import EntryTable
from publish.diagnostics import Location
from publish.model.book import NotesPlace
from publish.model.names import Names, slug
from publish.model.roles import Matter, Role
from publish.model.section import Section
from publish.sources.markdown.context.reading_context import ReadingContext
from publish.sources.markdown.context.source_file import SourceFile
from publish.sources.markdown.memo.prefetch import Prefetch, UpcomingText
from publish.sources.markdown.memo.text_cache import parsing_first
from publish.sources.markdown.outline import OutlinedText, read_outlined
from publish.sources.spine.entries import (
    SpineEntry,
    has_own_title,
    language_of,
    role_of,
    running_of,
    title_of,
)
from publish.sources.spine.identifiers import Identifiers
from publish.sources.spine.images import Images
from publish.sources.spine.sections import (
    on_same_page,
    report_empty,
    section_of_entry,
    section_of_heading,
    with_children,
)

# Roles whose text is generated, from marks and citations in other sections.
_GENERATED = frozenset({Role.INDEX, Role.BIBLIOGRAPHY})


class Spine:
    """The entries of the manifest in order, and the files that they name."""

    def __init__(self, manifest: Manifest, context: ReadingContext, images: Images) -> None:
        self._manifest = manifest
        self._context = context
        self._report = context.report
        self._images = images
        self._prefetch = Prefetch(self._upcoming_texts(), context.processes)
        self._identifiers = Identifiers(context.report)
        self._files: dict[str, Location] = {}  # each with the place of its entry

    def read(self) -> tuple[tuple[Section, ...], Names]:
        """The top sections of the book, and the names of everything in them."""
        with self._prefetch, parsing_first(self._context, self._prefetch):
            return self._identifiers.settle(tuple(self._sections()))

    def _sections(self) -> Iterator[Section]:
        structure = self._manifest.tables.structure
        for matter in Matter:
            path = ("structure", str(matter))
            yield from self._sections_of(getattr(structure, matter), matter, path, parent=None)

    def _sections_of(
        self,
        entries: Sequence[str | EntryTable],
        matter: Matter,
        path: tuple[str | int, ...],
        parent: Section | None,
    ) -> Iterator[Section]:
        """The sections of some entries; what another edition has is noted for references to it."""
        for index, entry in enumerate(entries):
            if self._is_included(entry):
                section = self._section(entry, matter, (*path, index), parent)
                yield from (section,) if section is not None else ()
            elif isinstance(entry, EntryTable):
                condition = f"only={entry.only}" if entry.only else f"except={entry.except_}"
                self._note_left_out(entry, condition)

    def _upcoming_texts(self) -> Iterator[UpcomingText]:
        """The files of the spine in order, each with the language that the manifest gives it."""
        structure = self._manifest.tables.structure
        entries = [(entry, "") for matter in Matter for entry in getattr(structure, matter)]
        waiting = entries[::-1]
        while waiting:
            entry, language = waiting.pop()
            if not self._is_included(entry):
                continue
            table = _as_table(entry)
            language = table.language or language
            if table.file:
                yield posixpath.normpath(table.file), language
            waiting.extend((below, language) for below in reversed(table.sections))

    def _is_included(self, entry: str | EntryTable) -> bool:
        """Whether an entry is part of the edition that is read for; an invalid one is not."""
        if isinstance(entry, str):
            return bool(entry)
        return self._context.is_included(entry.only, entry.except_)

    def _section(
        self,
        table: str | EntryTable,
        matter: Matter,
        path: tuple[str | int, ...],
        parent: Section | None,
    ) -> Section | None:
        """One entry with the file that it names and the entries below it.

        None, if the title of the file has a condition that the edition does not meet.
        `parent` has no children yet: its level and rank decide those of the section.
        """
        entry = self._entry(table, matter, path, parent)
        role = role_of(entry, self._report)
        language = language_of(entry, self._report)
        text = self._text(entry.table.file, language, entry.place) if entry.table.file else None
        if text and text.left_out:
            self._note_left_out(entry.table, text.left_out)
            return None
        spoken = language or self._context.language
        if text and not has_own_title(entry, role, self._context.words_in(spoken)):
            text.promote_first_heading()
        title = title_of(entry, role, spoken, text, self._context)
        running = running_of(entry, spoken, text, self._context)
        section = section_of_entry(entry, role, language, title, running, text, self._identifiers)
        inside = tuple(
            section_of_heading(heading, section, text, self._identifiers, self._report)
            for heading in (text.headings if text else ())
        )
        children = entry.table.sections
        below = tuple(self._sections_of(children, matter, (*path, "sections"), section))
        if (text or not entry.table.file) and not self._is_generated(role):
            report_empty(section, inside, below, self._report)
        return with_children(section, (*inside, *on_same_page(below)))

    def _entry(
        self,
        table: str | EntryTable,
        matter: Matter,
        path: tuple[str | int, ...],
        parent: Section | None,
    ) -> SpineEntry:
        """The entry at a path of the manifest, without those below it where they are too deep."""
        table, place = _as_table(table), self._manifest.location_of(*path)
        if parent and parent.level == limits.SECTION_DEPTH and table.sections:
            message = f"entries nested more than {limits.SECTION_DEPTH} deep"
            self._report.add("STR-016", message, place)
            table = EntryTable(title=table.title or "…", status="missing")
        return SpineEntry(table, matter, place, parent)

    def _text(self, file: str, language: str, place: Location) -> OutlinedText | None:
        """The Markdown file of an entry; one that two entries name is an error."""
        file = posixpath.normpath(file)
        if first := self._files.get(file):
            self._report.add("MAN-012", f"`{file}` is listed twice, first at {first}", place)
            return None
        self._files[file] = place
        content = self._context.read_text(file, place)
        if content is None:
            return None
        text = read_outlined(content, SourceFile(file, self._context, language), self._prefetch)
        for body in text.bodies() if text else ():
            self._images.read_all(body, self._context.display_path(file), file)
        return text

    def _note_left_out(self, entry: EntryTable, condition: str) -> None:
        """Note the names of an entry and those below it, as far as they are known unread."""
        file = posixpath.normpath(entry.file) if entry.file else ""
        names = (entry.id or "", file, slug(PurePosixPath(file).stem), slug(entry.title))
        self._context.dependencies.left_out.update(dict.fromkeys(filter(None, names), condition))
        for below in entry.sections:
            self._note_left_out(_as_table(below), condition)

    def _is_generated(self, role: Role) -> bool:
        """Whether the text of a section with that role is generated."""
        notes_at_end = self._manifest.tables.notes.place is NotesPlace.BOOK
        return role in _GENERATED or (notes_at_end and role is Role.ENDNOTES)


def _as_table(entry: str | EntryTable) -> EntryTable:
    return EntryTable(file=entry) if isinstance(entry, str) else entry
