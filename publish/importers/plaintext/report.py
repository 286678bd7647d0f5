"""The import report: headings with their reasons, and what is doubtful, missing or removed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from publish.importers.bookfolder import ImportedBook
from publish.importers.bookfolder.heading_names import sort_key
from publish.importers.bookfolder.report import account_of_source, cell, format_report, summary
from publish.importers.plaintext.alignment import similarity
from publish.importers.plaintext.blocks import is_page_number
from publish.importers.plaintext.ledger import SpanRole, totals
from publish.importers.plaintext.numerals import UNIT
from publish.importers.plaintext.planned import BookPlan, PlannedSection
from publish.importers.plaintext.questions import ENCODING
from publish.importers.plaintext.recovery import Recovery
from publish.importers.plaintext.review_sheet import ReviewSheet
from publish.importers.plaintext.search import CERTAIN

_SAMPLES = 40  # distinct lines of furniture shown
_NOT_SET = (SpanRole.DATELINE, SpanRole.FRONT, SpanRole.DATE)


def format_import_report(sheet: ReviewSheet, book: ImportedBook) -> str:
    """The report as Markdown text; the same import gives the same text."""
    parts = (
        _summary(sheet, book),
        _title_page(sheet.recovery, sheet.plan),
        _headings(sheet.plan),
        _doubts(sheet),
        _missing(sheet.plan),
        _differences(sheet),
        _run_ins(sheet.recovery),
        _furniture(sheet.recovery),
        _archive_pages(sheet.recovery),
        account_of_source(totals(sheet.recovery.spans), len(sheet.recovery.passages.text)),
    )
    return format_report(parts)


def _summary(sheet: ReviewSheet, book: ImportedBook) -> Iterator[str]:
    recovery = sheet.recovery
    yield from summary(book)
    guessed = any(each.key == ENCODING for each in sheet.supplied)
    yield f"- encoding: {sheet.encoding}{' (guessed)' if guessed else ''}"
    yield f"- {sheet.open} open questions, {len(sheet.pins)} lines decided by the editor"
    listed = len(recovery.passages.listed)
    yield f"- contents list: {f'{listed} lines' if listed else 'none'}"
    wrapped = recovery.passages.wrapped
    yield f"- lines: {'hard-wrapped' if wrapped else 'one for each paragraph or heading'}"
    joined = "an indent starts one" if recovery.indented else "each block is one"
    yield f"- paragraphs: {joined}"


def _title_page(recovery: Recovery, plan: BookPlan) -> Iterator[str]:
    title_page = recovery.passages.title_page
    yield "## Title page"
    yield ""
    how = "supplied, the text has none" if plan.title_supplied else "from the lines before the text"
    yield f"- title: {cell(plan.title)} ({how})"
    if title_page.subtitle:
        yield f"- subtitle: {cell(title_page.subtitle)}"
    if title_page.issuers:
        yield f"- issued by: {cell(', '.join(title_page.issuers))}"
    if title_page.authors:
        yield f"- authors: {cell(', '.join(title_page.authors))}"
    if title_page.day or title_page.printed_date:
        unknown = "not set, because the day is unknown"
        day = title_page.day.isoformat() if title_page.day else unknown
        yield f"- date: {cell(title_page.printed_date or 'in the dateline')} ({day})"
    yield f"- language: {recovery.passages.language} (detected by its commonest words)"
    for block, role in title_page.roles:
        if role in _NOT_SET:
            yield f"- {role}, line {block.number}, not used in the book: {cell(block.text)}"


def _headings(plan: BookPlan) -> Iterator[str]:
    yield "## Headings"
    yield ""
    yield "| line | number | title | margin | reason |"
    yield "|---|---|---|---|---|"
    for depth, section in _with_depth(plan.sections, 0):
        heading = section.heading
        margin = f"{heading.margin:.2f}" if heading and heading.margin < CERTAIN else "–"
        title = "\u2003" * depth + cell(section.title or f"({section.role}, no heading)")
        number, reason = section.number or "–", _reason(section)
        yield f"| {section.line} | {number} | {title} | {margin} | {reason} |"


def _with_depth(
    sections: Sequence[PlannedSection], depth: int
) -> Iterator[tuple[int, PlannedSection]]:
    for section in sections:
        yield depth, section
        yield from _with_depth(section.children, depth + 1)


def _reason(section: PlannedSection) -> str:
    heading = section.heading
    if heading is None:
        return "supplied: text without a heading"
    reasons = []
    if heading.candidate.entry and heading.candidate.block:
        reasons.append(f"in the contents list, line {heading.candidate.entry.number}")
    elif heading.candidate.entry:
        reasons.append("only in the contents list")
    if heading.reading:
        number = " ".join(filter(None, (heading.reading.word, heading.reading.printed)))
        reasons.append(f"numbered {cell(number)}")
    elif heading.value is not None:
        reasons.append("its number is lost, but counted")
    if heading.candidate.is_name:
        reasons.append("a name used alone as a heading")
    if heading.candidate.block and not reasons:
        reasons.append("a short line without a full stop")
    if section.miscounted:
        shown = (heading.value or 0) // UNIT
        reasons.append(f"the source shows {shown}, by count it is {section.number}")
    elif section.start is not None:
        reasons.append("numbers before it are skipped in the source")
    return "; ".join(reasons)


def _doubts(sheet: ReviewSheet) -> Iterator[str]:
    yield "## Doubtful"
    yield ""
    if not sheet.open:
        yield "Nothing."
    for question in sheet.questions:
        lines = ", ".join(str(line) for line in question.lines)
        yield f"- lines {lines}: {question.reason} Margin {question.margin:.2f}."
    for each in sheet.supplied:
        yield f"- {each.key} “{cell(each.text)}”: {each.reason}."


def _missing(plan: BookPlan) -> Iterator[str]:
    yield "## Missing"
    yield ""
    missing = [section for section in plan.walk() if section.missing]
    if not missing:
        yield "Nothing: every heading of the contents list has its text."
    for section in missing:
        listed = section.heading is not None and section.heading.missing
        where = "named by the contents list" if listed else "cut off"
        title = f"{section.number or '–'} {cell(section.title or '')}"
        yield f"- {title} ({where}, line {section.line})"


def _differences(sheet: ReviewSheet) -> Iterator[str]:
    yield "## Contents list and text compared"
    yield ""
    rows = list(_compared(sheet.recovery))
    yield from rows or ["No difference."]


def _compared(recovery: Recovery) -> Iterator[str]:
    for heading in recovery.headings:
        entry, block = heading.candidate.entry, heading.candidate.block
        if entry is None and recovery.passages.listed:
            yield f"- line {heading.line}: {cell(heading.title)} is not in the contents list"
        if entry is None or block is None:
            continue
        if similarity(sort_key(entry.title), sort_key(block.title)) < 1:
            yield f"- line {heading.line}: “{cell(block.title)}”, contents “{cell(entry.title)}”"
        shown, listed = ({(r.style, r.value) for r in b.readings} for b in (block, entry))
        if shown and listed and not shown & listed:
            line = f"line {entry.number}"
            yield f"- line {heading.line}: marked differently in the contents, {line}"


def _run_ins(recovery: Recovery) -> Iterator[str]:
    yield "## Run-in headings"
    yield ""
    rows = [f"- line {p.line}: {cell(p.run_in)}" for p in recovery.paragraphs if p.run_in]
    yield from rows or ["None."]


def _furniture(recovery: Recovery) -> Iterator[str]:
    yield "## Furniture removed"
    yield ""
    pages = sum(is_page_number(block.text) for block in recovery.passages.furniture)
    heads = Counter(
        re.sub(r"[0-9]+", "…", block.text)
        for block in recovery.passages.furniture
        if not is_page_number(block.text)
    )
    if not recovery.passages.furniture:
        yield "None."
    if pages:
        yield f"- page numbers: {pages}"
    for text, count in list(heads.items())[:_SAMPLES]:
        yield f"- running head, {count} times: {cell(text)}"


def _archive_pages(recovery: Recovery) -> Iterator[str]:
    yield "## Pages of an archive left out"
    yield ""
    if not recovery.passages.archive_pages:
        yield "None."
    for block in recovery.passages.archive_pages[:_SAMPLES]:
        yield f"- line {block.number}: {cell(block.text[:80])}"
    if len(recovery.passages.archive_pages) > _SAMPLES:
        yield f"- {len(recovery.passages.archive_pages) - _SAMPLES} more paragraphs"
