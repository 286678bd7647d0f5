"""What the builds of a book gave, by all that went into them, so that none is made twice.

Two kinds of records: which editions a request chose, and what one edition came to. The products
lie beside them, by their own hash.
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

Told = Sequence[Diagnostic]


class Builds(msgspec.Struct, frozen=True):
    """The builds of one state of a book; where `state` is None, nothing is known nor kept.

    `folder` and `out` are named as the user names them, since messages name them so.
    """

    cache: Cache
    state: str | None
    folder: Path
    out: Path

    def choice(self, names: Sequence[str]) -> tuple[list[str], Told] | None:
        """The editions that a request for those names chose, and what its reading told."""
        found = self._recall("choice", *names)
        return None if found is None else (found["editions"], _diagnostics(found["told"]))

    def keep_choice(self, names: Sequence[str], editions: Sequence[str], told: Told) -> None:
        """Keep what a request for those names chose."""
        self._keep("choice", *names, found={"editions": list(editions)}, told=told)

    def product(self, edition: str) -> tuple[Artifact, Told] | None:
        """What an edition came to, with its place in `out`, and what its making told."""
        found = self._recall("edition", edition)
        if found is None:
            return None
        known = found["product"]
        path = self.out / known.pop("name")
        return Artifact(edition=edition, path=path, **known), _diagnostics(found["told"])

    def keep_product(self, artifact: Artifact, told: Told) -> None:
        """Keep what an edition came to, and the file where it stands now."""
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
        self._keep("edition", artifact.edition, found={"product": product}, told=told)

    def put(self, known: Artifact, stage: Path) -> Artifact | None:
        """A known product: as it stands in its place, or else restored into `stage`, or None."""
        if _stands(known):
            return replace(known, origin=ArtifactOrigin.UNCHANGED)
        content = self.cache.load("product", known.sha256)
        if content is None:
            return None
        with as_cannot_write(known.path):
            write_atomic(stage / known.path.name, content)
        return replace(known, path=stage / known.path.name, origin=ArtifactOrigin.RESTORED)

    def _key(self, *words: str) -> str | None:
        if self.state is None:
            return None
        return digest(toolchain(), self.state, self.folder.resolve().name, *words)

    def _recall(self, *words: str) -> dict[str, Any] | None:
        """A record; one that told something is told again only of the same names of folders."""
        key = self._key(*words)
        entry = key and self.cache.load("build", key)
        if not entry:
            return None
        found: dict[str, Any] = json.loads(entry)
        return found if not found["told"] or found["named"] == self._named() else None

    def _keep(self, *words: str, found: dict[str, object], told: Told) -> None:
        key = self._key(*words)
        if key is not None:
            record = {**found, "named": self._named(), "told": [_row(each) for each in told]}
            self.cache.store("build", key, json.dumps(record).encode())

    def _named(self) -> list[str]:
        return [str(self.folder), str(self.out)]


def _stands(known: Artifact) -> bool:
    content = _read(known.path)
    return content is not None and _hash(content) == known.sha256


def _read(path: Path) -> bytes | None:
    """A file's content; None where another took it away, or put something else there."""
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _row(told: Diagnostic) -> list[object]:
    place = told.location
    return [told.code, told.message, place.path, place.line, place.column, told.severity, told.hint]


def _diagnostics(rows: Iterable[Sequence[Any]]) -> list[Diagnostic]:
    return [
        Diagnostic(code, message, Location(path, line, column), Severity(severity), hint)
        for code, message, path, line, column, severity, hint in rows
    ]
