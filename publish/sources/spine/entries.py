"""An entry of the manifest: the role, language and title of its section."""

from __future__ import annotations

from pathlib import Path

import msgspec
from lxml import etree

from publish.config.tables.manifest import EntryTable
from publish.config.values import is_language_tag
from publish.diagnostics import Location, Report
from publish.model.language import LocalizedWords, localized_words
from publish.model.markup import note_calls
from publish.model.roles import WITHOUT_HEADING, Matter, Rank, Role
from publish.model.section import Section
from publish.model.xhtml import element
from publish.sources.markdown.context.reading_context import ReadingContext
from publish.sources.markdown.outline import OutlinedText
from publish.sources.spine.manifest_titles import read_plain_title, read_title
from publish.sources.spine.titles import plain_text, same_title, title_from_heading


class SpineEntry(msgspec.Struct, frozen=True):
    """An entry of the manifest, with its matter, its place in the file, and the section above."""

    table: EntryTable
    matter: Matter
    place: Location
    parent: Section | None


def role_of(entry: SpineEntry, report: Report) -> Role:
    """The role that the entry names, or the one that its position in the book implies."""
    table, parent = entry.table, entry.parent
    if table.role:
        return table.role
    if parent:
        return Role.CHAPTER if parent.rank in (Rank.VOLUME, Rank.PART) else Role.SECTION
    if entry.matter is Matter.BODY:
        return Role.PART if table.sections else Role.CHAPTER
    stem = Path(table.file).stem
    if stem in set(Role):
        return Role(stem)
    known = ", ".join(sorted(localized_words("en").roles))
    named = f'file = "{table.file}"' if table.file else f'title = "{table.title}"'
    hint = f'for a page of its own kind write {{ {named}, role = "chapter" }}, else one of {known}'
    report.add("MAN-011", f"an entry in {entry.matter} needs a `role`", entry.place, hint=hint)
    return Role.SECTION


def language_of(entry: SpineEntry, report: Report) -> str:
    """The language of an entry or of the section above; an invalid tag is an error."""
    language = entry.table.language
    if language and not is_language_tag(language):
        hint = 'write "en", "de-CH", "zh-Hant" …'
        message = f"`{language}` is not a BCP 47 language tag"
        report.add("MAN-007", message, entry.place, hint=hint)
        language = ""
    return language or (entry.parent.language if entry.parent else "")


def has_own_title(entry: SpineEntry, role: Role, words: LocalizedWords) -> bool:
    """Whether the manifest or the role gives an entry a title."""
    return bool(entry.table.title or words.roles.get(role))


def title_of(
    entry: SpineEntry,
    role: Role,
    language: str,
    text: OutlinedText | None,
    context: ReadingContext,
) -> etree._Element:
    """The title from the file's first line or the manifest; two that differ are an error."""
    table = entry.table
    heading = text.title if text else None
    if heading is None:
        default = context.words_in(language).roles.get(role, "")
        if table.file and text is None:  # which is reported already
            default = default or table.file
        own = read_title(table.title, entry.place, context, language)
        return own if plain_text(own) else element("span", default)
    title = title_from_heading(heading.element, heading.place, context.report)
    if table.title and not _is_same(entry, plain_text(title), context, language):
        message = f"two titles: “{table.title}” here, “{plain_text(title)}” in {table.file}"
        context.report.add("MAN-013", message, entry.place, hint="keep one of them")
    if role in WITHOUT_HEADING and note_calls(title):
        message = f"the title of a page with the role `{role}` is not printed, nor is a note on it"
        hint = "call the note in the text below"
        context.report.add("STR-007", message, heading.place, hint=hint)
    return title


def _is_same(entry: SpineEntry, title: str, context: ReadingContext, language: str) -> bool:
    """Whether the title of an entry is that of its file, as typed or as it is read."""
    typed = entry.table.title
    return same_title(typed, title) or same_title(
        read_plain_title(typed, entry.place, context, language), title
    )


def running_of(
    entry: SpineEntry, language: str, text: OutlinedText | None, context: ReadingContext
) -> str:
    """The short title of the manifest or of the file's heading; "" for none."""
    own = text.title.element.get("running", "") if text and text.title else ""
    return read_plain_title(entry.table.running or own, entry.place, context, language)
