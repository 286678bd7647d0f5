"""The Python interface for releases: made, checked, compared, catalogued and delivered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from publish.api import default_out
from publish.context import Context, make_context
from publish.diagnostics import Diagnostic

if TYPE_CHECKING:
    from publish.pipeline.delivering import Delivered
    from publish.releases.changes import BookChanges


def release(
    folder: str | Path,
    dist: str | Path = "dist",
    *,
    out: str | Path | None = None,
    since: str | Path | None = None,
    sign: str | Path | None = None,
    password: str = "",
    validate: bool = True,
    context: Context | None = None,
) -> Path:
    """Build, verify and validate all editions of a book, and release them; the release's folder.

    The folder `dist/<book>/<version>` appears complete or not at all. The text is compared with
    the release `since`, by default the newest version before this one in `dist`. `sign` is the file
    of a secret key of minisign, with its `password`. Raises `ContentError` where the book, a
    product or what a release needs is wrong.
    """
    from publish.pipeline import releasing

    target = Path(out) if out is not None else default_out(Path(folder))
    earlier = None if since is None else Path(since)
    signer = releasing.open_key(Path(sign), [Path(folder), Path(dist)], password) if sign else None
    request = releasing.ReleaseRequest(target, Path(dist), earlier, signer, validate)
    return releasing.release(Path(folder), request, context or make_context())


def check_release(
    folder: str | Path,
    book: str | Path | None = None,
    *,
    key: str = "",
    rebuild: bool = True,
    context: Context | None = None,
) -> list[Diagnostic]:
    """All that is wrong with a finished release; none if it is as it was released.

    `key` is the public key of the publisher, as a file or in base64. A release is built again from
    its `book`, by default from the folder of its name below the working folder if there is one with
    the same sources; not with `rebuild=False`.
    """
    from publish.pipeline import release_check
    from publish.releases.signature import read_public_key

    context = context or make_context()
    public_key = read_public_key(key) if key else None
    sources = None
    if rebuild:
        sources = Path(book) if book is not None else release_check.find_book(Path(folder))
    release_check.check_release(Path(folder), public_key, sources, context)
    return list(context.report)


def catalogue(
    dist: str | Path,
    out: str | Path | None = None,
    *,
    url: str = "",
    title: str = "",
    language: str = "en",
    templates: str | Path | None = None,
    context: Context | None = None,
) -> bool:
    """Write a catalogue of all releases below `dist`; False if it is as it was.

    The folder `out`, by default `dist/catalogue`, appears complete or not at all. `url` is where it
    will be on the web. `templates` is a folder with templates that replace the shipped ones. Raises
    `ContentError` where a release is damaged.
    """
    from publish.pipeline.cataloguing import CatalogueRequest, write_catalogue

    target = Path(out) if out is not None else Path(dist) / "catalogue"
    own = None if templates is None else Path(templates)
    request = CatalogueRequest(Path(dist), target, url, title, language, own)
    return write_catalogue(request, context or make_context())


def check_catalogue(
    dist: str | Path, out: str | Path | None = None, *, context: Context | None = None
) -> list[Diagnostic]:
    """All that a finished catalogue says differently from the releases below `dist`."""
    from publish.pipeline.cataloguing import read_books
    from publish.verification.catalogue.check import check_catalogue as differences

    context = context or make_context()
    read_books(Path(dist), context)
    target = Path(out) if out is not None else Path(dist) / "catalogue"
    context.report.extend(differences(Path(dist), target, target))
    return list(context.report)


def deliver(
    dist: str | Path,
    target: str,
    *,
    replace: bool = False,
    delete: bool = False,
    dry_run: bool = False,
    context: Context | None = None,
) -> Delivered:
    """Send the releases and pages of a folder to a target: what changed, and each read back.

    The target is a folder or an address, without a password. `replace` overwrites releases that
    were delivered with other bytes, `delete` removes pages that were delivered before and are no
    longer there; a `dry_run` writes nothing. Raises `ContentError` where anything fails; the next
    delivery continues.
    """
    from publish.pipeline import delivering

    request = delivering.DeliveryRequest(replace, delete, dry_run)
    return delivering.deliver(Path(dist), target, request, context or make_context())


def diff(old: str | Path, new: str | Path, *, context: Context | None = None) -> BookChanges:
    """What changed from one text of a book to another: each a release, or a manuscript."""
    from publish.pipeline.earlier import load_text
    from publish.releases.changes import compare

    context = context or make_context()
    return compare(load_text(Path(old), context), load_text(Path(new), context))


def changes_as_lines(changes: BookChanges) -> list[str]:
    """The lines that `publish diff` prints."""
    from publish.releases.changes.report import as_lines

    return list(as_lines(changes))


def write_changes_page(changes: BookChanges, file: str | Path) -> None:
    """Write an HTML page that shows the texts before and after side by side."""
    from publish.files import write_atomic
    from publish.releases.pages import changes_page

    write_atomic(Path(file), changes_page(changes).encode())


def release_record(folder: str | Path) -> dict[str, Any]:
    """The record of a release, its `release.json`; raises `ValueError` where that is not one."""
    from publish.releases.check import read_record

    return read_record(Path(folder))


def release_schema() -> str:
    """The JSON schema of `release.json`."""
    from publish.releases.record import schema

    return schema()
