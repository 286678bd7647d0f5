"""Checks a finished release against its checksums and signature, and against its sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from publish.cache import NO_CACHE
from publish.context import Context
from publish.diagnostics import Diagnostic, Location, Report
from publish.files import read_product, sha256_of_file, temporary_folder
from publish.pipeline.releasing import ReleaseRequest, release
from publish.releases.check import check_files, check_signed, read_record
from publish.releases.folder import CHECKSUMS, NOTES
from publish.releases.provenance import PROVENANCE
from publish.releases.record import RECORD
from publish.releases.signature import PUBLIC_KEY, SIGNATURE
from publish.verification.records.surfaces import check_records

_DIFFERENT = "REL-004"
# What tells of the machine, the key or the release before, and not only of the sources.
_NOT_REBUILT = frozenset(
    {CHECKSUMS, NOTES, PROVENANCE, RECORD, PUBLIC_KEY, SIGNATURE, "changes.html", "changes.json"}
)


def check_release(
    folder: Path, public_key: bytes | None, book: Path | None, context: Context
) -> None:
    """Report all that is wrong with a release; with its `book`, it is built again and compared."""
    context.report.extend(check_files(folder))
    context.report.extend(check_records(folder))
    diagnostics, comment = check_signed(folder, public_key)
    context.report.extend(diagnostics)
    if comment:
        whose = "" if public_key else ", by the key that came with it"
        context.progress(f"signed: {comment}{whose}")
    if book is not None and not context.report.errors:
        context.report.extend(_rebuilt_differences(folder, book, context))


def find_book(folder: Path) -> Path | None:
    """The manuscript of a release below the working folder: that of its name, with its sources."""
    name = folder.resolve().parent.name
    places = (Path(name), *sorted(Path().glob(f"*/{name}"))) if name else ()
    candidates = (place for place in places if (place / "book.toml").is_file())
    return next((place for place in candidates if _has_sources(folder, place)), None)


def _has_sources(folder: Path, book: Path) -> bool:
    """Whether a folder has the sources of a release; a record that is damaged has none."""
    try:
        return not _changed_sources(read_record(folder), book)
    except (ValueError, OSError):
        return False


def _changed_sources(record: Mapping[str, Any], book: Path) -> list[str]:
    """The sources of a release that are not in a folder as they were."""
    sources: dict[str, str] = record.get("sources", {})
    return [name for name, digest in sources.items() if sha256_of_file(book / name) != digest]


def _rebuilt_differences(folder: Path, book: Path, context: Context) -> Iterator[Diagnostic]:
    """REL-004 for each file that the sources do not give as it is."""
    if changed := _changed_sources(read_record(folder), book):
        hint = "check out the sources of that version, or check without the book"
        for name in changed:
            message = "the file has changed since the book was released"
            yield Diagnostic(_DIFFERENT, message, Location(str(book / name)), hint=hint)
        return
    context.progress(f"building {book} again")
    with temporary_folder() as scratch:
        request = ReleaseRequest(scratch / "build", scratch / "dist", validates=False)
        fresh = msgspec.structs.replace(context, report=Report(), cache=NO_CACHE)
        rebuilt = _contents(release(book, request, fresh))
        released = _contents(folder)
    for name in sorted(rebuilt.keys() | released.keys()):
        if rebuilt.get(name) != released.get(name):
            hint = f"compare `tools` and `fonts` in {RECORD} with the versions installed here"
            message = "the sources now give a different file"
            yield Diagnostic(_DIFFERENT, message, Location(str(folder / name)), hint=hint)


def _contents(folder: Path) -> dict[str, str]:
    content = read_product(folder)
    files = content.files if content else {}
    return {name: digest for name, digest in files.items() if name not in _NOT_REBUILT}
