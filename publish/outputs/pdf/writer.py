"""Writes a book as a PDF: documents, layout in child processes, the file."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from msgspec.structs import replace

from publish.context import Context
from publish.diagnostics import ContentError, Severity
from publish.files import sha256_of_file, temporary_folder
from publish.model.artifact import Artifact
from publish.model.book import Book, Edition, Sides
from publish.outputs.pdf.checks.engine_messages import report_engine_messages
from publish.outputs.pdf.checks.faint_colours import report_faint_colours
from publish.outputs.pdf.checks.fits import fitted_elements
from publish.outputs.pdf.checks.layout_failure import report_layout_failure
from publish.outputs.pdf.checks.manuscript_line import ManuscriptLines
from publish.outputs.pdf.checks.strays import report_strays
from publish.outputs.pdf.claims.standards import (
    needs_linker,
    report_cmyk_colours,
    report_linker_required,
)
from publish.outputs.pdf.document.font_faces import font_faces
from publish.outputs.pdf.document.gutter import gutter_allowance
from publish.outputs.pdf.document.layout_input import LayoutInput
from publish.outputs.pdf.document.trees import build_trees
from publish.outputs.pdf.exchange.failures import LayoutFailed
from publish.outputs.pdf.exchange.laid_out_book import LaidOutBook
from publish.outputs.pdf.linked import lay_out_linked, set_up_pool
from publish.outputs.pdf.schedule.object_store import PieceWatch
from publish.outputs.pdf.schedule.pool import ForkServerPool, LayoutPool
from publish.outputs.pdf.schedule.progress import LayoutProgress
from publish.outputs.pdf.whole.unlinked import lay_out_unlinked
from publish.render.environment import Renderer
from publish.render.mathfont import has_formulas, math_font
from publish.render.rendered_style import rendered_style
from publish.render.scripts import fonts_for
from publish.render.shared_inputs import SharedInputs

MEDIA_TYPE = "application/pdf"
_SHEET, _TEMPLATES = "pdf.css", "templates/pdf/"  # of the theme


def write_pdf(
    book: Book,
    edition: Edition,
    target: Path,
    context: Context,
    *,
    linked: bool = True,
    pool: LayoutPool | None = None,
    manuscript_lines: ManuscriptLines = lambda _: (),
    while_laying_out: Callable[[], None] = lambda: None,
    watch: PieceWatch | None = None,
) -> Artifact:
    """Lay a settled book out and write it to `target`.

    `linked`: piece by piece, with those that the cache has; else as two whole documents. The pieces
    are laid out by `pool`, or one that is started for them. `manuscript_lines` reads the manuscript
    for the lines in messages; `while_laying_out` is called while other processes lay out, and
    `watch` gets the pages of a change before all are laid out. Problems of the pages (LAY-…) go to
    the report of the context; the file is written all the same, so that it can be looked at. Raises
    `LayoutError` for a template or layout that fails as a whole, `CannotWrite` for the file, and
    `ContentError` for a standard that only the linker can meet.
    """
    report = context.report
    if not linked and needs_linker(edition):
        report_linker_required(book, edition, report, Severity.ERROR)
        raise ContentError(report)
    layout_progress = LayoutProgress(context.progress)
    with ExitStack() as stack:
        if linked and pool is None:
            pool = stack.enter_context(ForkServerPool(context.cache))
        source = _layout_input(book, edition, pool, context)

        def check_book() -> None:
            report_faint_colours(source.style, source.style_file, context)
            while_laying_out()

        try:
            if pool is not None:
                laid_out = lay_out_linked(
                    source, target, pool, context, layout_progress, check_book, watch
                )
            else:
                check_book()
                folder = stack.enter_context(temporary_folder())
                laid_out = lay_out_unlinked(source, target, folder, context)
        except LayoutFailed as error:
            report_layout_failure(error, book, edition, source.style, manuscript_lines, report)
    report_engine_messages(laid_out.messages, book, report)
    report_strays(laid_out.strays, book, manuscript_lines, report)
    report_cmyk_colours(book, edition, target, source.style, report)
    fitted = tuple(fitted_elements(laid_out.fits, book, manuscript_lines))
    return replace(_artifact(edition, target, laid_out, layout_progress), fitted=fitted)


def _artifact(
    edition: Edition, target: Path, laid_out: LaidOutBook, progress: LayoutProgress
) -> Artifact:
    return Artifact(
        edition.name,
        target,
        MEDIA_TYPE,
        sha256_of_file(target),
        target.stat().st_size,
        laid_out.page_count,
        laid_out=progress.laid_out,
        reused=progress.reused,
    )


def _layout_input(
    book: Book, edition: Edition, pool: LayoutPool | None, context: Context
) -> LayoutInput:
    """The input of an edition; the pool is set up before its documents are built."""
    theme = fonts_for(book, edition)
    renderer = Renderer(book, edition, theme)
    gutter = gutter_allowance(book) if edition.sides is Sides.TWO else 0
    faces = font_faces(theme.fonts)
    values = {"faces": faces, "gutter": gutter}
    shared = SharedInputs.of(book, edition, theme, _SHEET)
    in_documents = SharedInputs.of(book, edition, theme, _TEMPLATES)
    style = rendered_style(_SHEET, renderer, shared, context.cache, **values)
    if pool is not None:
        set_up_pool(pool, book, style, theme, context.processes)
    fonts = [*theme.fonts, *([math_font()] if has_formulas(book) else [])]
    documents = build_trees(book, edition.sides, renderer, fonts)
    style_file = renderer.last_style_sheet(_SHEET)
    return LayoutInput(book, edition, documents, style, style_file, theme, in_documents)
