"""Tables and formulas that were too large for their page, and what was done to them."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.artifact import FittedElement
from publish.proofing.evidence import Evidence
from publish.proofing.facts import Area, Finding, Weight
from publish.proofing.places import letters
from publish.verification.pdf.reader.structure_tree import StructureElement, printed_text

_SHOWN = 60  # characters
_LETTERS = 24  # by which a table is known on its pages
_SMALL = 0.85  # of the usual size
_ROLES = {"table": "Table", "formula": "Formula"}


def find_fitted(evidence: Evidence) -> Iterator[Finding]:
    """Each table and formula that was changed to fit."""
    for each in evidence.facts.artifact.fitted:
        page, area = _place(evidence, each) or (None, None)
        yield Finding(
            kind="fitted",
            weight=_weight(each),
            message=f"a {each.thing} {_what_was_done(each)}",
            reason="it is too wide for its column",
            words=each.words[:_SHOWN],
            page=page,
            area=area,
            section=each.section,
            location=str(each.location),
            amount=1 - each.scale,
        )


def _what_was_done(each: FittedElement) -> str:
    steps = [
        f"printed at {each.scale:.0%} of its size" if each.scale < 1 else "",
        f"broken into {each.lines} lines" if each.lines > 1 else "",
        "with words broken" if each.breaks_words else "",
        "turned on its side" if each.is_turned else "",
    ]
    return ", ".join(filter(None, steps))


def _weight(each: FittedElement) -> Weight:
    if each.is_turned or each.breaks_words or each.scale < _SMALL:
        return Weight.NOTABLE
    return Weight.SLIGHT


def _place(evidence: Evidence, each: FittedElement) -> tuple[int, Area] | None:
    wanted = letters(each.words)
    for element in evidence.elements(_ROLES[each.thing]):
        if evidence.section_of(element) == each.section and _is_that(element, wanted):
            return evidence.place_of(element)
    return None


def _is_that(element: StructureElement, wanted: str) -> bool:
    text = element.alternative or printed_text(element.content())
    return letters(text)[:_LETTERS] == wanted[:_LETTERS]
