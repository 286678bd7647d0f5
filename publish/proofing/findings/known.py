"""What is known before a page is read: missing texts, open questions, diagnostics."""

from __future__ import annotations

from collections.abc import Iterator

from publish.diagnostics import Severity
from publish.model.section import heading_text
from publish.proofing.evidence import Evidence
from publish.proofing.facts import Area, Finding, Weight

_WEIGHTS = {
    Severity.ERROR: Weight.SERIOUS,
    Severity.WARNING: Weight.NOTABLE,
    Severity.INFO: Weight.SLIGHT,
}


def find_missing_texts(evidence: Evidence) -> Iterator[Finding]:
    """The sections that have a placeholder in the place of their text."""
    for section in evidence.book.walk():
        if section.missing:
            page, area = _begins(evidence, section.id)
            yield Finding(
                kind="missing-text",
                weight=Weight.SERIOUS,
                message="the text of the section is missing",
                words=heading_text(section),
                page=page,
                area=area,
                section=section.id,
                location=evidence.places.of_section(section.id),
            )


def find_open_questions(evidence: Evidence) -> Iterator[Finding]:
    """The questions of an import that nobody has answered."""
    for question in evidence.facts.questions:
        yield Finding(
            kind="open-question",
            weight=Weight.SERIOUS,
            message="a question of the import is open",
            words=question.title,
            location=question.location,
        )


def find_diagnostics(evidence: Evidence) -> Iterator[Finding]:
    """What the build reported, at the line that it is about."""
    for each in evidence.facts.diagnostics:
        section = evidence.section_at(each.location)
        line = evidence.places.line(section, each.location)
        yield Finding(
            kind="diagnostic",
            weight=_WEIGHTS[each.severity],
            message=f"{each.code}: {each.message}",
            reason=each.hint or "",
            words=line.text if line else "",
            page=line.page if line else None,
            area=line.area if line else None,
            section=section,
            location=evidence.places.in_folder(each.location),
        )


def _begins(evidence: Evidence, section: str) -> tuple[int | None, Area | None]:
    """The page on which a section begins, and its heading there."""
    element = evidence.finished.section_elements.get(section)
    place = evidence.place_of(element.heading) if element and element.heading else None
    return place or (evidence.section_pages.get(section), None)
