"""The table of importers, and which of them reads a source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from publish.errors import UsageError
from publish.extensions import IMPORTERS as EXTENSIONS
from publish.extensions import extensions
from publish.guesses import did_you_mean
from publish.importers.bookfolder import ImportOptions, ImportOutcome
from publish.importers.documents.importing import can_import, import_documents
from publish.importers.documents.readers.table import NAMES

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
    # Imported here because its many patterns take as long to compile as an import of a document
    # takes to begin.
    from publish.importers.plaintext import import_text

    return import_text(
        source, target, options.answers, dry_run=options.dry_run, merge=options.merge
    )


PLAINTEXT = Importer("plaintext", _is_text, _import_text)
DOCUMENTS = Importer("documents", can_import, import_documents)
IMPORTERS = (PLAINTEXT, DOCUMENTS)


FLATTENED = "text"
FORMATS = (FLATTENED, *NAMES)


def find_importer(source: Path, name: str | None = None) -> Importer:
    """The importer for a file or folder: the one that reads the named format, otherwise ours, one
    of an installed package, or plain text for any other file."""
    if name is not None and name not in FORMATS:
        hint = did_you_mean(name, FORMATS) or f"name one of: {', '.join(FORMATS)}"
        raise UsageError(f"there is no importer for the format `{name}`", hint=hint)
    if name is not None:
        return PLAINTEXT if name == FLATTENED else DOCUMENTS
    others: dict[str, Importer] = extensions(EXTENSIONS)
    every = (*IMPORTERS, *others.values())
    fallback = DOCUMENTS if source.is_dir() else PLAINTEXT
    return next((each for each in every if each.recognises(source)), fallback)
