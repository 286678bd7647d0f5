"""What a request for editions of a book reads, and which of them it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from publish.config.manifest import edition_formats
from publish.diagnostics import ContentError, Location, Report, Severity, did_you_mean
from publish.errors import UsageError
from publish.model.book import Book, Edition


def read(folder: Path, report: Report, edition: str | None = None) -> Book:
    """The book in a folder with all its numbers settled; raises `ContentError` on any error.

    `edition` names the one whose content is read; the first when left out.
    """
    from publish.sources.spine.folder import read_book
    from publish.structure import settle

    book = read_book(folder, report, edition)
    if book is not None:
        book = settle(book, report)
    stop_on_errors(report)
    if book is None:
        raise ContentError(report)
    if book.open_questions:
        message = f"open questions of the import: {book.open_questions}"
        hint = "answer them in import-review.md and import again with --answers"
        place = Location(str(folder / "book.toml"))
        report.add("IMP-010", message, place, hint=hint, severity=Severity.WARNING)
    return book


def choose(book: Book, names: Sequence[str]) -> list[Edition]:
    """The editions with those names, or of those formats; all when none is named."""
    there = {edition.name: edition.format for edition in book.editions}
    for name in names:
        if not asked(there, [name]):
            hint = did_you_mean(name, there) or f"it has: {', '.join(there)}"
            raise UsageError(f"`{book.name}` has no edition `{name}`", hint=hint)
    editions = {edition.name: edition for edition in book.editions}
    return [editions[name] for name in asked(there, names)]


def without_linker(
    book: Book, chosen: list[Edition], names: Sequence[str], report: Report
) -> list[Edition]:
    """The editions that can be made without the linker, with a word on each other.

    Raises `ContentError` where none can, or one that was asked for by name.
    """
    from publish.outputs.pdf.claims.standards import linked_for, report_unlinked

    made = [edition for edition in chosen if linked_for(book, edition) is None]
    severity = Severity.WARNING if made and not names else Severity.ERROR
    for edition in chosen:
        if edition not in made:
            report_unlinked(book, edition, report, severity)
    stop_on_errors(report)
    return made


def readings(folder: Path, names: Sequence[str], report: Report) -> Iterator[tuple[Edition, Book]]:
    """The editions of a request, each with the book as it has it; raises what `read` does."""
    first = next(iter(asked(edition_formats(folder), names)), None)
    book = read(folder, report, first)
    for edition in choose(book, names):
        another = reads_another(book, edition.name, first)
        yield edition, read(folder, report, edition.name) if another else book


def reads_another(book: Book, edition: str, first: str | None) -> bool:
    """Whether the text of an edition is another than that of the `first`, which was read."""
    return book.has_edition_variants and edition != first


def asked(there: Mapping[str, str], names: Sequence[str]) -> list[str]:
    """Those of the editions `there`, with their formats, that a request asks for."""
    if not names:
        return list(there)
    named = ([name] if name in there else [e for e in there if there[e] == name] for name in names)
    return list(dict.fromkeys(chain.from_iterable(named)))


def stop_on_errors(report: Report) -> None:
    """Raise `ContentError` where anything told so far is an error."""
    if report.errors:
        raise ContentError(report)
