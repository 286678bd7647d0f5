"""The report of an import: what was read, what was left out and why, and the account of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publish.importers.bookfolder.report import cell, format_report, summary
from publish.importers.documents.accounting import Account
from publish.importers.documents.conversion.book import Conversion
from publish.importers.documents.conversion.settling import Settled
from publish.importers.documents.ledger import CURES, Ledger, Remark

_MOST_SHOWN = 40
_MOST_TYPED = 200
_MOST_REMARKS = 2_000


def format_import_report(
    conversion: Conversion, account: Account | None, problems: Sequence[str]
) -> str:
    """The report as Markdown; `problems` are those of the new book when it is read."""
    parts = (
        summary(conversion.book),
        _left_out(conversion.ledger),
        _references(conversion.references),
        _remarks("Tracked changes", conversion.ledger.changes),
        _remarks("Comments", conversion.ledger.comments),
        _words(account),
        _problems(problems),
    )
    return format_report(part for part in map(list, parts) if part)


def _left_out(ledger: Ledger) -> Iterator[str]:
    yield "## What was left out or changed"
    yield ""
    if not ledger.entries:
        yield "Nothing."
        return
    yield "| what | how often | examples | what to do |"
    yield "|---|--:|---|---|"
    for kind, entry in ledger.rows():
        examples = "<br>".join(map(cell, entry.examples))
        yield f"| {kind} | {entry.count} | {examples} | {cell(CURES.get(kind, '–'))} |"


def _references(references: Settled) -> Iterator[str]:
    if not references.live and not references.typed:
        return
    yield "## Typed references"
    yield ""
    for kind, count in sorted(references.live.items()):
        yield f"- {kind}: {count} are live, since they agree with one number of the book"
    yield from (f"- as it was typed: {cell(each)}" for each in references.typed[:_MOST_TYPED])
    if len(references.typed) > _MOST_TYPED:
        yield f"- and {len(references.typed) - _MOST_TYPED} more"


def _remarks(title: str, remarks: Sequence[Remark]) -> Iterator[str]:
    if not remarks:
        return
    yield f"## {title}"
    yield ""
    for place, author, words, change in remarks[:_MOST_REMARKS]:
        where = f"in “{cell(place)}”, " if place else ""
        yield f"- {where}{change + ' by ' if change else ''}{cell(author)}: {cell(words)}"
    if len(remarks) > _MOST_REMARKS:
        yield f"- and {len(remarks) - _MOST_REMARKS} more"


def _words(account: Account | None) -> Iterator[str]:
    yield "## Account of the words"
    yield ""
    if account is None:
        yield "The new book could not be read, so that its words were not compared."
        return
    yield f"- {account.words} words in the source"
    if not account.lost_count:
        yield "- all of them are in the book, or explained above"
        return
    yield f"- {account.lost_count} are not in the book and not explained:"
    for word, count in sorted(account.lost.items())[:_MOST_SHOWN]:
        yield f"  - {cell(word)}" + (f" ({count} times)" if count > 1 else "")


def _problems(problems: Sequence[str]) -> Iterator[str]:
    yield "## What is left to do"
    yield ""
    if not problems:
        yield "Nothing: the new book can be read without a warning."
    yield from (f"- {cell(problem)}" for problem in problems)
