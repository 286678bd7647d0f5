"""What an edition claims of accessibility: the names of sentences, standards, a summary."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.releases.catalogue.record import Edition

# What a reader wants to know first, in the order of the EPUB Accessibility Display Guide.
_FEATURES = (
    "displayTransformability", "textual", "alternativeText", "longDescription", "MathML", "latex",
    "describedMath", "tableOfContents", "structuralNavigation", "readingOrder", "index",
    "pageNavigation", "pageBreakMarkers", "ua1", "ua2",
)  # fmt: skip
_HAZARDS = ("flashing", "motionSimulation", "sound", "unknown", "none")


def sentences(edition: Edition) -> Iterator[str]:
    """The names of the sentences that hold."""
    claimed = {claim.value for claim in edition.claims if _is_of(claim.property)}
    yield from (name for name in _FEATURES if name in claimed)
    hazards = values(edition, "accessibilityHazard")
    yield from (f"hazard-{name}" for name in _HAZARDS if name in hazards)


def _is_of(property_: str) -> bool:
    return property_.rpartition(":")[2] in {
        "accessibilityFeature",
        "accessModeSufficient",
        "conformsTo",
    }


def values(edition: Edition, property_: str) -> list[str]:
    """The values of a property, which may have a prefix."""
    return [
        claim.value for claim in edition.claims if claim.property.rpartition(":")[2] == property_
    ]


def standards(edition: Edition) -> list[str]:
    """The standards in words that an edition says it meets."""
    return [each for each in values(edition, "conformsTo") if " " in each]


def summary(edition: Edition) -> str:
    """The summary of the publisher."""
    return " ".join(values(edition, "accessibilitySummary"))


_PROFILE = re.compile(r"EPUB Accessibility 1\.1 - WCAG (2\.\d) Level (A+)")


def profiles(edition: Edition) -> list[str]:
    """The addresses of the standards that have one (Readium Web Publication Manifest)."""
    found = map(_PROFILE.fullmatch, values(edition, "conformsTo"))
    return [
        f"https://www.w3.org/TR/epub-a11y-11#wcag-{match[1]}-{match[2].lower()}"
        for match in found
        if match
    ]
