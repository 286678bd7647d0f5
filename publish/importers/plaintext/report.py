"""The import report: each heading with its reason, what is doubtful, missing or was taken out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from publish.importers.plaintext.alignment import similarity
from publish.importers.plaintext.blocks import is_page_number, sort_key
from publish.importers.plaintext.entries import Entry, Plan
from publish.importers.plaintext.ledger import SpanRole, totals
from publish.importers.plaintext.numerals import UNIT
from publish.importers.plaintext.recovery import Found, Recovery
from publish.importers.plaintext.search import CERTAIN
from publish.importers.plaintext.sheet import Sheet

NAME = "import-report.md"
_SAMPLES = 40  # distinct lines of furniture shown
_NOT_SET = (SpanRole.DATELINE, SpanRole.FRONT, SpanRole.DATE)


def write_report(sheet: Sheet) -> str:
    """The report as Markdown text; the same import gives the same text."""
    parts = (
        _summary(sheet),
        _front(sheet.recovery, sheet.plan),
        _headings(sheet.plan),
        _doubts(sheet),
        _missing(sheet.plan),
        _differences(sheet),
        _run_ins(sheet.recovery),
        _furniture(sheet.recovery),
        _account(sheet.recovery),
    )
    return "\n".join(line for part in parts for line in (*part, "")).rstrip() + "\n"


def _summary(sheet: Sheet) -> Iterator[str]:
    recovery, entries = sheet.recovery, list(sheet.plan.walk())
    yield f"# Import of {sheet.source}"
    yield ""
    yield f"- SHA-256 of the source: `{sheet.sha256}`"
    run_ins = sum(p.run_in is not None for e in entries for p in e.paragraphs)
    missing = sum(e.missing for e in entries)
    yield f"- {len(entries) + run_ins} sections, {missing} without their text"
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
    yield f"- title: {_cell(plan.title)} ({how})"
    if front.subtitle:
        yield f"- subtitle: {_cell(front.subtitle)}"
    if front.issuers:
        yield f"- issued by: {_cell(', '.join(front.issuers))}"
    if front.authors:
        yield f"- authors: {_cell(', '.join(front.authors))}"
    if front.day or front.printed_date:
        day = front.day.isoformat() if front.day else "its day is not known, so none is set"
        yield f"- date: {_cell(front.printed_date or 'in the dateline')} ({day})"
    yield f"- language: {recovery.language} (told from the commonest words)"
    for block, role in front.roles:
        if role in _NOT_SET:
            yield f"- {role}, line {block.number}, not set in the book: {_cell(block.text)}"


def _headings(plan: Plan) -> Iterator[str]:
    yield "## Headings"
    yield ""
    yield "| line | number | title | margin | reason |"
    yield "|---|---|---|---|---|"
    for depth, entry in _deep(plan.entries, 0):
        margin = f"{entry.found.margin:.2f}" if entry.found and _asked(entry.found) else "–"
        title = "\u2003" * depth + _cell(entry.title or f"({entry.role}, no heading)")
        number, why = entry.number or "–", _reason(entry)
        yield f"| {entry.line} | {number} | {title} | {margin} | {why} |"


def _asked(found: Found) -> bool:
    return found.margin < CERTAIN


def _deep(entries: tuple[Entry, ...] | list[Entry], depth: int) -> Iterator[tuple[int, Entry]]:
    for entry in entries:
        yield depth, entry
        yield from _deep(entry.children, depth + 1)


def _reason(entry: Entry) -> str:
    found = entry.found
    if found is None:
        return "supplied: text that stands under no heading"
    signs = []
    if found.candidate.entry and found.candidate.block:
        signs.append(f"in the contents list, line {found.candidate.entry.number}")
    elif found.candidate.entry:
        signs.append("only in the contents list")
    if found.reading:
        sign = found.reading.sign
        signs.append(f"numbered {_cell(' '.join(w for w in (found.reading.word, sign) if w))}")
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
        yield f"- {each.key} “{_cell(each.text)}”: {each.why}."


def _missing(plan: Plan) -> Iterator[str]:
    yield "## Missing"
    yield ""
    missing = [entry for entry in plan.walk() if entry.missing]
    if not missing:
        yield "Nothing: every heading of the contents list has its text."
    for entry in missing:
        where = "named by the contents list" if entry.found and entry.found.missing else "cut off"
        yield f"- {entry.number or '–'} {_cell(entry.title or '')} ({where}, line {entry.line})"


def _differences(sheet: Sheet) -> Iterator[str]:
    yield "## Contents list and text compared"
    yield ""
    rows = list(_compared(sheet.recovery))
    yield from rows or ["No difference."]


def _compared(recovery: Recovery) -> Iterator[str]:
    for found in recovery.headings:
        entry, block = found.candidate.entry, found.candidate.block
        if entry is None and recovery.listed:
            yield f"- line {found.line}: {_cell(found.title)} is not in the contents list"
        if entry is None or block is None:
            continue
        if similarity(sort_key(entry.title), sort_key(block.title)) < 1:
            yield f"- line {found.line}: “{_cell(block.title)}”, contents “{_cell(entry.title)}”"
        shown, listed = ({(r.style, r.value) for r in b.readings} for b in (block, entry))
        if shown and listed and not shown & listed:
            yield f"- line {found.line}: marked otherwise than in the contents, line {entry.number}"


def _run_ins(recovery: Recovery) -> Iterator[str]:
    yield "## Run-in headings"
    yield ""
    paragraphs = [*recovery.preamble, *(p for f in recovery.headings for p in f.paragraphs)]
    rows = [f"- line {p.line}: {_cell(p.run_in)}" for p in paragraphs if p.run_in]
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
        yield f"- running head, {count} times: {_cell(text)}"


def _account(recovery: Recovery) -> Iterator[str]:
    yield "## Account of the source"
    yield ""
    yield "| role | characters |"
    yield "|---|---|"
    sums = totals(recovery.spans)
    yield from (f"| {role} | {count} |" for role, count in sums.items())
    yield f"| **all** | {sum(sums.values())} of {len(recovery.text)} |"


def _cell(text: str) -> str:
    return re.sub(r"([\\|*_`<>\[\]#&])", r"\\\1", text)
