"""Makes the preflight page of an edition for a printer: builds its files, and reads them."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from publish.config.manifest import edition_formats
from publish.context import Context
from publish.diagnostics import Report
from publish.errors import UsageError
from publish.pipeline import build, editions_with_books
from publish.pipeline.selection import first_edition
from publish.preflight.gather import gather_preflight
from publish.preflight.page import preflight_page, preflight_pdf

_HINT = 'add one to the manifest: [editions.print] with format = "print" and a printer'


class Preflight(NamedTuple):
    """The folder with the files of an edition, and the page about them, as HTML and as a PDF."""

    product: Path
    page: str
    pdf: bytes


def make_preflight(folder: Path, asked: str | None, out: Path, context: Context) -> Preflight:
    """The preflight of an edition, by default of the first for a printer.

    The files are built into `out` where anything changed. Raises what a build raises, and
    `UsageError` where no edition is for a printer.
    """
    name = first_edition(folder, asked, lambda each: each.prints_pages, "for a printer", _HINT)
    return _built_with_page(folder, name, out, context)


def make_print(folder: Path, table: Mapping[str, object], out: Path, context: Context) -> Preflight:
    """As `make_preflight`, for the table of an edition that the manifest lacks.

    It is called as its printer is. Raises `UsageError` if the manifest has one of that name.
    """
    name = Path(str(table["printer"])).stem
    if name in edition_formats(folder):
        words = ("publish", "preflight", folder, "--edition", name, "--out", out)
        message = f"{folder}: the manifest has an edition `{name}`"
        raise UsageError(message, hint=shlex.join(map(str, words)))
    added = {name: {"format": "print", **table}}
    return _built_with_page(folder, name, out, replace(context, added_editions=added))


def _built_with_page(folder: Path, name: str, out: Path, context: Context) -> Preflight:
    (artifact,) = build(folder, [name], out, context)
    edition, book = next(editions_with_books(folder, [name], context.with_report(Report())))
    sheet = gather_preflight(artifact.path, book, edition)
    page = preflight_page(sheet, book.metadata.language, book.direction)
    pdf = preflight_pdf(sheet, book, edition, context.cache)
    return Preflight(artifact.path, page, pdf)
