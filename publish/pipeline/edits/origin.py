"""Which book a Word file was exported from."""

from __future__ import annotations

from pathlib import Path

from publish.config.manifest import MANIFEST_NAME
from publish.importers.bookfolder.placing import CHECKSUMS
from publish.importers.documents.word.facts import exported_facts
from publish.model.exported import ExportedBook


def facts_of_edited(file: Path, folder: Path) -> ExportedBook | None:
    """What a Word file knows of its book, if that is the book in a folder; None otherwise."""
    if not (folder / MANIFEST_NAME).is_file() or (folder / CHECKSUMS).exists():
        return None
    return exported_facts(file) if file.is_file() else None
