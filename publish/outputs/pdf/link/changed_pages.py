"""A PDF of pages that were laid out before the rest of their piece, as the book will show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from publish.model.book import NotesPlace, Sides, Standard
from publish.outputs.pdf.document.piece_source import PieceSource
from publish.outputs.pdf.exchange.object_file import (
    ChangedPages,
    EmbeddedFont,
    NumberField,
    Piece,
)
from publish.outputs.pdf.link.linker import Linker
from publish.outputs.pdf.link.objects import PlacedPiece
from publish.outputs.pdf.schedule.pagination import Pagination, initial_pagination


class ShownBook:
    """The finished PDF that is shown, whose page numbers count until there is another one."""

    def __init__(self, path: Path) -> None:
        self._document = pdfium.PdfDocument(path)

    def __enter__(self) -> ShownBook:
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()

    def page_of(self, anchor: str) -> int | None:
        """The index of the page of an anchor, None for one that it does not have."""
        place = pdfium_c.FPDF_GetNamedDestByName(self._document, anchor.encode())
        return pdfium_c.FPDFDest_GetDestPageIndex(self._document, place) if place else None

    def folio(self, page: int | None) -> str:
        """The folio of a page; after the last one it counts on."""
        if page is None:
            return ""
        beyond = max(page - len(self._document) + 1, 0)
        label = str(self._document.get_page_label(page - beyond))
        return str(int(label) + beyond) if label.isdecimal() else label


class _PageLinker(Linker):
    """Links pages with the numbers of the book that is shown."""

    def __init__(
        self,
        file: BinaryIO,
        pagination: Pagination,
        piece: Piece,
        fonts: Mapping[str, EmbeddedFont],
        other_readings: Sequence[Mapping[str, str]],
        shown: ShownBook,
        first_page: int,
    ) -> None:
        self._shown, self._first_page = shown, first_page
        plain = Standard.NONE, NotesPlace.FOOT
        super().__init__(file, pagination, lambda _: piece, fonts, other_readings, *plain)

    def _folio(self, field: NumberField, placed: PlacedPiece) -> str:
        page = self._shown.page_of(field.target) if field.target else self._first_page + field.page
        return self._shown.folio(page)


def link_changed_pages(
    pages: ChangedPages,
    source: PieceSource,
    fonts: Mapping[str, EmbeddedFont],
    other_readings: Mapping[str, str],
    shown: ShownBook,
) -> tuple[int, bytes] | None:
    """The index of the first of the pages in the book that is shown, and a PDF of them.

    None where that does not have their piece.
    """
    begins = shown.page_of(source.section_id)
    if begins is None:
        return None
    first_page = begins + pages.first
    pagination = initial_pagination([source], Sides.ONE).with_piece(source, pages.piece)
    file = BytesIO()
    linker = _PageLinker(file, pagination, pages.piece, fonts, [other_readings], shown, first_page)
    linker.finish({}, {})
    return first_page, file.getvalue()
