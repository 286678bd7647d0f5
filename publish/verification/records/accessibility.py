"""Claims of accessibility as facts, from the words of EPUB and from the codes of ONIX."""

from __future__ import annotations

import re
from collections.abc import Iterable

from publish.verification.records.facts import FactSheet

# Codes of list 196 that stand for a feature of schema.org, and those of list 143 for a hazard.
_FEATURES = {
    "11": "tableOfContents", "12": "index", "13": "readingOrder", "14": "alternativeText",
    "15": "longDescription", "17": "MathML", "35": "latex", "53": "describedMath",
    "19": "pageBreakMarkers", "41": "pageNavigation", "29": "structuralNavigation", "30": "ARIA",
    "36": "displayTransformability",
}  # fmt: skip
_HAZARDS = {
    "00": "none", "13": "flashing", "14": "noFlashingHazard", "15": "sound",
    "16": "noSoundHazard", "17": "motionSimulation", "18": "noMotionSimulationHazard",
    "24": "unknown", "25": "unknown", "26": "unknown",
}  # fmt: skip
_STANDARDS = {
    "02": "EPUB Accessibility 1.0", "03": "EPUB Accessibility 1.0", "04": "EPUB Accessibility 1.1",
    "05": "PDF/UA-1", "06": "PDF/UA-2", "80": "WCAG 2.0", "81": "WCAG 2.1", "82": "WCAG 2.2",
    "84": "Level A", "85": "Level AA", "86": "Level AAA",
}  # fmt: skip
_IN_WORDS = re.compile(r"EPUB Accessibility \d\.\d|WCAG \d\.\d|Level A+")
_PDF = {"ua1": "PDF/UA-1", "ua2": "PDF/UA-2"}
_TEXTS = {
    "00": "accessibilitySummary", "90": "certifiedBy", "88": "certifierCredential",
    "89": "certifierCredential", "94": "certifierReport",
}  # fmt: skip
_NONVISUAL = "52"


def add_claims(sheet: FactSheet, edition: str, claims: Iterable[tuple[str, str]]) -> None:
    """The facts of pairs of a property, with or without its prefix, and a value."""
    hazards = []
    for property_, value in claims:
        name = property_.rpartition(":")[2]
        if name == "accessibilityFeature" and value in _FEATURES.values():
            sheet.add(f"claim of {edition}: {value}", "yes")
        elif name == "accessModeSufficient" and value == "textual":
            sheet.add(f"claim of {edition}: reading without sight", "yes")
        elif name == "accessibilityHazard":
            hazards.append(value)
        elif name == "conformsTo":
            _add_standards(sheet, edition, value)
        elif name in _TEXTS.values():
            sheet.add(f"claim of {edition}: {name}", value)
    if hazards:
        sheet.add_list(f"claim of {edition}: hazards", hazards)


def _add_standards(sheet: FactSheet, edition: str, statement: str) -> None:
    for standard in _IN_WORDS.findall(statement) or filter(None, [_PDF.get(statement)]):
        sheet.add(f"claim of {edition}: {standard}", "yes")


def add_codes(sheet: FactSheet, edition: str, features: Iterable[tuple[str, str, str]]) -> None:
    """The same of the features of a product of ONIX: their type, their code and their words."""
    hazards = []
    for kind, code, words in features:
        if kind == "12":
            hazards.append(_HAZARDS.get(code, code))
        elif kind == "09" and code in _TEXTS:
            sheet.add(f"claim of {edition}: {_TEXTS[code]}", words)
        elif kind == "09" and code == _NONVISUAL:
            sheet.add(f"claim of {edition}: reading without sight", "yes")
        elif kind == "09" and (name := {**_FEATURES, **_STANDARDS}.get(code)):
            sheet.add(f"claim of {edition}: {name}", "yes")
    if hazards:
        sheet.add_list(f"claim of {edition}: hazards", dict.fromkeys(hazards))
