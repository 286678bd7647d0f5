"""Records of the builds of a book, by all their inputs, so that no edition is built twice.

Two kinds of records: the editions that a request selected, and the artifact of one edition. The
products are stored too, by their own hash.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from publish.cache import Cache, Memo, Slot
from publish.diagnostics import Diagnostic
from publish.files import as_cannot_write, read_product, sha256_of, write_atomic
from publish.model.artifact import Artifact, ArtifactOrigin, FittedElement


class _SelectionInputs(msgspec.Struct, frozen=True):
    """`state` is a hash of all files of the book's folder, `book` the name of that folder."""

    book: str
    state: str
    names: Sequence[str]


class _Selection(msgspec.Struct, frozen=True):
    editions: list[str]
    folders: list[str]
    diagnostics: list[Diagnostic]


class _ArtifactInputs(msgspec.Struct, frozen=True):
    book: str
    state: str
    edition: str


class _BuiltArtifact(msgspec.Struct, frozen=True):
    name: str
    media_type: str
    sha256: str
    size: int
    pages: int | None
    files: dict[str, str]
    folders: list[str]
    diagnostics: list[Diagnostic]
    fitted: list[FittedElement]


class _ProductInputs(msgspec.Struct, frozen=True):
    sha256: str


_SELECTIONS = Memo("selection", _SelectionInputs, _Selection)
_ARTIFACTS = Memo("artifact", _ArtifactInputs, _BuiltArtifact)
_PRODUCTS = Memo("product", _ProductInputs, bytes, any_toolchain=True)


class BuildRecords(msgspec.Struct, frozen=True):
    """The records for one state of a book; with `state` None, none are loaded or stored.

    `folder` and `out` are spelled as the user spells them, as they appear in messages.
    """

    cache: Cache
    state: str | None
    folder: Path
    out: Path

    def selection(self, names: Sequence[str]) -> tuple[list[str], list[Diagnostic]] | None:
        """The editions that a request for those names selected, and the diagnostics of reading."""
        record = self._selection_slot(names).load() if self.state else None
        if record is None or not self._is_valid(record):
            return None
        return record.editions, record.diagnostics

    def store_selection(
        self, names: Sequence[str], editions: Sequence[str], diagnostics: Sequence[Diagnostic]
    ) -> None:
        """Record the editions that a request for those names selected."""
        if self.state is not None:
            record = _Selection(list(editions), self._folder_names(), list(diagnostics))
            self._selection_slot(names).store(record)

    def artifact(self, edition: str) -> tuple[Artifact, list[Diagnostic]] | None:
        """The artifact of an edition, with its path in `out`, and the diagnostics of its build."""
        record = self._artifact_slot(edition).load() if self.state else None
        if record is None or not self._is_valid(record):
            return None
        path = self.out / record.name
        artifact = Artifact(
            edition=edition,
            path=path,
            media_type=record.media_type,
            sha256=record.sha256,
            size=record.size,
            pages=record.pages,
            files=record.files,
            fitted=record.fitted,
        )
        return artifact, record.diagnostics

    def store_artifact(self, artifact: Artifact, diagnostics: Sequence[Diagnostic]) -> None:
        """Record the artifact of an edition, and store its files."""
        if self.state is None or not self._store_files(artifact):
            return
        record = _BuiltArtifact(
            name=artifact.path.name,
            media_type=artifact.media_type,
            sha256=artifact.sha256,
            size=artifact.size,
            pages=artifact.pages,
            files=dict(artifact.files),
            folders=self._folder_names(),
            diagnostics=list(diagnostics),
            fitted=list(artifact.fitted),
        )
        self._artifact_slot(artifact.edition).store(record)

    def _store_files(self, artifact: Artifact) -> bool:
        """Store the files by the hashes with which they were written; False if one is gone.

        One that was changed in the meantime is refused when it is restored.
        """
        for path, sha256 in _files_of(artifact).items():
            slot = _PRODUCTS.at(self.cache, _ProductInputs(sha256))
            if slot.is_kept():
                continue
            try:
                slot.store(path.read_bytes())
            except OSError:
                return False
        return True

    def restore(self, artifact: Artifact, stage: Path) -> Artifact | None:
        """A recorded artifact: unchanged in place, or restored into `stage`, or None."""
        if _is_in_place(artifact):
            return replace(artifact, origin=ArtifactOrigin.UNCHANGED)
        restored = replace(
            artifact, path=stage / artifact.path.name, origin=ArtifactOrigin.RESTORED
        )
        for path, sha256 in _files_of(restored).items():
            content = _PRODUCTS.at(self.cache, _ProductInputs(sha256)).load()
            if content is None or sha256_of(content) != sha256:
                return None
            with as_cannot_write(artifact.path):
                write_atomic(path, content)
        return restored

    @property
    def has_products(self) -> bool:
        """Whether a build has put anything in place, of whatever state."""
        return self.out.is_dir() and any(self.out.iterdir())

    def _selection_slot(self, names: Sequence[str]) -> Slot[_Selection]:
        inputs = _SelectionInputs(self.folder.resolve().name, self.state or "", names)
        return _SELECTIONS.at(self.cache, inputs)

    def _artifact_slot(self, edition: str) -> Slot[_BuiltArtifact]:
        inputs = _ArtifactInputs(self.folder.resolve().name, self.state or "", edition)
        return _ARTIFACTS.at(self.cache, inputs)

    def _is_valid(self, record: _Selection | _BuiltArtifact) -> bool:
        """Whether a record can be used: its diagnostics name the folders of its build."""
        return not record.diagnostics or record.folders == self._folder_names()

    def _folder_names(self) -> list[str]:
        return [str(self.folder), str(self.out)]


def _is_in_place(artifact: Artifact) -> bool:
    content = read_product(artifact.path)
    return content is not None and content.sha256 == artifact.sha256


def _files_of(artifact: Artifact) -> dict[Path, str]:
    """The files of a product, with their hashes."""
    if not artifact.files:
        return {artifact.path: artifact.sha256}
    return {artifact.path / name: sha256 for name, sha256 in artifact.files.items()}
