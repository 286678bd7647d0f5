"""The table of importers, and which of them reads a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from publish.extensions import IMPORTERS as EXTENSIONS
from publish.extensions import extensions
from publish.importers.bookfolder import ImportOutcome
from publish.importers.plaintext import import_text

# From source, target and a review sheet with answers (or None) to the outcome.
ImportFunction = Callable[[Path, Path, Path | None], ImportOutcome]


@dataclass(frozen=True, slots=True)
class Importer:
    """One importer: its name, the suffixes of the files that it reads, and its function."""

    name: str
    suffixes: frozenset[str]
    run: ImportFunction


PLAINTEXT = Importer("plaintext", frozenset({".txt"}), import_text)
IMPORTERS = (PLAINTEXT,)


def find_importer(source: Path) -> Importer:
    """The importer for a file by its suffix: ours, one of an installed package, or plain text."""
    suffix = source.suffix.lower()
    ours = next((each for each in IMPORTERS if suffix in each.suffixes), None)
    if ours is not None:
        return ours
    others: dict[str, Importer] = extensions(EXTENSIONS)
    return next((each for each in others.values() if suffix in each.suffixes), PLAINTEXT)
