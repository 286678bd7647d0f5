"""What the package says of the book's accessibility: only what was found in its pages.

Vocabulary: schema.org as EPUB Accessibility 1.1 (2.2) takes it. Conformance (2.3) is a person's
claim, and is printed only where the checks found nothing against it.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from publish.model.accessibility import (
    CONFORMANCE,
    Accessibility,
    AccessibilityPhrases,
    accessibility_phrases,
)
from publish.outputs.pages.accessibility_facts import Evidence

_CONFORMANCE, _CERTIFIER = "conformance", "certifier"


class Statement(msgspec.Struct, frozen=True):
    """A property of the package with its value; `link` where the value is an address.

    `name` is its id, `about` the id of the statement that it says more of.
    """

    property: str
    value: str
    name: str = ""
    about: str = ""
    link: bool = False


def statements(evidence: Evidence, claims: Accessibility, language: str) -> Iterator[Statement]:
    """What is said of a book whose pages give that evidence."""
    described = not evidence.undescribed
    pairs = [
        ("accessMode", "textual"),
        *([("accessMode", "visual")] if evidence.images else []),
        *([("accessModeSufficient", "textual")] if described else []),
        *([("accessModeSufficient", "textual,visual")] if evidence.images else []),
        *(("accessibilityFeature", feature) for feature in _features(evidence)),
        *(("accessibilityHazard", hazard) for hazard in claims.hazards or ("unknown",)),
        (
            "accessibilitySummary",
            " ".join(_summary(evidence, claims, accessibility_phrases(language))),
        ),
    ]
    yield from (Statement(f"schema:{name}", value) for name, value in pairs)
    if claims.claims_conformance and claims.passed_checks:
        yield from _conformance(claims)


def _features(evidence: Evidence) -> Iterator[str]:
    borne_out = {
        "tableOfContents": evidence.contents > 0,
        "readingOrder": not evidence.shuffled,
        "structuralNavigation": evidence.headings > 0 and not evidence.skipped,
        "displayTransformability": not evidence.fixed,
        "ARIA": evidence.roles > 0,
        "alternativeText": evidence.images > 0 and not evidence.undescribed,
        "MathML": evidence.formulas,
        "index": evidence.index,
        "pageBreakMarkers": evidence.breaks > 0,
        "pageNavigation": evidence.breaks > 0,
    }
    return (feature for feature, holds in borne_out.items() if holds)


def _summary(
    evidence: Evidence, claims: Accessibility, said: AccessibilityPhrases
) -> Iterator[str]:
    if not evidence.fixed and evidence.contents:
        yield said.navigable
    if evidence.images:
        yield said.undescribed if evidence.undescribed else said.described
    if evidence.tables and not evidence.headless:
        yield said.tables
    if evidence.formulas:
        yield said.formulas
    if evidence.index:
        yield said.index
    if evidence.breaks:
        yield said.pages
    if claims.hazards != ("none",):
        yield said.moving
    if claims.claims_conformance and claims.passed_checks:
        yield said.conforms.replace("{}", claims.certifier)


def _conformance(claims: Accessibility) -> Iterator[Statement]:
    yield Statement("dcterms:conformsTo", CONFORMANCE, name=_CONFORMANCE)
    yield Statement("a11y:certifiedBy", claims.certifier, _CERTIFIER, _CONFORMANCE)
    for name, value in (("Credential", claims.credential), ("Report", claims.report)):
        if value:
            link = value.startswith(("https://", "http://"))
            yield Statement(f"a11y:certifier{name}", value, about=_CERTIFIER, link=link)
