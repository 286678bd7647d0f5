"""Writes a book as a PDF: documents, layout in a child, finish, file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from publish.diagnostics import ContentError, Location, Report, Severity
from publish.files import temporary_folder, write_atomic
from publish.model.book import Artifact, Book, Edition, Sides
from publish.model.xhtml import text_of
from publish.outputs.pdf.checks import missing_glyphs
from publish.outputs.pdf.checks.layout_failure import refuse_failure
from publish.outputs.pdf.claims.standards import (
    report_inks,
    report_obstacles,
    report_unlinked,
    takes_linker,
)
from publish.outputs.pdf.document.layout_input import Composition
from publish.outputs.pdf.document.trees import documents
from publish.outputs.pdf.exchange.failures import LayoutFailed
from publish.outputs.pdf.exchange.object_file import EngineMessage
from publish.outputs.pdf.linked import link, set_up
from publish.outputs.pdf.schedule.pool import Pool, Press
from publish.outputs.pdf.schedule.progress import Pace
from publish.outputs.pdf.whole.plain import plain
from publish.render.contrast import HINT, faint_rules
from publish.render.environment import Renderer
from publish.render.mathfont import has_formulas, math_font
from publish.render.scripts import with_script_fonts
from publish.render.theme import load_theme

MEDIA_TYPE = "application/pdf"
_STEP = 300 * 160  # words


def write_pdf(
    book: Book,
    edition: Edition,
    target: Path,
    report: Report,
    *,
    linked: bool = True,
    press: Press | None = None,
    say: Callable[[str], None] = lambda _: None,
    meanwhile: Callable[[], None] = lambda: None,
) -> Artifact:
    """Lay a settled book out and write it to `target`.

    `linked`: piece by piece, with what the cache holds of them; else as two whole documents. The
    pieces are laid out by `press`, or one that is started for them. `say` is told how far the
    layout has come; what is to be done `meanwhile` is done while others lay out. Problems of the
    pages (LAY-…) go to the report; the file is written all the same, so that it can be looked at.
    Raises `LayoutError` for a template or layout that fails as a whole, `CannotWrite` for the
    file, and `ContentError` for a standard that only the linker meets.
    """
    if not linked and takes_linker(edition):
        report_unlinked(book, edition, report, Severity.ERROR)
        raise ContentError(report)
    pace = Pace(say)
    with ExitStack() as stack:
        if linked and press is None:
            press = stack.enter_context(Pool())
        theme = with_script_fonts(load_theme(edition.theme, edition.variables), book)
        renderer = Renderer(book, edition, theme)
        swallowed = gutter(book) if edition.sides is Sides.TWO else 0
        style = renderer.render_style(
            "pdf.css", faces=missing_glyphs.faces(theme.fonts), gutter=swallowed
        )
        if press is not None:
            set_up(press, book, style, theme)
        named = [*theme.fonts, *([math_font()] if has_formulas(book) else [])]
        trees = documents(book, edition.sides, renderer, named)
        made = Composition(book, edition, trees, style, theme)

        def beside() -> None:
            report_faint(style, renderer.last_style_sheet("pdf.css"), report)
            missing_glyphs.report_missing_signs(book, theme.fonts, report)
            report_obstacles(book, edition, report)
            meanwhile()

        try:
            if press is not None:
                whole = link(made, press, report, pace, beside)
            else:
                beside()
                whole = plain(made, stack.enter_context(temporary_folder()), report)
        except LayoutFailed as error:
            refuse_failure(error, made, report)
    complain(whole.messages, book, report)
    content = whole.content
    report_inks(book, edition, content, style, report)
    write_atomic(target, content)
    digest = hashlib.sha256(content).hexdigest()
    artifact = Artifact(edition.name, target, MEDIA_TYPE, digest, len(content), whole.page_count)
    return replace(artifact, laid_out=pace.laid, reused=pace.reused)


def gutter(book: Book) -> float:
    """What the back of a book swallows, in points: the more, the thicker it is.

    Reckoned from the words, at 300 on a page, before there are pages: nothing below 320 pages,
    there 4 points and 4 more for each 160 pages, at most 14 (5 mm), after which a book wants
    another trim. In few steps, since with another gutter every page is another.
    """
    words = sum(len(text_of(section.body).split()) for section in book.walk())
    return min(max(words // _STEP - 1, 0) * 4, 14)


def report_faint(style: str, sheet: Path, report: Report) -> None:
    """Warn of what a finished style sheet, made of `sheet`, sets in too faint a colour for paper.

    A claim of conformance is the EPUB's, and not belied by it.
    """
    for faint in faint_rules(style, "paper"):
        place = Location(str(sheet))
        report.add("ACC-008", str(faint), place, hint=HINT, severity=Severity.WARNING)


def complain(messages: list[EngineMessage], book: Book, report: Report) -> None:
    """Report what was refused (LAY-001), said by the engine (LAY-002), astray (LAY-004) or lost."""
    place = Location(str(book.folder))
    for complaint in messages:
        if complaint.kind == "refused":
            message = f"the layout asked for `{complaint.text}`, which is no file of the book"
            report.add("LAY-001", message, place)
        elif complaint.kind == "note":
            message = f"the note `{complaint.text}` does not stand on the page of its call"
            hint = "move its call to another sentence, or make the note shorter"
            report.add("LAY-004", message, place, hint=hint)
        elif complaint.kind == "lost":
            message = f"no page holds `{complaint.text}`, whose page number is asked for"
            report.add("LAY-005", message, place, hint="let the reference lead to its section")
        else:
            report.add("LAY-002", f"the layout engine says: {complaint.text}", place)
