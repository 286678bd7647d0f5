"""Makes one view of a book that was read: writes its edition, and reads what is shown of it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import pikepdf
from msgspec.structs import replace

from publish.context import Context
from publish.diagnostics import Diagnostic
from publish.files import without_sync
from publish.files.destinations import pages_of_anchors
from publish.model.artifact import Artifact
from publish.model.book import Book, Edition
from publish.model.formats import format_of, resolve
from publish.outputs.writers import Writer, WriteRequest
from publish.pipeline.checks import earlier_pages_of, shown_book
from publish.pipeline.selection import stop_on_errors
from publish.preview.exchange import PageRow
from publish.preview.pages import pages_of
from publish.sources.files.manuscript_lines import manuscript_lines


class Made(msgspec.Struct, frozen=True):
    """A view that was made: its product, and what was reported of it.

    A view with pages has them, and the index of the page on which each section begins.
    """

    artifact: Artifact
    diagnostics: Sequence[Diagnostic]
    pages: Sequence[PageRow] = ()
    first_pages: Mapping[str, int] = {}


def make(
    book: Book, edition: Edition, stage: Path, context: Context, request: WriteRequest
) -> Made:
    """Write an edition into the folder `stage`, not yet verified; raises `ContentError`.

    `request` has what is of earlier products and of other editions.
    """
    shown = shown_book(book, edition, context.report)
    stop_on_errors(context.report)
    request = replace(
        request,
        earlier=earlier_pages_of(shown, edition, context.cache),
        manuscript_lines=manuscript_lines(book.folder),
        indexed=False,
    )
    write: Writer = resolve(format_of(edition.format).writer)
    target = stage / book.product_name(edition)
    shutil.rmtree(target, ignore_errors=True)
    with without_sync():
        artifact = write(shown, edition, target, context, request)
    stop_on_errors(context.report)
    reported = context.report.diagnostics
    if not format_of(edition.format).has_pages:
        return Made(artifact, reported)
    with pikepdf.open(artifact.path) as pdf:
        first = dict(pages_of_anchors(pdf, (section.id for section in book.walk())))
        return Made(artifact, reported, pages_of(pdf, artifact.path), first)
