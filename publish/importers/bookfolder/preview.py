"""What an import would write, for one that writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from publish.importers.bookfolder.content import (
    ImportedBook,
    ImportedSection,
    ImportOutcome,
    ImportPreview,
    LeftOut,
)
from publish.importers.bookfolder.questions import Questions
from publish.importers.bookfolder.report import REPORT, REVIEW


def dry_outcome(
    target: Path,
    book: ImportedBook,
    files: Mapping[str, str | bytes],
    left_out: Iterable[LeftOut] = (),
    questions: Questions | None = None,
) -> ImportOutcome:
    """The outcome of an import whose files are not written."""
    preview = ImportPreview(
        outline=tuple(_rows(book.sections, 0)),
        left_out=tuple(left_out),
        questions=tuple(questions.open if questions else ()),
        report=str(files[REPORT]),
        review=str(files.get(REVIEW, "")),
    )
    return ImportOutcome(
        target=target,
        sections=book.section_count,
        missing=book.missing_count,
        open_questions=book.source.open_questions,
        diagnostics=(),
        report=target / REPORT,
        review=target / REVIEW,
        preview=preview,
    )


def _rows(sections: Sequence[ImportedSection], depth: int) -> Iterator[tuple[int, str, str]]:
    for section in sections:
        yield depth, section.fixed_number or section.number or "", section.title or section.role
        yield from _rows(section.children, depth + 1)
