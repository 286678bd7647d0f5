"""Texts of a book to compare: of a release, of its record, or of a manuscript."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec.structs import replace

from publish.config.manifest import MANIFEST_NAME, load_manifest
from publish.context import Context
from publish.diagnostics import Report
from publish.errors import UsageError
from publish.model.book import Book
from publish.model.versions import version_key
from publish.pipeline.selection import load_book
from publish.releases.folder import TEXT
from publish.releases.reading import read_text
from publish.releases.record import RECORD
from publish.releases.stated import stated_facts
from publish.releases.text import BookText


def load_text(path: Path, context: Context) -> BookText:
    """The text of a release or of a manuscript; a manuscript has no pages.

    Raises `UsageError` for anything else, and `ContentError` for a manuscript with errors.
    """
    folder = path.parent if path.name in (RECORD, TEXT) else path
    if (folder / TEXT).is_file():
        return _parse(folder / TEXT)
    if (folder / MANIFEST_NAME).is_file():
        return manuscript_text(folder, load_book(folder, context), {})
    hint = f"name a folder with a {RECORD} and a {TEXT}, or one with a {MANIFEST_NAME}"
    raise UsageError(f"{path} is neither a release nor a manuscript", hint=hint)


def manuscript_text(folder: Path, book: Book, pages: Mapping[str, Mapping[str, str]]) -> BookText:
    """The text of a settled book, with what its manifest says, and the folios of its sections."""
    text, manifest = read_text(book, pages), load_manifest(folder, Report())
    return replace(text, facts={**(stated_facts(manifest) if manifest else {}), **text.facts})


def _parse(file: Path) -> BookText:
    try:
        return msgspec.json.decode(file.read_bytes(), type=BookText)
    except (msgspec.MsgspecError, UnicodeDecodeError, OSError) as error:
        hint = "fetch it again; `publish release --check DIR` finds what has changed"
        raise UsageError(f"{file} cannot be read: {error}", hint=hint) from error


def earlier_release(target: Path, since: Path | None) -> BookText | None:
    """The text of the release `since`, or of the newest version before that of `target`."""
    if since is not None:
        return load_text(since, Context())
    wanted = version_key(target.name)
    return _newest(each for each in _releases(target.parent) if version_key(each.name) < wanted)


def latest_release(folder: Path, since: Path | None) -> BookText | None:
    """The text of the release `since`, or of the newest version in the folder of a book."""
    return load_text(since, Context()) if since is not None else _newest(_releases(folder))


def _releases(folder: Path) -> Iterator[Path]:
    """The releases in the folder of a book; a hidden folder is what a killed run left."""
    return (each.parent for each in folder.glob(f"[!.]*/{TEXT}"))


def _newest(releases: Iterable[Path]) -> BookText | None:
    newest = max(releases, key=lambda each: version_key(each.name), default=None)
    return _parse(newest / TEXT) if newest else None
