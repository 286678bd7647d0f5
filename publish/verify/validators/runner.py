"""The three gates that a product passes: each a validator, and the files that it looks at."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from publish.errors import MissingTool
from publish.verify.validators.ace import validate_accessibility
from publish.verify.validators.epubcheck import validate_epub
from publish.verify.validators.verapdf import validate_pdf
from publish.verify.validators.verdict import Verdict

Ask = Callable[[Sequence[Path], Path | None], list[Verdict]]
Told = Callable[[str, MissingTool], None]


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
    """Each file against all that it claims to be."""
    return validate_pdf(paths, cache=cache)


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
