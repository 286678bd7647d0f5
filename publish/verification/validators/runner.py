"""Runs the validators on the products that each can validate."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from publish.cache import Cache
from publish.errors import MissingTool
from publish.extensions import VALIDATORS as EXTENSIONS
from publish.extensions import extensions
from publish.model.formats import FORMATS
from publish.verification.validators.ace import validate_accessibility
from publish.verification.validators.epubcheck import validate_epub
from publish.verification.validators.verapdf import validate_pdf
from publish.verification.validators.verdict import Verdict

Validate = Callable[[Sequence[Path], Cache], list[Verdict]]
OnMissing = Callable[[str, MissingTool], None]


@dataclass(frozen=True, slots=True)
class Validator:
    """A validator: its own name, and its function. `FORMATS` says which files it validates; one of
    an installed package names their suffixes."""

    name: str
    validate: Validate
    suffixes: frozenset[str] = frozenset()


def _epubcheck(paths: Sequence[Path], cache: Cache) -> list[Verdict]:
    return validate_epub(paths, cache=cache)


def _ace(paths: Sequence[Path], cache: Cache) -> list[Verdict]:
    return validate_accessibility(paths, cache=cache)


def _verapdf(paths: Sequence[Path], cache: Cache) -> list[Verdict]:
    """Validate each file against all that it claims."""
    return validate_pdf(paths, cache=cache)


VALIDATORS = {
    "epubcheck": Validator("EPUBCheck", _epubcheck),
    "ace": Validator("Ace", _ace),
    "verapdf": Validator("veraPDF", _verapdf),
}


def run_validators(
    products: Sequence[Path], names: Collection[str], cache: Cache, on_missing: OnMissing
) -> Iterator[Verdict]:
    """The verdicts of the named validators; `on_missing` gets each that is not installed.

    `cache` has verdicts by content. Raises `ToolFailed`.
    """
    is_foreign = not set(names) <= set(VALIDATORS)
    installed: dict[str, Validator] = extensions(EXTENSIONS) if is_foreign else {}
    for name, validator in {**installed, **VALIDATORS}.items():
        suffixes = {each.suffix for each in FORMATS.values() if name in each.validators}
        suffixes |= validator.suffixes
        files = [path for path in products if path.suffix in suffixes]
        if name in names and files:
            try:
                yield from validator.validate(files, cache)
            except MissingTool as error:
                on_missing(validator.name, error)
