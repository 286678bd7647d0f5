"""Records of the builds of a book, by all their inputs, so that no edition is built twice.

Two kinds of records: the editions that a request selected, and the artifact of one edition. The
products are stored too, by their own hash.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from publish.cache.entries import Cache
from publish.cache.toolchain import digest, toolchain
from publish.diagnostics import Diagnostic, Location, Severity
from publish.files import as_cannot_write, write_atomic
from publish.model.book import Artifact, ArtifactOrigin

Diagnostics = Sequence[Diagnostic]


class BuildRecords(msgspec.Struct, frozen=True):
    """The records for one state of a book; with `state` None, none are loaded or stored.

    `folder` and `out` are spelled as the user spells them, as they appear in messages.
    """

    cache: Cache
    state: str | None
    folder: Path
    out: Path

    def selection(self, names: Sequence[str]) -> tuple[list[str], Diagnostics] | None:
        """The editions that a request for those names selected, and the diagnostics of reading."""
        record = self._load("selection", *names)
        return None if record is None else (record["editions"], _diagnostics(record["diagnostics"]))

    def store_selection(
        self, names: Sequence[str], editions: Sequence[str], diagnostics: Diagnostics
    ) -> None:
        """Record the editions that a request for those names selected."""
        self._store({"editions": list(editions)}, diagnostics, "selection", *names)

    def artifact(self, edition: str) -> tuple[Artifact, Diagnostics] | None:
        """The artifact of an edition, with its path in `out`, and the diagnostics of its build."""
        record = self._load("edition", edition)
        if record is None:
            return None
        fields = record["product"]
        path = self.out / fields.pop("name")
        return Artifact(edition=edition, path=path, **fields), _diagnostics(record["diagnostics"])

    def store_artifact(self, artifact: Artifact, diagnostics: Diagnostics) -> None:
        """Record the artifact of an edition, and store its file."""
        content = _read(artifact.path)
        if self.state is None or content is None or _hash(content) != artifact.sha256:
            return
        self.cache.store("product", artifact.sha256, content)
        product = {
            "name": artifact.path.name,
            "media_type": artifact.media_type,
            "sha256": artifact.sha256,
            "size": artifact.size,
            "pages": artifact.pages,
        }
        self._store({"product": product}, diagnostics, "edition", artifact.edition)

    def restore(self, artifact: Artifact, stage: Path) -> Artifact | None:
        """A recorded artifact: unchanged in place, or restored into `stage`, or None."""
        if _is_in_place(artifact):
            return replace(artifact, origin=ArtifactOrigin.UNCHANGED)
        content = self.cache.load("product", artifact.sha256)
        if content is None:
            return None
        path = stage / artifact.path.name
        with as_cannot_write(artifact.path):
            write_atomic(path, content)
        return replace(artifact, path=path, origin=ArtifactOrigin.RESTORED)

    def _key(self, *words: str) -> str | None:
        if self.state is None:
            return None
        return digest(toolchain(), self.state, self.folder.resolve().name, *words)

    def _load(self, *words: str) -> dict[str, Any] | None:
        """A record; one with diagnostics only for the same folder names, which are in them."""
        key = self._key(*words)
        entry = key and self.cache.load("build", key)
        if not entry:
            return None
        record: dict[str, Any] = json.loads(entry)
        valid = not record["diagnostics"] or record["folders"] == self._folder_names()
        return record if valid else None

    def _store(self, content: dict[str, object], diagnostics: Diagnostics, *words: str) -> None:
        key = self._key(*words)
        if key is not None:
            rows = [_row(diagnostic) for diagnostic in diagnostics]
            record = {**content, "folders": self._folder_names(), "diagnostics": rows}
            self.cache.store("build", key, json.dumps(record).encode())

    def _folder_names(self) -> list[str]:
        return [str(self.folder), str(self.out)]


def _is_in_place(artifact: Artifact) -> bool:
    content = _read(artifact.path)
    return content is not None and _hash(content) == artifact.sha256


def _read(path: Path) -> bytes | None:
    """A file's content; None if it was removed or replaced by something else."""
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _row(each: Diagnostic) -> list[object]:
    where = each.location
    return [each.code, each.message, where.path, where.line, where.column, each.severity, each.hint]


def _diagnostics(rows: Iterable[Sequence[Any]]) -> list[Diagnostic]:
    return [
        Diagnostic(code, message, Location(path, line, column), Severity(severity), hint)
        for code, message, path, line, column, severity, hint in rows
    ]
