"""The metadata of a book, from the `[book]` table of its manifest."""

from __future__ import annotations

import datetime
import re

from lxml import etree
from msgspec.structs import replace

from publish.config.manifest import Manifest
from publish.config.tables.manifest import BookTable
from publish.config.text import is_blank
from publish.config.values import derived_identifier, is_language_tag
from publish.diagnostics import Report
from publish.model.language import OwnWords
from publish.model.metadata import Metadata
from publish.render.markup import inner
from publish.sources.markdown.context.reading_context import ReadingContext
from publish.sources.spine.contributors import read_contributors, read_fundings
from publish.sources.spine.manifest_titles import read_title
from publish.sources.spine.numbers import NumberChecks, report_incomplete
from publish.sources.spine.own_words import check_words, read_own_words
from publish.sources.spine.titles import plain_text

_EPOCH = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)  # the earliest date of a zip entry
_SERIES_NUMBER = re.compile(r"\d+(\.\d+)*", re.A)
_TAGS = {"english": "en", "german": "de", "deutsch": "de", "french": "fr", "chinese": "zh"}


def read_metadata(manifest: Manifest, report: Report) -> Metadata:
    """The `[book]` table, checked value by value."""
    table = manifest.tables.book
    if is_blank(table.title):
        place = manifest.location_of("book", "title")
        report.add("MAN-006", "the book has no title", place, hint='add title = "…" under [book]')
    own_words = read_own_words(manifest, report)
    _check_language(manifest, own_words, report)
    _check_numbers(manifest, report)
    authors = tuple(read_contributors(manifest, report))
    names = [author.name for author in authors]
    return Metadata(
        title=table.title.strip(),
        language=table.language or "en",
        identifier=table.identifier or derived_identifier(table.title, table.language, *names),
        modified=_modified(table),
        subtitle=table.subtitle,
        running=table.running,
        title_sort=table.title_sort,
        series=table.series,
        series_number=_series_number(manifest, report),
        authors=authors,
        isbn=table.isbn,
        publisher=table.publisher,
        place=table.place,
        date=table.date,
        version=table.version,
        description=table.description,
        subjects=tuple(table.subjects),
        rights=table.rights,
        copyright=table.copyright,
        licence=table.licence,
        edition_statement=table.edition_statement,
        doi=table.doi,
        issn=table.issn,
        funding=tuple(read_fundings(manifest, report)),
        own_words=own_words,
    )


def with_read_titles(metadata: Metadata, manifest: Manifest, context: ReadingContext) -> Metadata:
    """The metadata with its titles by the rules of the text."""
    title, subtitle, running = (
        read_title(getattr(metadata, name), manifest.location_of("book", name), context)
        for name in ("title", "subtitle", "running")
    )
    return replace(
        metadata,
        title=plain_text(title),
        title_markup=_markup(title),
        subtitle=plain_text(subtitle),
        subtitle_markup=_markup(subtitle),
        running=plain_text(running),
    )


def _markup(title: etree._Element) -> str:
    return str(inner(title)) if len(title) else ""


def _check_numbers(manifest: Manifest, report: Report) -> None:
    """ISBN, DOI, licence, and the ISSN of a series, which has a name."""
    table, numbers = manifest.tables.book, NumberChecks(manifest, report)
    numbers.isbn(table.isbn, "book", "isbn")
    numbers.doi(table.doi, "book", "doi")
    numbers.other("ISSN", table.issn, "book", "issn")
    numbers.licence(table.licence, "book", "licence")
    if table.issn and is_blank(table.series):
        report_incomplete("an ISSN without a `series`", manifest, ("book", "issn"), report)


def _modified(table: BookTable) -> datetime.datetime:
    """The date of the last change: `modified`, or the date of publication; never the clock."""
    if table.modified:
        moment = table.modified
        return moment.astimezone(datetime.UTC) if moment.tzinfo else _in_utc(moment)
    return _in_utc(datetime.datetime.combine(table.date, datetime.time())) if table.date else _EPOCH


def _in_utc(moment: datetime.datetime) -> datetime.datetime:
    return moment.replace(tzinfo=datetime.UTC)


def _series_number(manifest: Manifest, report: Report) -> str:
    """The number in the series as EPUB 3.3 (D.3.7) has it; MAN-035 for one that is not right."""
    table = manifest.tables.book
    number = str(table.series_number)
    if number and not (_SERIES_NUMBER.fullmatch(number) and table.series):
        place = manifest.location_of("book", "series-number")
        message = f"`{number}` is not the number of a book in a series"
        hint = 'name the series as well, and write a number: series = "…", series-number = 2'
        report.add("MAN-035", message, place, hint=hint)
    return number


def _check_language(manifest: Manifest, own_words: OwnWords, report: Report) -> None:
    tag = manifest.tables.book.language
    place = manifest.location_of("book", "language")
    if not tag:
        hint = 'add language = "en" under [book]'
        report.add("MAN-007", "the book has no language", place, hint=hint)
    elif not is_language_tag(tag):
        better = _TAGS.get(tag.lower(), tag.replace("_", "-"))
        hint = 'write "en", "de", "zh-Hant-TW" …'
        if is_language_tag(better):
            hint = f'write "{better}"'
        report.add("MAN-007", f"`{tag}` is not a BCP 47 language tag", place, hint=hint)
    else:
        check_words(manifest, own_words, report)
