"""EPUBCheck, the W3C's conformance checker for EPUB 3.3 (https://www.w3.org/TR/epub-33/)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from publish.cache import NO_CACHE, Cache
from publish.diagnostics import Severity
from publish.verification.validators import java
from publish.verification.validators.cache import Request, cached_findings
from publish.verification.validators.verdict import Finding, Verdict

CODE = "VER-801"
_PACKAGE = "epubcheck"
_SEVERITIES = {
    "FATAL": Severity.ERROR,
    "ERROR": Severity.ERROR,
    "WARNING": Severity.WARNING,
}


def validate_epub(paths: Sequence[Path], *, cache: Cache = NO_CACHE) -> list[Verdict]:
    """EPUBCheck's verdict on each file; `cache` has verdicts by content.

    Raises `MissingTool` and `ToolFailed`.
    """
    archive = java.find_jar(_PACKAGE, "epubcheck/epubcheck.jar")
    name = f"EPUBCheck {java.package_version(_PACKAGE)}"

    def validate(unknown: Sequence[Request]) -> list[tuple[Finding, ...]]:
        return java.run_java("epubcheck", archive, [(each.path, "EPUB") for each in unknown])

    requests = [Request(path, "EPUB", name) for path in paths]
    found = zip(paths, cached_findings(requests, cache, validate), strict=True)
    return [Verdict(path, name, CODE, findings) for path, findings in found]


def inspect(path: Path, _archive: Path, _rules: str) -> list[Finding]:
    """EPUBCheck's findings in one file; runs in the worker, with Java."""
    from jpype import JPackage

    checker = JPackage("com").adobe.epubcheck
    text = JPackage("java").io.StringWriter()
    report = checker.reporting.CheckingReport(JPackage("java").io.PrintWriter(text), path.name)
    report.initialize()
    checker.api.EpubCheck(JPackage("java").io.File(str(path)), report).doValidate()
    report.generate()
    return list(_findings(json.loads(str(text.toString()))))


def _findings(report: dict[str, Any]) -> Iterator[Finding]:
    """The errors and warnings of a report, without mere information."""
    for message in report["messages"]:
        severity = _SEVERITIES.get(message["severity"])
        if severity is not None:
            places = message["locations"]
            count = len(places) + message.get("additionalLocations", 0)
            place = _place(places[0]) if places else ""
            yield Finding(message["ID"], message["message"], place, severity, max(count, 1))


def _place(location: dict[str, Any]) -> str:
    """A file inside the book, with line and column if any; "" for the whole book."""
    if location["path"].endswith(".epub"):
        return ""
    numbers = [location["line"], location["column"]]
    return ":".join([location["path"], *(str(number) for number in numbers if number > 0)])
