"""The files that a delivery adds: `latest` of each book, the list of checksums, the journal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence, Set
from pathlib import Path, PurePosixPath

from publish.delivery.connection import Connection
from publish.delivery.parcel import CHECKSUMS, LATEST, LocalFile, Parcel, Stage, local_digest
from publish.delivery.state import JOURNAL, TargetState
from publish.files import checksum_lines
from publish.model.versions import version_key


def latest_files(parcel: Parcel, state: TargetState, scratch: Path) -> Iterator[LocalFile]:
    """For each book a file with its newest version, of those here and those at the target."""
    releases = {*parcel.releases, *state.releases}
    for book in sorted({PurePosixPath(release).parent for release in parcel.releases}):
        versions = [
            PurePosixPath(release).name
            for release in releases
            if PurePosixPath(release).parent == book
        ]
        newest = max(versions, key=version_key)
        yield _write(str(book / LATEST), f"{newest}\n", scratch, Stage.LATEST)


def list_file(
    files: Sequence[LocalFile],
    state: TargetState,
    connection: Connection,
    gone: Set[str],
    scratch: Path,
) -> LocalFile:
    """The checksums of all that is in no release, and of each release's own list.

    What the target's list has of other files stays in it as long as they are there.
    """
    kept = {
        name: connection.digest(name).sha256 if name in state.doubtful else sha256
        for name, sha256 in state.listed.items()
        if name not in gone and state.may_have(name)
    }
    ours = {each.name: each.digest.sha256 for each in files if each.stage is not Stage.FILES}
    return _write(CHECKSUMS, checksum_lines(kept | ours), scratch, Stage.CHECKSUMS)


def journal_file(changes: Sequence[str], scratch: Path) -> LocalFile:
    """The journal of a delivery (see `state`)."""
    return _write(JOURNAL, json.dumps(changes), scratch, Stage.FILES)


def _write(name: str, text: str, scratch: Path, stage: Stage) -> LocalFile:
    path = scratch / name.replace("/", "!")
    path.write_text(text, "utf-8")
    return LocalFile(name, path, local_digest(path), stage)
