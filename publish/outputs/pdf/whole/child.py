"""The layout engine in a child process with its own fonts, a time limit and a memory limit."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from publish import external
from publish.cache import Cache
from publish.model.book import Resource, Sides
from publish.outputs.pdf.exchange.failures import layout_error
from publish.outputs.pdf.exchange.job_folder import (
    MEMORY_LIMIT,
    TIME_LIMIT,
    engine_environment,
    write_job_files,
)
from publish.outputs.pdf.exchange.jobs import (
    WholeLayoutJob,
    WholeLayoutResult,
    read_file,
    write_file,
)
from publish.render.theme import Theme


def lay_out_documents(
    folder: Path,
    documents: Iterable[bytes],
    style: str,
    theme: Theme,
    resources: Iterable[Resource],
    cache: Cache,
    sides: Sides = Sides.TWO,
) -> WholeLayoutResult:
    """Lay documents out in an empty folder; the pages are `book.pdf` there.

    One document is laid out alone; two are front matter and body, which begins a leaf. Raises
    `LayoutError` when the engine dies, runs too long or takes too much memory, `CannotWrite` when
    the disk is full.
    """
    names = []
    for number, content in enumerate(documents):
        names.append(f"document-{number}.xhtml")
        (folder / names[-1]).write_bytes(content)
    files = write_job_files(folder, style, theme, resources)
    write_file(folder, WholeLayoutJob(names, files, sides))
    _run(folder, cache)
    return read_file(folder, WholeLayoutResult)


def _run(folder: Path, cache: Cache) -> None:
    try:
        external.run_module(
            "publish.outputs.pdf.layout",
            "whole_book",
            folder,
            *filter(None, [cache.folder]),
            timeout=TIME_LIMIT,
            folder=folder,
            memory=MEMORY_LIMIT,
            environment=engine_environment(folder),
        )
    except external.ToolFailed as error:
        raise layout_error(error) from error
