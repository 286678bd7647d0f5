"""Loads a book, and selects the editions that a request names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from publish.config.manifest import edition_formats
from publish.context import Context
from publish.diagnostics import ContentError, Location, Report, Severity
from publish.errors import SourceChanged, UsageError
from publish.guesses import did_you_mean
from publish.model.book import Book, Edition
from publish.model.formats import Format, format_of


def load_book(
    folder: Path,
    context: Context,
    edition: str | Edition | None = None,
    check: Callable[[Book], None] = lambda _: None,
) -> Book:
    """The numbered book in a folder; raises `ContentError` on any error.

    `edition` is the one whose content is read, or its name; by default the first. `check` may
    report more.
    """
    from publish.structure import settle

    book, report = settle(read_unsettled(folder, context, edition), context), context.report
    check(book)
    stop_on_errors(report)
    if book.open_questions:
        message = f"open questions of the import: {book.open_questions}"
        hint = "answer them in import-review.md and import again with --answers"
        place = Location(str(folder / "book.toml"))
        report.add("IMP-010", message, place, hint=hint, severity=Severity.WARNING)
    return book


def read_unsettled(folder: Path, context: Context, edition: str | Edition | None = None) -> Book:
    """The book in a folder before it is numbered; raises `ContentError` if there is none."""
    from publish.sources.spine.folder import read_book

    book = read_book(folder, context, edition)
    if book is None:
        raise ContentError(context.report)
    return book


def select_editions(book: Book, names: Sequence[str]) -> list[Edition]:
    """The editions with those names or formats; all of them without names."""
    editions = {edition.name: edition for edition in book.editions}
    formats = {name: edition.format for name, edition in editions.items()}
    for name in names:
        if not match_names(formats, [name]):
            hint = did_you_mean(name, formats) or f"it has: {', '.join(formats)}"
            raise UsageError(f"`{book.name}` has no edition `{name}`", hint=hint)
    return [editions[name] for name in match_names(formats, names)]


def unlinked_editions(
    book: Book, selected: list[Edition], names: Sequence[str], report: Report
) -> list[Edition]:
    """The editions that can be built without the linker; each other one is reported.

    Raises `ContentError` if there are none, or if another one was requested by name.
    """
    from publish.outputs.pdf.claims.standards import edition_needing_linker, report_linker_required

    unlinked = [edition for edition in selected if edition_needing_linker(book, edition) is None]
    severity = Severity.WARNING if unlinked and not names else Severity.ERROR
    for edition in selected:
        if edition not in unlinked:
            report_linker_required(book, edition, report, severity)
    stop_on_errors(report)
    return unlinked


def editions_with_books(
    folder: Path, names: Sequence[str], context: Context
) -> Iterator[tuple[Edition, Book]]:
    """The editions of a request, each with its text of the book; raises what `load_book` does."""
    formats = edition_formats(folder, context.added_editions)
    first = next(iter(match_names(formats, names)), None)
    book = load_book(folder, context, first)
    for edition in select_editions(book, names):
        reload = needs_other_text(book, edition.name, first)
        yield edition, load_book(folder, context, edition.name) if reload else book


def needs_other_text(book: Book, edition: str, first: str | None) -> bool:
    """Whether the text of an edition differs from that of the `first`, which was read."""
    return book.has_edition_variants and edition != first


def independent_epubs(book: Book, names: Sequence[str]) -> list[str]:
    """Of the editions to build, the files without pages that neither need another one nor are
    needed by it."""
    by_name = {edition.name: edition for edition in book.editions}
    offered = {each for name in names for each in by_name[name].downloads}
    return [
        name
        for name in names
        if not (format_of(by_name[name].format).has_pages or by_name[name].page_list)
        and not by_name[name].downloads
        and name not in offered
    ]


def match_names(formats: Mapping[str, str], names: Sequence[str]) -> list[str]:
    """The editions that match `names`, each an edition or a format; all without names.

    `formats` gives the format of each edition.
    """
    if not names:
        return list(formats)
    matches = (
        [name] if name in formats else [edition for edition in formats if formats[edition] == name]
        for name in names
    )
    return list(dict.fromkeys(chain.from_iterable(matches)))


def first_edition(
    folder: Path, asked: str | None, fits: Callable[[Format], bool], kind: str, example: str
) -> str:
    """The edition that is asked for, or the first whose format fits; raises `UsageError`.

    `kind` says what editions fit ("with pages"), `example` how one is added to a manifest.
    """
    formats = edition_formats(folder)
    fitting = [name for name in formats if fits(format_of(formats[name]))]
    names = match_names(formats, [asked] if asked else [])
    chosen = next((name for name in names if name in fitting), None)
    if chosen is not None:
        return chosen
    hint = f"those {kind}: {', '.join(fitting)}" if fitting else example
    subject = f"no edition `{asked}` {kind}" if asked else f"no edition {kind}"
    raise UsageError(f"{folder}: there is {subject}", hint=hint)


def stop_on_changes(changed: Sequence[str], work: str) -> None:
    """Refuse a book of two states: every file must still be as it was when the work began."""
    if changed:
        names = ", ".join(f"`{name}`" for name in changed[:3])
        more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
        raise SourceChanged(f"{names}{more} changed during the {work}", hint=f"{work} again")


def stop_on_errors(report: Report) -> None:
    """Raise `ContentError` if the report has an error."""
    if report.errors:
        raise ContentError(report)
