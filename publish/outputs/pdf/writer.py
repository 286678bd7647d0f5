"""Writes a book as a PDF: documents, layout in a child, finish, file."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

from publish import external
from publish.diagnostics import Location, Report
from publish.errors import LayoutError
from publish.files import write_whole
from publish.model.book import Artifact, Book, Edition
from publish.outputs.pdf import fonts
from publish.outputs.pdf.documents import Documents, documents
from publish.outputs.pdf.finish import finish
from publish.outputs.pdf.job import Job, Result, Served, read_result, write_job
from publish.render.environment import Renderer
from publish.render.theme import Theme, load_theme

MEDIA_TYPE = "application/pdf"
_SECONDS = 600.0  # a book of 900 pages takes 90 s on the slowest machine measured
_MEMORY = 6_000_000_000  # bytes of address space; a book of 900 pages takes under a tenth


def write_pdf(book: Book, edition: Edition, target: Path, report: Report) -> Artifact:
    """Lay a settled book out and write it to `target`.

    Problems of the pages (LAY-…) go to the report, and then nothing is written that was not there
    before the finish; raises `LayoutError` for a template or layout that fails as a whole,
    `CannotWrite` for the file.
    """
    theme = load_theme(edition.theme, edition.variables)
    fonts.report_missing_signs(book, theme.fonts, report)
    renderer = Renderer(book, edition, theme)
    made = documents(book, renderer)
    with tempfile.TemporaryDirectory(prefix="publish-") as name:
        folder = Path(name)
        _prepare(folder, book, theme, renderer, made)
        result = _run(folder, theme)
        _complain(result, made, book, report)
        content = finish((folder / "book.pdf").read_bytes(), book, edition, result)
    write_whole(target, content)
    digest = hashlib.sha256(content).hexdigest()
    return Artifact(edition.name, target, MEDIA_TYPE, digest, len(content), result.pages)


def _prepare(
    folder: Path, book: Book, theme: Theme, renderer: Renderer, made: Documents
) -> None:
    """Lay out in a folder what the child reads."""
    served = fonts.served(theme.fonts)
    for number, resource in enumerate(book.resources):
        file = folder / f"resource-{number}"
        file.write_bytes(resource.content)
        served[resource.href] = Served(str(file), resource.media_type)
    write_job(folder, Job(served))
    (folder / "front.xhtml").write_bytes(made.front)
    (folder / "body.xhtml").write_bytes(made.body)
    style = renderer.style("pdf.css", faces=fonts.faces(theme.fonts))
    (folder / "style.css").write_text(style, encoding="utf-8")


def _run(folder: Path, theme: Theme) -> Result:
    configuration = fonts.write_configuration(folder, theme.fonts)
    environment = {"FONTCONFIG_FILE": str(configuration), "PYTHONHASHSEED": "0"}
    try:
        external.run_module(
            "publish.outputs.pdf.engine",
            folder,
            timeout=_SECONDS,
            memory=_MEMORY,
            environment=environment,
        )
    except external.ToolFailed as error:
        raise LayoutError(f"the layout failed: {error.message}", hint=error.hint) from error
    return read_result(folder)


def _complain(result: Result, made: Documents, book: Book, report: Report) -> None:
    place = Location(str(book.folder))
    for complaint in result.complaints:
        if complaint.kind == "refused":
            message = f"the layout asked for `{complaint.text}`, which is no file of the book"
            report.add("LAY-001", message, place)
        else:
            report.add("LAY-002", f"the layout engine says: {complaint.text}", place)
