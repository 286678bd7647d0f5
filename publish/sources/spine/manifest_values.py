"""Metadata, numbering and editions of a book, from the tables of its manifest."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator

from publish.config import limits
from publish.config.manifest import DEFAULT_EDITIONS, Manifest
from publish.config.tables import BookTable, SchemeTable
from publish.config.text import is_blank
from publish.config.values import derived_identifier, is_language_tag, isbn_check_digit
from publish.diagnostics import Report, Severity
from publish.model.accessibility import Accessibility
from publish.model.book import Contributor, Edition, Metadata, NotesPlace, Sides, Standard
from publish.model.caption import CaptionKind
from publish.model.language import has_localized_words, localized_words
from publish.model.numerals import Numeral
from publish.model.roles import Rank, Role
from publish.model.scheme import Numbering, Scheme
from publish.model.section import Section, walk
from publish.sources.theme.appearance import appearance

_EPOCH = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)  # the earliest date of a zip entry
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_EDITION = re.compile(rf"\w[\w-]{{0,{limits.EDITION_NAME_CHARACTERS - 1}}}")
_TWO_LETTERS = {"english": "en", "german": "de", "deutsch": "de", "french": "fr", "chinese": "zh"}


def metadata(manifest: Manifest, report: Report) -> Metadata:
    """The `[book]` table, checked value by value."""
    table = manifest.tables.book
    if is_blank(table.title):
        hint = 'add title = "…" under [book]'
        report.add(
            "MAN-006", "the book has no title", manifest.location_of("book", "title"), hint=hint
        )
    _check_language(manifest, report)
    _check_isbn(table.isbn, manifest, ("book", "isbn"), report)
    authors = tuple(_authors(manifest, report))
    names = [author.name for author in authors]
    return Metadata(
        title=table.title.strip(),
        language=table.language or "en",
        identifier=table.identifier or derived_identifier(table.title, table.language, *names),
        modified=_modified(table),
        subtitle=table.subtitle,
        authors=authors,
        isbn=table.isbn,
        publisher=table.publisher,
        place=table.place,
        date=table.date,
        version=table.version,
        description=table.description,
        subjects=tuple(table.subjects),
        rights=table.rights,
    )


def _modified(table: BookTable) -> datetime.datetime:
    """When the text was last changed: given, or the date of publication; never the clock."""
    if table.modified:
        moment = table.modified
        return moment.astimezone(datetime.UTC) if moment.tzinfo else _in_utc(moment)
    return _in_utc(datetime.datetime.combine(table.date, datetime.time())) if table.date else _EPOCH


def _in_utc(moment: datetime.datetime) -> datetime.datetime:
    return moment.replace(tzinfo=datetime.UTC)


def _authors(manifest: Manifest, report: Report) -> Iterator[Contributor]:
    for index, author in enumerate(manifest.tables.book.authors):
        name, role = (author, "aut") if isinstance(author, str) else (author.name, author.role)
        place = manifest.location_of("book", "authors", index)
        if is_blank(name):
            report.add("MAN-009", "an author without a name", place)
        if len(role) != 3 or not role.islower():
            hint = "aut, edt, trl, ill … (https://id.loc.gov/vocabulary/relators)"
            report.add("MAN-009", f"`{role}` is no MARC relator code", place, hint=hint)
        yield Contributor(name, role)


def _check_language(manifest: Manifest, report: Report) -> None:
    tag = manifest.tables.book.language
    place = manifest.location_of("book", "language")
    if not tag:
        hint = 'add language = "en" under [book]'
        report.add("MAN-007", "the book has no language", place, hint=hint)
    elif not is_language_tag(tag):
        better = _TWO_LETTERS.get(tag.lower(), tag.replace("_", "-"))
        hint = (
            f'write "{better}"' if is_language_tag(better) else 'write "en", "de", "zh-Hant-TW" …'
        )
        report.add("MAN-007", f"`{tag}` is no BCP 47 language tag", place, hint=hint)
    elif not has_localized_words(tag):
        message = f"no words are known for `{tag}`: labels such as “Chapter” will be English"
        hint = "give labels under [numbering]"
        report.add("MAN-014", message, place, hint=hint, severity=Severity.WARNING)


def _check_isbn(isbn: str, manifest: Manifest, path: tuple[str, ...], report: Report) -> None:
    if not isbn:
        return
    digit = isbn_check_digit(isbn)
    if digit is None:
        hint = "thirteen digits that begin with 978 or 979"
        report.add("MAN-008", f"`{isbn}` is no ISBN-13", manifest.location_of(*path), hint=hint)
    elif isbn[-1] != digit:
        message = f"the check digit of `{isbn}` is wrong"
        hint = f"by its other digits it is {digit}"
        report.add("MAN-008", message, manifest.location_of(*path), hint=hint)


def numbering(manifest: Manifest, language: str, report: Report) -> Numbering:
    """The `[numbering]` table over the trade's defaults."""
    table = manifest.tables.numbering
    localised = localized_words(language)
    labels = {
        Rank.VOLUME: localised.volume,
        Rank.PART: localised.part,
        Rank.CHAPTER: localised.chapter,
        Rank.APPENDIX: localised.appendix,
    }
    schemes = {}
    for rank in Rank:
        given: SchemeTable = getattr(table, rank)
        default = _DEFAULTS.get(rank, Scheme())
        schemes[rank] = Scheme(
            numeral=given.numeral or default.numeral,
            label=_label(given, rank, labels, manifest, report),
            compose=default.compose if given.compose is None else given.compose,
            restart=default.restart if given.restart is None else given.restart,
            start=default.start if given.start is None else given.start,
        )
    return Numbering(schemes, table.depth, table.contents_depth, table.captions)


# A house's habit: parts in roman, chapters through the book, sections composed with their chapter.
_DEFAULTS = {
    Rank.VOLUME: Scheme(Numeral.UPPER_ROMAN, compose=False, restart=False),
    Rank.PART: Scheme(Numeral.UPPER_ROMAN, compose=False, restart=False),
    Rank.CHAPTER: Scheme(Numeral.ARABIC, compose=False, restart=False),
    Rank.APPENDIX: Scheme(Numeral.UPPER_LETTER, compose=False, restart=False),
}


def _label(
    given: SchemeTable, rank: Rank, labels: dict[Rank, str], manifest: Manifest, report: Report
) -> str:
    if given.label is None or given.label is True:
        return labels.get(rank, "")
    if given.label is False:
        return ""
    if given.label.count("{}") != 1:
        hint = 'for example "Part {}"'
        place = manifest.location_of("numbering", rank, "label")
        report.add("MAN-015", "a label needs one {} for the number", place, hint=hint)
        return ""
    return given.label


def lists(manifest: Manifest) -> tuple[CaptionKind, ...]:
    """The kinds of captioned things that are listed behind the contents, each once."""
    kinds = {kind.plural: kind for kind in CaptionKind}
    return tuple(kinds[name] for name in dict.fromkeys(manifest.tables.structure.lists))


def check_notes_place(sections: Iterable[Section], manifest: Manifest, report: Report) -> None:
    """Notes at the end of the book need a section to stand in."""
    roles = {section.role for section in walk(sections)}
    at_end = manifest.tables.notes.place is NotesPlace.BOOK
    if at_end and Role.ENDNOTES not in roles:
        hint = 'add { role = "endnotes" } to backmatter'
        message = "the notes go to the end of the book, which has no section for them"
        report.add("MAN-030", message, manifest.location_of("notes", "place"), hint=hint)


def accessibility(manifest: Manifest, report: Report) -> Accessibility:
    """The `[accessibility]` table: a claim has somebody who makes it."""
    table = manifest.tables.accessibility
    for name in ("credential", "report"):
        if getattr(table, name) and not table.certifier:
            hint = 'add certifier = "…" under [accessibility], or delete the line'
            message = f"a {name} without a certifier"
            report.add("MAN-031", message, manifest.location_of("accessibility", name), hint=hint)
    if table.report and not _ADDRESS.fullmatch(table.report):
        message = f"`{table.report}` is no address on the web"
        place = manifest.location_of("accessibility", "report")
        report.add("MAN-031", message, place, hint="https://…")
    return Accessibility(table.certifier, table.credential, table.report, tuple(table.hazards))


def editions(manifest: Manifest, details: Metadata, report: Report) -> tuple[Edition, ...]:
    """The products of the book: those of the manifest, else one EPUB and one PDF."""
    if not manifest.editions:
        return tuple(Edition(name, kind) for name, kind in DEFAULT_EDITIONS.items())
    for name, table in manifest.editions.items():
        if not _EDITION.fullmatch(name):
            message = f"`{name[:80]}` cannot be the name of an edition"
            hint = "letters, figures, `-` and `_`, since it becomes part of a file's name"
            report.add("MAN-016", message, manifest.location_of("editions", name), hint=hint)
        _check_isbn(table.isbn, manifest, ("editions", name, "isbn"), report)
        _check_page_list(name, manifest, report)
        if table.standard and table.format != "pdf":
            message = "only a PDF meets a standard of PDF"
            place = manifest.location_of("editions", name, "standard")
            report.add("MAN-033", message, place, hint="delete the line")
        if table.sides and table.format != "pdf":
            message = "only a PDF has pages with one side or two"
            place = manifest.location_of("editions", name, "sides")
            report.add("MAN-033", message, place, hint="delete the line")
    looks = appearance(manifest, report)
    return tuple(
        Edition(
            name=name,
            format=table.format,
            theme=looks[name].theme,
            trim=table.trim,
            isbn=table.isbn or details.isbn,
            variables=looks[name].variables,
            style_sheets=looks[name].sheets,
            page_list=table.page_list,
            standard=table.standard or Standard.UA1,
            sides=table.sides or Sides.TWO,
        )
        for name, table in manifest.editions.items()
    )


def _check_page_list(name: str, manifest: Manifest, report: Report) -> None:
    """An EPUB carries the page numbers of a PDF, and nothing else carries any."""
    table = manifest.editions[name]
    printed = [other for other, each in manifest.editions.items() if each.format == "pdf"]
    place = manifest.location_of("editions", name, "page-list")
    if table.page_list and table.format != "epub":
        message = "only an EPUB has a list of the pages of another edition"
        report.add("MAN-032", message, place, hint="delete the line")
    elif table.page_list and table.page_list not in printed:
        hint = f"there are: {', '.join(printed)}" if printed else "add [editions.pdf]"
        message = f"no PDF edition is called `{table.page_list}`"
        report.add("MAN-032", message, place, hint=hint)
