"""The proof sheet as one HTML page that can be mailed: no script, no request, nothing beside it."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from publish.model.script import direction
from publish.proofing.facts import Finding, ProofSheet, SheetPage, Weight
from publish.releases.changes.report import as_lines
from publish.render.templates import TemplateFolder

_TEMPLATE, _STYLE = "proof.html.j2", "proof.css"
_REMOVED, _ADDED = "- ", "+ "  # what lines of changes begin with that show a text


class Mark(msgspec.Struct, frozen=True):
    """A finding on its page, by its number on the sheet."""

    number: int
    finding: Finding


class ShownPage(msgspec.Struct, frozen=True):
    """A page with the findings on it; `number` counts from 1."""

    number: int
    page: SheetPage
    picture: str
    marks: Sequence[Mark]


class ChangedLine(msgspec.Struct, frozen=True):
    """A line of what changed: its `kind` is "change", or "before" or "after" of a text."""

    kind: str
    text: str


def proof_page(sheet: ProofSheet) -> str:
    """The sheet as a page."""
    templates = TemplateFolder("proof", None)
    style = templates.text(_STYLE)
    pages = list(_pages(sheet))
    return templates.render(
        _TEMPLATE,
        sheet=sheet,
        direction=direction(sheet.language),
        style=style,
        style_hash=b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        groups=list(_groups(sheet)),
        spreads=list(_spreads(pages, sheet.sides)),
        changes=list(_changes(sheet)),
    )


def _groups(sheet: ProofSheet) -> Iterator[tuple[Weight, list[tuple[str, list[Mark]]]]]:
    """The findings of each weight, by kind."""
    marks = [Mark(number, finding) for number, finding in enumerate(sheet.findings, 1)]
    for weight, of_weight in groupby(marks, key=lambda each: each.finding.weight):
        kinds = groupby(of_weight, key=lambda each: each.finding.kind)
        yield weight, [(kind, list(of_kind)) for kind, of_kind in kinds]


def _pages(sheet: ProofSheet) -> Iterator[ShownPage]:
    marks: dict[int, list[Mark]] = {}
    for number, finding in enumerate(sheet.findings, 1):
        if finding.page is not None and finding.area is not None:
            marks.setdefault(finding.page, []).append(Mark(number, finding))
    for index, page in enumerate(sheet.pages):
        picture = b64encode(page.thumbnail).decode()
        yield ShownPage(index + 1, page, picture, marks.get(index, ()))


def _spreads(pages: Sequence[ShownPage], sides: int) -> Iterator[Sequence[ShownPage]]:
    """The pages that are seen together: the first alone, and then two by two."""
    if sides == 1:
        yield from ([page] for page in pages)
        return
    yield pages[:1]
    for start in range(1, len(pages), sides):
        yield pages[start : start + sides]


def _changes(sheet: ProofSheet) -> Iterator[ChangedLine]:
    if sheet.changes is None:
        return
    for line in list(as_lines(sheet.changes))[1:]:
        text = line.strip()
        if line.startswith(" ") and text.startswith((_REMOVED, _ADDED)):
            kind = "before" if text.startswith(_REMOVED) else "after"
            yield ChangedLine(kind, text[len(_ADDED) :])
        else:
            yield ChangedLine("change", text)
