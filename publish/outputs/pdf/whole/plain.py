"""Makes a PDF as two whole documents: what the linked one is held against, and a way without it."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from publish.diagnostics import Report
from publish.outputs.pdf.checks.lost_text import refuse_loss
from publish.outputs.pdf.document.layout_input import Composition
from publish.outputs.pdf.exchange.laid_out_book import LaidOutBook
from publish.outputs.pdf.whole.child import lay_out
from publish.outputs.pdf.whole.finish import finish


def plain(made: Composition, folder: Path, report: Report) -> LaidOutBook:
    """Lay the book out in the scratch `folder`, in a process of its own, and finish the file."""
    documents = (etree.tostring(made.documents.front), etree.tostring(made.documents.body))
    book, sides = made.book, made.edition.sides
    result = lay_out(folder, documents, made.style, made.theme, book.resources, sides)
    refuse_loss(book, result.anchors, report)
    content = finish((folder / "book.pdf").read_bytes(), book, made.edition, result)
    return LaidOutBook(content, result.pages, result.messages)
