"""The three gates that a product passes: each a validator, and the files that it looks at."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from lxml import etree

from publish.errors import MissingTool
from publish.verify.validators.ace import validate_accessibility
from publish.verify.validators.epubcheck import validate_epub
from publish.verify.validators.profile import FLAVOURS
from publish.verify.validators.verapdf import validate_pdf
from publish.verify.validators.verdict import Verdict

Ask = Callable[[Sequence[Path], Path | None], list[Verdict]]
Told = Callable[[str, MissingTool], None]
_SAFE = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


@dataclass(frozen=True, slots=True)
class Gate:
    """A validator by the name that a user calls it, with the suffix of the files it looks at."""

    name: str
    suffix: str
    ask: Ask


def _epubcheck(paths: Sequence[Path], cache: Path | None) -> list[Verdict]:
    return validate_epub(paths, cache=cache)


def _ace(paths: Sequence[Path], cache: Path | None) -> list[Verdict]:
    return validate_accessibility(paths, cache=cache)


def _verapdf(paths: Sequence[Path], cache: Path | None) -> list[Verdict]:
    """Each file against what it claims to be, and PDF/UA-1 where it claims nothing."""
    claims = {path: claimed(path) or ("ua1",) for path in paths}
    found = []
    for flavour in FLAVOURS:
        if files := [path for path in paths if flavour in claims[path]]:
            found += validate_pdf(files, flavour=flavour, cache=cache)
    return sorted(found, key=lambda verdict: paths.index(verdict.path))


GATES = {
    "epubcheck": Gate("EPUBCheck", ".epub", _epubcheck),
    "ace": Gate("Ace", ".epub", _ace),
    "verapdf": Gate("veraPDF", ".pdf", _verapdf),
}


def pass_gates(
    products: Sequence[Path], names: Collection[str], cache: Path | None, missing: Told
) -> Iterator[Verdict]:
    """The verdicts of the validators named; one that is not there goes to `missing`, by name.

    `cache` is a folder that remembers verdicts by content. Raises `ToolFailed`.
    """
    for name, gate in GATES.items():
        files = [path for path in products if path.suffix == gate.suffix]
        if name in names and files:
            try:
                yield from gate.ask(files, cache)
            except MissingTool as lacking:
                missing(gate.name, lacking)


# Where a document says what it conforms to (ISO 14289, 5; ISO 19005, 6.7.11; Well-Tagged PDF, 6).
_UA, _A = "{http://www.aiim.org/pdfua/ns/id/}", "{http://www.aiim.org/pdfa/ns/id/}"
_DECLARED = {"wtpdf": "wtpdf#accessibility1.0", "wtpdf-reuse": "wtpdf#reuse1.0"}


def claimed(path: Path) -> tuple[str, ...]:
    """The flavours that a PDF says it meets, in its metadata; none where it cannot be read."""
    try:
        with pikepdf.open(path) as pdf:
            said = etree.fromstring(pdf.Root.Metadata.read_bytes(), _SAFE)
    except (pikepdf.PdfError, AttributeError, etree.XMLSyntaxError):
        return ()
    values = {
        name: value.strip()
        for node in said.iter(etree.Element)
        for name, value in ((str(node.tag), node.text or ""), *node.attrib.items())
    }
    level = values.get(f"{_A}conformance", "").lower()
    found = [f"ua{values.get(f'{_UA}part')}", f"{values.get(f'{_A}part')}{level}"]
    declared = "".join(map(str, (*said.itertext(), *said.xpath("//@*"))))
    found += [name for name, words in _DECLARED.items() if words in declared]
    return tuple(name for name in found if name in FLAVOURS)
