"""veraPDF's validation profiles, read from its jar and passed to it rule by rule.

Its own reader of profiles needs a JAXB runtime, which the package does not contain.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from publish.model.xmlsafe import parse_untrusted

_FOLDER = "org/verapdf/pdfa/validation"


@dataclass(frozen=True, slots=True)
class Flavour:
    """A standard, and the file with its rules."""

    name: str
    file: str


FLAVOURS = {
    "ua1": Flavour("PDF/UA-1", "PDFUA-1.xml"),
    "ua2": Flavour("PDF/UA-2", "PDFUA-2-ISO32005.xml"),
    "1a": Flavour("PDF/A-1a", "PDFA-1A.xml"),
    "1b": Flavour("PDF/A-1b", "PDFA-1B.xml"),
    "2a": Flavour("PDF/A-2a", "PDFA-2A.xml"),
    "2b": Flavour("PDF/A-2b", "PDFA-2B.xml"),
    "2u": Flavour("PDF/A-2u", "PDFA-2U.xml"),
    "3a": Flavour("PDF/A-3a", "PDFA-3A.xml"),
    "3b": Flavour("PDF/A-3b", "PDFA-3B.xml"),
    "3u": Flavour("PDF/A-3u", "PDFA-3U.xml"),
    "4": Flavour("PDF/A-4", "PDFA-4.xml"),
    "4e": Flavour("PDF/A-4e", "PDFA-4E.xml"),
    "4f": Flavour("PDF/A-4f", "PDFA-4F.xml"),
    "wtpdf": Flavour("Well-Tagged PDF 1.0", "WTPDF-1-0-Accessibility.xml"),
    "wtpdf-reuse": Flavour("Well-Tagged PDF 1.0 for reuse", "WTPDF-1-0-Reuse.xml"),
}


@cache
def load_profile(archive: Path, flavour: str) -> Any:
    """The profile of a flavour as veraPDF's own object; needs a running Java machine."""
    from jpype import JPackage

    with zipfile.ZipFile(archive) as jar:
        root = parse_untrusted(jar.read(f"{_FOLDER}/{FLAVOURS[flavour].file}"))
    java, pdfa = JPackage("java"), JPackage("org").verapdf.pdfa
    profiles = pdfa.validation.profiles.Profiles
    rules, variables = java.util.LinkedHashSet(), java.util.LinkedHashSet()
    for rule in _all(root, "rule"):
        rules.add(_rule(rule))
    for variable in _all(root, "variable"):
        words = [_text(variable, "defaultValue"), _text(variable, "value")]
        variables.add(
            profiles.variableFromValues(variable.get("name"), variable.get("object"), *words)
        )
    details = profiles.profileDetailsFromValues(flavour, flavour, "veraPDF", java.util.Date(0))
    standard = pdfa.flavours.PDFAFlavour.valueOf(root.get("flavour"))
    return profiles.profileFromValues(standard, details, "", rules, variables)


def _rule(rule: etree._Element) -> Any:
    from jpype import JBoolean, JPackage

    java, profiles = JPackage("java"), JPackage("org").verapdf.pdfa.validation.profiles.Profiles
    deferred = rule.get("deferred")
    return profiles.ruleFromValues(
        _rule_id(rule),
        rule.get("object"),
        None if deferred is None else java.lang.Boolean.valueOf(JBoolean(deferred == "true")),
        rule.get("tags"),
        _text(rule, "description"),
        _text(rule, "test"),
        _message(rule),
        java.util.ArrayList(),
    )


def _rule_id(rule: etree._Element) -> Any:
    from jpype import JClass, JPackage

    specification = JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    identity = next(_all(rule, "id"))
    return JPackage("org").verapdf.pdfa.validation.profiles.Profiles.ruleIdFromValues(
        specification.valueOf(identity.get("specification")),
        identity.get("clause"),
        int(identity.get("testNumber", "0")),
    )


def _message(rule: etree._Element) -> Any:
    """The message of a rule, with the expressions for its placeholders."""
    from jpype import JPackage

    package = JPackage("org").verapdf.pdfa.validation.profiles
    arguments = JPackage("java").util.ArrayList()
    for argument in _all(rule, "argument"):
        arguments.add(
            package.ErrorArgumentImpl.fromValues(argument.text or "", argument.get("name"), None)
        )
    error = next(_all(rule, "error"), None)
    return package.Profiles.errorFromValues(
        "" if error is None else _text(error, "message"), arguments
    )


def _all(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return element.iter(f"{{*}}{name}")


def _text(element: etree._Element, name: str) -> str:
    return next((child.text or "" for child in element.iterchildren(f"{{*}}{name}")), "")
