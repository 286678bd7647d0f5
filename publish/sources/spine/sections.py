"""The sections of a book: from an entry of the manifest, and from the headings of its file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree
from msgspec.structs import replace

from publish.diagnostics import Location, Report, Severity
from publish.model.markup import DATA_NOTE, UNNUMBERED, has_class, note_calls
from publish.model.roles import WITHOUT_HEADING, Rank, Role
from publish.model.section import NumberRequest, Section
from publish.model.xhtml import element
from publish.sources.markdown.outline import Heading, OutlinedText
from publish.sources.markdown.shaping.typography import typeset_text
from publish.sources.spine.entries import SpineEntry
from publish.sources.spine.identifiers import Identifiers
from publish.sources.spine.titles import plain_text, title_from_heading

_RANKS = {
    Role.VOLUME: Rank.VOLUME,
    Role.PART: Rank.PART,
    Role.CHAPTER: Rank.CHAPTER,
    Role.APPENDIX: Rank.APPENDIX,
}


def section_of_entry(
    entry: SpineEntry,
    role: Role,
    language: str,
    title: etree._Element,
    running: str,
    text: OutlinedText | None,
    identifiers: Identifiers,
) -> Section:
    """The section of an entry, without children; its `href` only says that it opens a file."""
    table, parent = entry.table, entry.parent
    heading = text.title if text else None
    requested = table.id or (heading.element.get("id") if heading else None)
    stem = Path(table.file).stem if table.file else plain_text(title) or role
    name = identifiers.request(requested, stem, entry.place)
    request = NumberRequest(table.numbered, table.number, table.start)
    return Section(
        id=name,
        role=role,
        matter=entry.matter,
        rank=_rank(role, parent),
        level=parent.level + 1 if parent else 1,
        title=plain_text(title),
        title_markup=title,
        body=_body(text, heading, title),
        location=_location(entry, text),
        number_request=_with_attributes(request, heading),
        running=running,
        missing=table.status == "missing",
        href=f"{name}.xhtml",
        language=(heading.element.get("lang") if heading else None) or language,
    )


def section_of_heading(
    heading: Heading,
    parent: Section,
    text: OutlinedText | None,
    identifiers: Identifiers,
    report: Report,
) -> Section:
    """The section that a heading inside a file opens, with those below it."""
    title = title_from_heading(heading.element, heading.place, report)
    words, running = plain_text(title), heading.element.get("running", "")
    section = Section(
        id=identifiers.request(heading.element.get("id"), words, heading.place),
        role=Role.SECTION,
        matter=parent.matter,
        rank=parent.rank.child_rank,
        level=parent.level + 1,
        title=words,
        title_markup=title,
        body=_body(text, heading, title),
        location=heading.place,
        number_request=_with_attributes(NumberRequest(), heading),
        running=typeset_text(running, parent.language) if running else "",
        language=heading.element.get("lang") or parent.language,
    )
    children = [
        section_of_heading(child, section, text, identifiers, report) for child in heading.children
    ]
    return with_children(section, tuple(children))


def with_children(section: Section, children: tuple[Section, ...]) -> Section:
    """A section with the sections below it."""
    return replace(section, children=children) if children else section


def on_same_page(sections: Sequence[Section]) -> Iterator[Section]:
    """The sections of further entries; a motto before all others belongs to the page above it."""
    leading = True
    for section in sections:
        leading = leading and _is_motto(section)
        yield replace(section, href="") if leading else section


def _is_motto(section: Section) -> bool:
    """Whether a section is a few words without a heading, sections or notes of its own."""
    has_notes = bool(note_calls(section.body))
    return section.role in WITHOUT_HEADING and not section.children and not has_notes


def report_empty(
    section: Section, inside: Sequence[Section], below: Sequence[Section], report: Report
) -> None:
    """Warn of a section without content, which is most likely a file that was forgotten.

    `inside` are the sections of its own file, `below` those of further entries.
    """
    if section.missing:
        return
    if section.role is Role.PART and not below:
        code, message = "STR-005", "a part without chapters"
        hint = "list its chapters under `sections`"
    elif not (inside or below or len(section.body)):
        code, message = "STR-006", f"the section “{section.title}” has no text"
        hint = 'write its text, or set status = "missing"'
    else:
        return
    report.add(code, message, section.location, hint=hint, severity=Severity.WARNING)


def _body(
    text: OutlinedText | None, heading: Heading | None, title: etree._Element
) -> etree._Element:
    """A section's own blocks, with the notes of its file that its title or they call first."""
    body = heading.body if heading else element("div")
    if text is None:
        return body
    if heading is text.title:
        body[:0] = list(text.body)
    if text.notes:
        for tree in (title, body):
            body.extend(list(_take_called(tree, text.notes)))
    return body


def _take_called(
    tree: etree._Element, notes: dict[str, etree._Element]
) -> Iterator[etree._Element]:
    """Take the notes that a tree calls out of `notes`, each before those that it calls in turn."""
    for call in note_calls(tree):
        if (note := notes.pop(call.get(DATA_NOTE, ""), None)) is not None:
            yield note
            yield from _take_called(note, notes)


def _location(entry: SpineEntry, text: OutlinedText | None) -> Location:
    if text is None:
        return entry.place
    return text.title.place if text.title else Location(text.path, 1)


def _rank(role: Role, parent: Section | None) -> Rank:
    if role in _RANKS:
        return _RANKS[role]
    return parent.rank.child_rank if parent else Rank.CHAPTER


def _with_attributes(request: NumberRequest, heading: Heading | None) -> NumberRequest:
    """The request of the manifest, completed by the attributes of the heading."""
    if heading is None:
        return request
    is_unnumbered = has_class(heading.element, UNNUMBERED)
    return NumberRequest(
        numbered=False if is_unnumbered and request.numbered is None else request.numbered,
        number=request.number or heading.element.get("number"),
        start=request.start,
    )
