"""Accessibility metadata of the package: only what the pages were found to support.

Vocabulary: schema.org as EPUB Accessibility 1.1 (2.2) adopts it. Conformance (2.3) is a person's
claim, and is written only if the checks found nothing against it.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from publish.model.accessibility import CONFORMANCE, Accessibility
from publish.model.language import AccessibilityPhrases
from publish.outputs.pages.accessibility_facts import AccessibilityFacts

_CONFORMANCE_ID, _CERTIFIER_ID = "conformance", "certifier"


class MetadataProperty(msgspec.Struct, frozen=True):
    """A property of the package; one with `is_link` has an address as its value.

    `refines` is the id of the property that it says more about.
    """

    property: str
    value: str
    id: str = ""
    refines: str = ""
    is_link: bool = False


def accessibility_metadata(
    facts: AccessibilityFacts, claims: Accessibility, phrases: AccessibilityPhrases
) -> Iterator[MetadataProperty]:
    """The properties of a book with those facts."""
    pairs = [
        ("accessMode", "textual"),
        *([("accessMode", "visual")] if facts.images else []),
        *([] if facts.undescribed_images else [("accessModeSufficient", "textual")]),
        *([("accessModeSufficient", "textual,visual")] if facts.images else []),
        *(("accessibilityFeature", feature) for feature in _features(facts)),
        *(("accessibilityHazard", hazard) for hazard in claims.hazards or ("unknown",)),
        ("accessibilitySummary", " ".join(_summary(facts, claims, phrases))),
    ]
    yield from (MetadataProperty(f"schema:{name}", value) for name, value in pairs)
    if claims.claims_conformance and claims.passed_checks:
        yield from _conformance(claims)


def _features(facts: AccessibilityFacts) -> Iterator[str]:
    supported = {
        "tableOfContents": facts.nav_entries,
        "readingOrder": not facts.is_reordered,
        "structuralNavigation": facts.headings and not facts.skipped_levels,
        "displayTransformability": not facts.has_fixed_sizes,
        "ARIA": facts.roles,
        "alternativeText": facts.images and not facts.undescribed_images,
        "MathML": facts.formulas,
        "index": facts.index,
        "pageBreakMarkers": facts.page_breaks,
        "pageNavigation": facts.page_breaks,
    }
    return (feature for feature, support in supported.items() if support)


def _summary(
    facts: AccessibilityFacts, claims: Accessibility, localized: AccessibilityPhrases
) -> Iterator[str]:
    if not facts.has_fixed_sizes and facts.nav_entries:
        yield localized.navigable
    if facts.images:
        yield localized.undescribed if facts.undescribed_images else localized.described
    if facts.tables and not facts.headerless_tables:
        yield localized.tables
    if facts.formulas:
        yield localized.formulas
    if facts.index:
        yield localized.index
    if facts.page_breaks:
        yield localized.pages
    if claims.hazards != ("none",):
        yield localized.moving
    if claims.claims_conformance and claims.passed_checks:
        yield localized.conforms.replace("{}", claims.certifier)


def _conformance(claims: Accessibility) -> Iterator[MetadataProperty]:
    yield MetadataProperty("dcterms:conformsTo", CONFORMANCE, id=_CONFORMANCE_ID)
    yield MetadataProperty("a11y:certifiedBy", claims.certifier, _CERTIFIER_ID, _CONFORMANCE_ID)
    for name, value in (("Credential", claims.credential), ("Report", claims.report)):
        if value:
            yield MetadataProperty(
                f"a11y:certifier{name}",
                value,
                refines=_CERTIFIER_ID,
                is_link=value.startswith(("https://", "http://")),
            )
