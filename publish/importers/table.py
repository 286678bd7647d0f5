"""The table of importers, and which of them reads a source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from publish.extensions import IMPORTERS as EXTENSIONS
from publish.extensions import extensions
from publish.importers.bookfolder import ImportOptions, ImportOutcome
from publish.importers.documents.importing import can_import, import_documents
from publish.importers.plaintext import import_text

ImportFunction = Callable[[Path, Path, ImportOptions], ImportOutcome]


@dataclass(frozen=True, slots=True)
class Importer:
    """One importer: its name, whether it reads a file or folder, and its function."""

    name: str
    recognises: Callable[[Path], bool]
    run: ImportFunction


def _is_text(source: Path) -> bool:
    return source.suffix.lower() == ".txt"


def _import_text(source: Path, target: Path, options: ImportOptions) -> ImportOutcome:
    return import_text(source, target, options.answers)


PLAINTEXT = Importer("plaintext", _is_text, _import_text)
DOCUMENTS = Importer("documents", can_import, import_documents)
IMPORTERS = (PLAINTEXT, DOCUMENTS)


def find_importer(source: Path) -> Importer:
    """The importer for a file or folder: ours, one of an installed package, or plain text."""
    others: dict[str, Importer] = extensions(EXTENSIONS)
    every = (*IMPORTERS, *others.values())
    return next((each for each in every if each.recognises(source)), PLAINTEXT)
