"""Makes a PDF as two whole documents: what the linked one is held against, and a way without it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from publish.diagnostics import Report
from publish.outputs.pdf.checks.lost_text import refuse_loss
from publish.outputs.pdf.document.layout_input import Composition
from publish.outputs.pdf.exchange.object_file import Complaint
from publish.outputs.pdf.whole.child import lay_out
from publish.outputs.pdf.whole.finish import finish


@dataclass(frozen=True)
class Whole:
    """A book, laid out: its file, how many pages it has, and what is to be told of it."""

    content: bytes
    count: int
    complaints: list[Complaint]


def plain(made: Composition, folder: Path, report: Report) -> Whole:
    """Lay the book out in the scratch `folder`, in a process of its own, and finish the file."""
    documents = (etree.tostring(made.documents.front), etree.tostring(made.documents.body))
    book, sides = made.book, made.edition.sides
    result = lay_out(folder, documents, made.style, made.theme, book.resources, sides)
    refuse_loss(book, result.places, report)
    content = finish((folder / "book.pdf").read_bytes(), book, made.edition, result)
    return Whole(content, result.pages, result.complaints)
