"""Makes a PDF as two whole documents: what the linked one is held against, and a way without it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from publish.diagnostics import Report
from publish.model.book import Book, Edition
from publish.outputs.pdf.child import lay_out
from publish.outputs.pdf.documents import Documents
from publish.outputs.pdf.finish import finish
from publish.outputs.pdf.losses import refuse_loss
from publish.outputs.pdf.objectfile import Complaint
from publish.render.theme import Theme


@dataclass(frozen=True)
class Whole:
    """A book, laid out: its file, how many pages it has, and what is to be told of it."""

    content: bytes
    count: int
    complaints: list[Complaint]


def plain(
    book: Book,
    edition: Edition,
    made: Documents,
    style: str,
    theme: Theme,
    folder: Path,
    report: Report,
) -> Whole:
    """Lay the book out in the scratch `folder`, in a process of its own, and finish the file."""
    documents = (etree.tostring(made.front), etree.tostring(made.body))
    result = lay_out(folder, documents, style, theme, book.resources)
    refuse_loss(book, result.places, report)
    content = finish((folder / "book.pdf").read_bytes(), book, edition, result)
    return Whole(content, result.pages, result.complaints)
