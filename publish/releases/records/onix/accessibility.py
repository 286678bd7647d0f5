"""Accessibility of an edition in codes of list 196, by what the finished product claims."""

from __future__ import annotations

from collections.abc import Iterator

_SUMMARY, _UNKNOWN, _NONVISUAL = "00", "08", "52"
_FEATURES = {
    "tableOfContents": "11",
    "index": "12",
    "readingOrder": "13",
    "alternativeText": "14",
    "longDescription": "15",
    "MathML": "17",
    "latex": "35",
    "describedMath": "53",
    "pageBreakMarkers": "19",
    "pageNavigation": "41",
    "structuralNavigation": "29",
    "ARIA": "30",
    "displayTransformability": "36",
}
# The parts of a statement of conformance, and the flavours of a PDF.
_CONFORMANCE = {
    "EPUB Accessibility 1.1": "04",
    "EPUB Accessibility 1.0": "03",
    "WCAG 2.0": "80",
    "WCAG 2.1": "81",
    "WCAG 2.2": "82",
    "Level AAA": "86",
    "Level AA": "85",
    "Level A": "84",
    "ua1": "05",
    "ua2": "06",
}
_HAZARDS = {  # list 143, of the product form feature 12
    "flashing": ("13",),
    "noFlashingHazard": ("14",),
    "sound": ("15",),
    "noSoundHazard": ("16",),
    "motionSimulation": ("17",),
    "noMotionSimulationHazard": ("18",),
    "none": ("00",),
    "unknown": ("24", "25", "26"),
}
_ACCESSIBILITY, _HAZARD = "09", "12"

Feature = tuple[str, str, str]  # type of list 79, code, description


def accessibility_features(claims: tuple[tuple[str, str], ...]) -> Iterator[Feature]:
    """The features of a product with those claims; "unknown" for one without any."""
    features = list(dict.fromkeys(_features(claims)))
    if not any(kind == _ACCESSIBILITY for kind, _, _ in features):
        yield _ACCESSIBILITY, _UNKNOWN, ""
    yield from features


def codes_of_claim(property_: str, value: str) -> Iterator[tuple[str, str]]:
    """The codes that state one claim, each after the list that it is of."""
    lists = {_ACCESSIBILITY: "list 196", _HAZARD: "list 143"}
    yield from ((lists[kind], code) for kind, code, _ in _features(((property_, value),)))


def _features(claims: tuple[tuple[str, str], ...]) -> Iterator[Feature]:
    for property_, value in claims:
        name = property_.partition(":")[2] or property_
        if name == "accessibilityFeature" and value in _FEATURES:
            yield _ACCESSIBILITY, _FEATURES[value], ""
        elif name == "accessModeSufficient" and value == "textual":
            yield _ACCESSIBILITY, _NONVISUAL, ""
        elif name == "accessibilityHazard":
            yield from ((_HAZARD, code, "") for code in _HAZARDS.get(value, ()))
        elif name == "accessibilitySummary":
            yield _ACCESSIBILITY, _SUMMARY, value
        elif name == "conformsTo":
            yield from _conformance(value)
        else:
            yield from _certification(name, value)


def _conformance(statement: str) -> Iterator[Feature]:
    rest = statement
    for part, code in _CONFORMANCE.items():
        if rest == part or part in rest:
            rest = rest.replace(part, "")
            yield _ACCESSIBILITY, code, ""


def _certification(name: str, value: str) -> Iterator[Feature]:
    is_address = value.startswith(("https://", "http://"))
    codes = {
        "certifiedBy": "90",
        "certifierCredential": "89" if is_address else "88",
        "certifierReport": "94",
    }
    if code := codes.get(name):
        yield _ACCESSIBILITY, code, value
