"""BibTeX and BibLaTeX as references: the entries, their names and dates.

The fields are mapped by the biblatex manual (https://ctan.org/pkg/biblatex, 2.2) and the appendices
of CSL. bibtexparser 2 reports the line of each entry, continues after a broken one and detects
duplicates; pybtex stops at the first error.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from bibtexparser.model import Block, DuplicateBlockKeyBlock, Entry, ParsingFailedBlock

from publish.diagnostics import Location
from publish.model.reference import ET_AL, Name, Reference
from publish.sources.markdown.context.reading_context import ReadingContext
from publish.sources.references.bibtex_dates import read_dates
from publish.sources.references.bibtex_fields import (
    CHAPTERS,
    INHERITED_TITLES,
    NAMES,
    texts_of,
    type_of,
)
from publish.sources.references.duplicates import report_duplicate
from publish.sources.references.latex import bare_text

# The parser logs broken blocks; here they are diagnostics.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
logging.getLogger("bibtexparser").propagate = False

_LONGEST_CHAIN = 16  # of entries that refer to each other
Fields = Mapping[str, str]


def read_bibtex(text: str, name: str, context: ReadingContext) -> Iterator[Reference]:
    """The references of a file; each unreadable block is reported with its line."""
    path = context.display_path(name)
    try:
        library = parse_string(text)
    except RecursionError:
        message = "not BibTeX: the braces are nested too deep"
        context.report.add("RES-021", message, Location(path))
        return
    _report_failures(library, path, context)
    entries = {entry.key: entry for entry in library.entries}
    for entry in library.entries:
        place = Location(path, (entry.start_line or 0) + 1)
        try:
            fields = _inherited(entry, entries, ())
            yield _reference(entry, fields, place, context.language)
        except RecursionError:
            message = f"not BibTeX: the entry `{entry.key}` is nested too deep"
            context.report.add("RES-021", message, place)


def _report_failures(library: Library, path: str, context: ReadingContext) -> None:
    for block in library.failed_blocks:
        place = Location(path, (block.start_line or 0) + 1)
        if isinstance(block, DuplicateBlockKeyBlock):
            first = Location(path, (block.previous_block.start_line or 0) + 1)
            are_equal = _content(block) == _content(block.previous_block)
            report_duplicate(block.key, first, place, context.report, are_equal=are_equal)
        elif isinstance(block, ParsingFailedBlock):
            opening = (block.raw or "").strip().splitlines()[:1]
            message = f"not BibTeX: the entry `{opening[0] if opening else ''}` cannot be read"
            hint = "look for a missing brace, comma or quotation mark"
            context.report.add("RES-021", message, place, hint=hint)


def _content(block: Block) -> list[tuple[str, dict[str, str]]]:
    """The type and the fields of an entry, read by itself, however its lines are broken."""
    entries = parse_string(" ".join((block.raw or "").split())).entries
    return [(entry.entry_type.lower(), _fields(entry)) for entry in entries]


def _fields(entry: Entry) -> dict[str, str]:
    return {field.key.lower(): str(field.value) for field in entry.fields}


def _inherited(entry: Entry, entries: Mapping[str, Entry], chain: tuple[str, ...]) -> Fields:
    """The fields of an entry, with those that it inherits by `crossref` or `xdata`."""
    own = _fields(entry)
    name = own.get("crossref") or own.get("xdata") or ""
    parent = entries.get(name)
    if parent is None or name in chain:
        return own
    if len(chain) > _LONGEST_CHAIN:
        raise RecursionError
    above = dict(_inherited(parent, entries, (*chain, entry.key)))
    if entry.entry_type.lower() in CHAPTERS:
        for inner, outer in INHERITED_TITLES.items():
            if inner in above:
                above.setdefault(outer, above.pop(inner))
    return {**above, **own}


def _reference(entry: Entry, fields: Fields, place: Location, language: str) -> Reference:
    kind = entry.entry_type.lower()
    names = {NAMES[field]: _names(fields[field]) for field in NAMES if fields.get(field)}
    return Reference(
        key=entry.key,
        type=type_of(kind, fields),
        location=place,
        texts=texts_of(kind, fields, language),
        names=names,
        dates=dict(read_dates(fields)),
    )


def _names(value: str) -> tuple[Name, ...]:
    flat = " ".join(value.split())
    return tuple(_name(each) for each in split_multiple_persons_names(flat))


def _name(written: str) -> Name:
    """One name; with braces around all of it, that of an organisation."""
    if written.lower() == "others":
        return ET_AL
    if written.startswith("{") and written.endswith("}") and "}" not in written[1:-1]:
        return Name(literal=bare_text(written[1:-1]))
    try:
        parts = parse_single_name_into_parts(written, strict=False)
    except InvalidNameError:
        return Name(literal=bare_text(written))
    first, particle, last, suffix = (
        bare_text(" ".join(words)) for words in (parts.first, parts.von, parts.last, parts.jr)
    )
    if not (first or particle):
        return Name(literal=last)
    return Name(family=last, given=first, non_dropping=particle, suffix=suffix)
