"""The import report: each heading with its reason, what is doubtful, missing or was taken out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from publish.importers.bookfolder import ImportedBook
from publish.importers.bookfolder.report import account, cell, format_report, summary
from publish.importers.plaintext.alignment import similarity
from publish.importers.plaintext.blocks import is_page_number, sort_key
from publish.importers.plaintext.ledger import SpanRole, totals
from publish.importers.plaintext.numerals import UNIT
from publish.importers.plaintext.plan import Plan, PlannedSection
from publish.importers.plaintext.recovery import Heading, Recovery
from publish.importers.plaintext.review_sheet import Sheet
from publish.importers.plaintext.search import CERTAIN

_SAMPLES = 40  # distinct lines of furniture shown
_NOT_SET = (SpanRole.DATELINE, SpanRole.FRONT, SpanRole.DATE)


def write_report(sheet: Sheet, book: ImportedBook) -> str:
    """The report as Markdown text; the same import gives the same text."""
    parts = (
        _summary(sheet, book),
        _front(sheet.recovery, sheet.plan),
        _headings(sheet.plan),
        _doubts(sheet),
        _missing(sheet.plan),
        _differences(sheet),
        _run_ins(sheet.recovery),
        _furniture(sheet.recovery),
        account(totals(sheet.recovery.spans), len(sheet.recovery.text)),
    )
    return format_report(parts)


def _summary(sheet: Sheet, book: ImportedBook) -> Iterator[str]:
    recovery = sheet.recovery
    yield from summary(book)
    yield f"- {sheet.open} open questions, {len(sheet.pins)} lines settled by the editor"
    yield f"- contents list: {f'{recovery.listed} lines' if recovery.listed else 'none'}"
    yield f"- lines: {'hard-wrapped' if recovery.wrapped else 'one for each paragraph or heading'}"
    joined = "an indent starts one" if recovery.indented else "each block is one"
    yield f"- paragraphs: {joined}"


def _front(recovery: Recovery, plan: Plan) -> Iterator[str]:
    front = recovery.front
    yield "## Title page"
    yield ""
    how = "supplied, the text has none" if plan.title_supplied else "found before the text"
    yield f"- title: {cell(plan.title)} ({how})"
    if front.subtitle:
        yield f"- subtitle: {cell(front.subtitle)}"
    if front.issuers:
        yield f"- issued by: {cell(', '.join(front.issuers))}"
    if front.authors:
        yield f"- authors: {cell(', '.join(front.authors))}"
    if front.day or front.printed_date:
        day = front.day.isoformat() if front.day else "its day is not known, so none is set"
        yield f"- date: {cell(front.printed_date or 'in the dateline')} ({day})"
    yield f"- language: {recovery.language} (told from the commonest words)"
    for block, role in front.roles:
        if role in _NOT_SET:
            yield f"- {role}, line {block.number}, not set in the book: {cell(block.text)}"


def _headings(plan: Plan) -> Iterator[str]:
    yield "## Headings"
    yield ""
    yield "| line | number | title | margin | reason |"
    yield "|---|---|---|---|---|"
    for depth, entry in _deep(plan.entries, 0):
        margin = f"{entry.heading.margin:.2f}" if entry.heading and _asked(entry.heading) else "–"
        title = "\u2003" * depth + cell(entry.title or f"({entry.role}, no heading)")
        number, why = entry.number or "–", _reason(entry)
        yield f"| {entry.line} | {number} | {title} | {margin} | {why} |"


def _asked(found: Heading) -> bool:
    return found.margin < CERTAIN


def _deep(
    entries: tuple[PlannedSection, ...] | list[PlannedSection], depth: int
) -> Iterator[tuple[int, PlannedSection]]:
    for entry in entries:
        yield depth, entry
        yield from _deep(entry.children, depth + 1)


def _reason(entry: PlannedSection) -> str:
    found = entry.heading
    if found is None:
        return "supplied: text that stands under no heading"
    signs = []
    if found.candidate.entry and found.candidate.block:
        signs.append(f"in the contents list, line {found.candidate.entry.number}")
    elif found.candidate.entry:
        signs.append("only in the contents list")
    if found.reading:
        sign = found.reading.sign
        signs.append(f"numbered {cell(' '.join(w for w in (found.reading.word, sign) if w))}")
    elif found.value is not None:
        signs.append("its number is lost; the count leaves a place")
    if found.candidate.known:
        signs.append("a name that stands alone as a heading")
    if found.candidate.block and not signs:
        signs.append("a short line without a full stop")
    if entry.miscounted:
        shown = (found.value or 0) // UNIT
        signs.append(f"the source shows {shown}, by count it is {entry.number}")
    elif entry.start is not None:
        signs.append("numbers before it are left out in the source")
    return "; ".join(signs)


def _doubts(sheet: Sheet) -> Iterator[str]:
    yield "## Doubtful"
    yield ""
    if not sheet.open:
        yield "Nothing."
    for question in sheet.questions:
        lines = ", ".join(str(line) for line in question.lines)
        yield f"- lines {lines}: {question.why} Margin {question.margin:.2f}."
    for each in sheet.supplied:
        yield f"- {each.key} “{cell(each.text)}”: {each.why}."


def _missing(plan: Plan) -> Iterator[str]:
    yield "## Missing"
    yield ""
    missing = [entry for entry in plan.walk() if entry.missing]
    if not missing:
        yield "Nothing: every heading of the contents list has its text."
    for entry in missing:
        listed = entry.heading is not None and entry.heading.missing
        where = "named by the contents list" if listed else "cut off"
        yield f"- {entry.number or '–'} {cell(entry.title or '')} ({where}, line {entry.line})"


def _differences(sheet: Sheet) -> Iterator[str]:
    yield "## Contents list and text compared"
    yield ""
    rows = list(_compared(sheet.recovery))
    yield from rows or ["No difference."]


def _compared(recovery: Recovery) -> Iterator[str]:
    for found in recovery.headings:
        entry, block = found.candidate.entry, found.candidate.block
        if entry is None and recovery.listed:
            yield f"- line {found.line}: {cell(found.title)} is not in the contents list"
        if entry is None or block is None:
            continue
        if similarity(sort_key(entry.title), sort_key(block.title)) < 1:
            yield f"- line {found.line}: “{cell(block.title)}”, contents “{cell(entry.title)}”"
        shown, listed = ({(r.style, r.value) for r in b.readings} for b in (block, entry))
        if shown and listed and not shown & listed:
            yield f"- line {found.line}: marked otherwise than in the contents, line {entry.number}"


def _run_ins(recovery: Recovery) -> Iterator[str]:
    yield "## Run-in headings"
    yield ""
    paragraphs = [*recovery.preamble, *(p for f in recovery.headings for p in f.paragraphs)]
    rows = [f"- line {p.line}: {cell(p.run_in)}" for p in paragraphs if p.run_in]
    yield from rows or ["None."]


def _furniture(recovery: Recovery) -> Iterator[str]:
    yield "## Furniture taken out"
    yield ""
    pages = sum(is_page_number(block.text) for block in recovery.furniture)
    heads = Counter(
        re.sub(r"[0-9]+", "…", block.text)
        for block in recovery.furniture
        if not is_page_number(block.text)
    )
    if not recovery.furniture:
        yield "None."
    if pages:
        yield f"- page numbers: {pages}"
    for text, count in list(heads.items())[:_SAMPLES]:
        yield f"- running head, {count} times: {cell(text)}"
