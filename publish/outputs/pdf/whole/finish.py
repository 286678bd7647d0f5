"""What the layout engine leaves out, added to its file: outline, labels, metadata, CIDs."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Object

from publish.model.book import Book, Edition, Standard
from publish.outputs.pdf.claims import metadata
from publish.outputs.pdf.exchange.cid_fonts import renumber_cids
from publish.outputs.pdf.exchange.jobs import WholeLayoutResult
from publish.outputs.pdf.whole.outline import set_outline
from publish.outputs.pdf.whole.page_labels import set_page_labels


def finish(content: bytes, book: Book, edition: Edition, result: WholeLayoutResult) -> bytes:
    """The finished file; the same input gives the same bytes."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        set_outline(pdf, book, result.anchors)
        set_page_labels(pdf, result.front_pages)
        _set_metadata(pdf, book, edition)
        for page in pdf.pages:  # what bleeds is drawn, and shown by no reader
            page.obj.MediaBox = page.obj.BleedBox = page.obj.TrimBox
        renumber_cids(pdf)
        out = io.BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            min_version="1.7",
            fix_metadata_version=False,  # the packet is complete already
        )
    return out.getvalue()


def _set_metadata(pdf: pikepdf.Pdf, book: Book, edition: Edition) -> None:
    pdf.docinfo = pdf.make_indirect(pikepdf.Dictionary())
    for key, value in metadata.document_information(book, edition).items():
        pdf.docinfo[f"/{key}"] = Object.parse(value)
    for key, value in metadata.catalog_entries(book).items():
        pdf.Root[f"/{key}"] = Object.parse(value)
    pdf.Root.Metadata = _stream(pdf, *metadata.metadata_stream(book, edition))
    if edition.standard is not Standard.NONE:
        profile = _stream(pdf, *metadata.colour_profile())
        pdf.Root.OutputIntents = Object.parse(metadata.output_intents(b"null"))
        pdf.Root.OutputIntents[0].DestOutputProfile = profile


def _stream(pdf: pikepdf.Pdf, dictionary: dict[str, bytes], content: bytes) -> pikepdf.Stream:
    entries = {f"/{key}": Object.parse(value) for key, value in dictionary.items()}
    return pikepdf.Stream(pdf, content, entries)
