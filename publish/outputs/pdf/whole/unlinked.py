"""A PDF of two whole documents: the reference for the linked one, and a way without the linker."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from publish.context import Context
from publish.files import write_staged
from publish.outputs.pdf.checks.lost_text import report_lost_sections
from publish.outputs.pdf.document.layout_input import LayoutInput
from publish.outputs.pdf.exchange.laid_out_book import LaidOutBook
from publish.outputs.pdf.whole.child import lay_out_documents
from publish.outputs.pdf.whole.finish import finish


def lay_out_unlinked(
    source: LayoutInput, target: Path, folder: Path, context: Context
) -> LaidOutBook:
    """Lay the book out in the temporary `folder`, in a process of its own, and write the file."""
    book, edition = source.book, source.edition
    body = _joined(part.build() for part in source.documents.body)
    documents = etree.tostring(source.documents.front), etree.tostring(body)
    result = lay_out_documents(
        folder, documents, source.style, source.theme, book.resources, context.cache, edition.sides
    )
    report_lost_sections(book, result.anchors, context.report)
    write_staged(target, finish((folder / "book.pdf").read_bytes(), book, edition, result))
    return LaidOutBook(result.pages, result.messages, result.strays, result.fits)


def _joined(parts: Iterable[etree._Element]) -> etree._Element:
    """The parts of a document as one."""
    whole, *others = parts
    for other in others:
        whole[-1].extend(other[-1])
    return whole
