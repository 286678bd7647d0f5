"""What the layout engine leaves out, written into its file: outline, labels, metadata, CIDs."""

from __future__ import annotations

import io

import pikepdf

from publish.model.book import Book, Edition
from publish.outputs.pdf.cidfonts import number_glyphs
from publish.outputs.pdf.job import Result
from publish.outputs.pdf.labels import set_page_labels
from publish.outputs.pdf.metadata import set_metadata
from publish.outputs.pdf.outline import set_outline


def finish(content: bytes, book: Book, edition: Edition, result: Result) -> bytes:
    """The finished file; the same input gives the same bytes."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        set_outline(pdf, book, result.places)
        set_page_labels(pdf, result.front_pages)
        set_metadata(pdf, book, edition)
        number_glyphs(pdf)
        out = io.BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            min_version="1.7",
        )
    return out.getvalue()
