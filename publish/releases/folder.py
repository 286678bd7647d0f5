"""Writes a release: a folder that appears complete or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec

from publish.files import checksum_lines, new_folder, read_product, sha256_of, write_new
from publish.model.book import Book
from publish.releases.changes import BookChanges
from publish.releases.changes.report import as_notes
from publish.releases.facts import Release, ReleasedFile
from publish.releases.pages import changes_page, release_page
from publish.releases.provenance import PROVENANCE, provenance
from publish.releases.record import RECORD, as_json, record
from publish.releases.records import records_of
from publish.releases.signature import PUBLIC_KEY, SIGNATURE, Signer
from publish.releases.small_cover import SMALL_COVER, small_cover
from publish.releases.text import BookText

TEXT, NOTES, CHECKSUMS = "text.json", "RELEASE-NOTES.md", "SHA256SUMS"
_JSON = "application/json"


class ReleaseContent(msgspec.Struct, frozen=True):
    """All that a release is written from: its facts, the book, the finished products by edition.

    `changes` are those since the version before, None for the first.
    """

    release: Release
    book: Book
    text: BookText
    products: Mapping[str, Path]
    changes: BookChanges | None = None


def write_release(
    content: ReleaseContent,
    target: Path,
    signer: Signer | None = None,
    approve: Callable[[Path], None] = lambda _: None,
) -> None:
    """Write the folder `target`; an earlier one is replaced once the new one is complete.

    `approve` gets the folder before it is in place, and raises an error if it must not be.
    """
    with new_folder(target) as stage:
        for edition in content.release.editions:
            _copy(content.products[edition.edition.name], stage / edition.file.name)
        others = []
        for name, media_type, data in _other_files(content, signer):
            write_new(stage / name, data)
            others.append(file_facts(name, media_type, data))
        previous = content.changes.old_version if content.changes else ""
        write_new(stage / RECORD, record(content.release, others, previous))
        write_new(stage / PROVENANCE, provenance(content.release, _hashes(stage)))
        checksums = checksum_lines(_hashes(stage)).encode()
        write_new(stage / CHECKSUMS, checksums)
        if signer is not None:
            comment = f"{content.release.name} {CHECKSUMS}"
            write_new(stage / SIGNATURE, signer.sign(checksums, comment))
        approve(stage)


def file_facts(name: str, media_type: str, data: bytes) -> ReleasedFile:
    """The facts of a file."""
    return ReleasedFile(name, media_type, len(data), sha256_of(data))


def _copy(product: Path, target: Path) -> None:
    if product.is_dir():
        shutil.copytree(product, target)
    else:
        write_new(target, product.read_bytes())


def _other_files(
    content: ReleaseContent, signer: Signer | None
) -> Iterator[tuple[str, str, bytes]]:
    """Name, media type and content of each file that is neither an edition nor about all files."""
    release, changes = content.release, content.changes
    yield release.cover.href, release.cover.media_type, release.cover.content
    if small := small_cover(release.cover):
        yield SMALL_COVER, "image/jpeg", small
    yield "index.html", "text/html", release_page(release, content.book).encode()
    yield TEXT, _JSON, as_json(msgspec.to_builtins(content.text))
    for row in records_of(release):
        yield row.name, row.media_type, row.write(release)
    if changes is None:
        notes = f"# {content.text.title} {content.text.version}\n\nThe first release.\n"
        yield NOTES, "text/markdown", notes.encode()
    else:
        yield NOTES, "text/markdown", "".join(f"{line}\n" for line in as_notes(changes)).encode()
        yield "changes.json", _JSON, as_json(msgspec.to_builtins(changes))
        yield "changes.html", "text/html", changes_page(changes).encode()
    if signer is not None:
        yield PUBLIC_KEY, "text/plain", signer.public_key


def _hashes(stage: Path) -> dict[str, str]:
    content = read_product(stage)
    assert content is not None, "it was written"
    return content.files
