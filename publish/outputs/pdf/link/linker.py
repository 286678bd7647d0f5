"""Joins the pieces of a book: every object gets its number, every relocation its value.

`exchange/object_file.py` describes the symbols. The objects of each piece begin at a round number,
so that its bytes in the file stay as they are when another piece changes a little. Page numbers
become small streams between the parts of a page's content, so that the parts stay compressed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import BinaryIO, NoReturn

from publish.model.book import NotesPlace, Standard
from publish.outputs.pdf.document.piece_source import PieceSource
from publish.outputs.pdf.exchange.failures import FailureCause, LayoutFailed
from publish.outputs.pdf.exchange.object_file import (
    EmbeddedFont,
    NumberField,
    Piece,
)
from publish.outputs.pdf.link.fonts import LinkedFonts
from publish.outputs.pdf.link.navigation import Destinations, page_labels, write_names
from publish.outputs.pdf.link.objects import ObjectTable, PlacedPiece, anchors_by_name
from publish.outputs.pdf.link.pdf20 import Pdf20
from publish.outputs.pdf.link.structure import StructureTree
from publish.outputs.pdf.link.syntax import dictionary, number, reference, references, text
from publish.outputs.pdf.schedule.pagination import Pagination

_ROMAN = "counter(page, lower-roman)"


class Linker:
    """Writes pieces and fonts to one table of `objects`; others may add to it before `finish`.

    `load` has each piece, of which there is one at a time.
    """

    def __init__(
        self,
        file: BinaryIO,
        pagination: Pagination,
        load: Callable[[PieceSource], Piece],
        fonts: Mapping[str, EmbeddedFont],
        other_readings: Sequence[Mapping[str, str]],
        standard: Standard,
        notes: NotesPlace,
    ) -> None:
        self._pagination = pagination
        self.objects = ObjectTable(file, b"2.0" if standard is Standard.UA2 else b"1.7")
        self._catalog, self._pages, fonts_number = (self.objects.allocate() for _ in range(3))
        self._structure = StructureTree(self.objects, pagination.page_count)
        self._shared: dict[str, int] = {}
        self._pdf20: Pdf20 | None = None
        self._fonts = LinkedFonts(self.objects, fonts_number, fonts)
        self._font_readings = dict(zip(pagination.sources, other_readings, strict=True))
        placements = [self._place(source) for source in pagination.sources]
        self._anchors = anchors_by_name(placements)
        if standard is Standard.UA2:
            document = self._structure.document
            self._pdf20 = Pdf20(self.objects, placements, self._anchors, document, notes)
        for placed in placements:
            self._link_piece(load(placed.source), placed)
        self.destinations = Destinations(
            self._anchors, self._write_page_tree(placements), self._pdf20
        )

    def finish(self, entries: Mapping[str, bytes], information: Mapping[str, bytes]) -> None:
        """Write the rest of the file; `entries` are added to the linker's own in the catalog."""
        catalog = {
            "Type": b"/Catalog",
            "Pages": reference(self._pages),
            **self._structure.write(self._pdf20),
            "Names": write_names(self.objects, self.destinations),
            "PageLabels": page_labels(self._pagination.front_pages, self._pagination.page_count),
        }
        self.objects.write(self._catalog, dictionary({**catalog, **entries}))
        trailer = {"Root": reference(self._catalog)}
        if information:
            trailer["Info"] = reference(self.objects.add(dictionary(information)))
        self.objects.finish(trailer)

    # Pieces and fonts

    def _place(self, source: PieceSource) -> PlacedPiece:
        piece = self._pagination.pieces[source]
        self.objects.leave_room()
        base = self.objects.allocate(piece.object_count)
        placed = PlacedPiece(source, piece, self._pagination.first_pages[source], base)
        self._structure.place(placed)
        return placed

    def _link_piece(self, piece: Piece, placed: PlacedPiece) -> None:
        self.objects.leave_room()
        base = placed.base
        own = range(base, base + piece.object_count)
        numbers = [*own, *(self._resolve(symbol, piece, placed) for symbol in piece.imports)]
        rewrite = self._pdf20.rewrite if self._pdf20 else None
        self.objects.relocate(piece.groups, piece.streams, base, numbers, rewrite)

    def _resolve(self, symbol: str, piece: Piece, placed: PlacedPiece) -> int:
        """The number for a symbol that a piece imports."""
        kind, _, name = symbol.partition(":")
        if kind == "number":
            return self._write_number(piece.number_fields[int(name)], placed)
        if kind == "link-text":
            field = piece.number_fields[int(name)]
            return self.objects.add(text(field.link_text.replace("{}", self._folio(field, placed))))
        if kind == "shared":
            return self._share(name, piece)
        if kind == "pages":
            return self._pages
        if kind == "fonts":
            return self._fonts.dictionary(self._font_readings[placed.source])
        return self._structure.resolve(kind, name, placed)

    def _share(self, name: str, piece: Piece) -> int:
        if name not in self._shared:
            shared = piece.shared[name]
            self._shared[name] = self.objects.allocate()
            self.objects.write_stream(self._shared[name], shared.text % (), shared.content)
        return self._shared[name]

    # Page numbers

    def _folio(self, field: NumberField, placed: PlacedPiece) -> str:
        pages = self._pagination.page_numbers
        if not field.target:
            return pages.folio(placed.first_page + field.page)
        anchor = self._anchors.get(field.target)
        return pages.folio(anchor.page) if anchor else ""

    def _write_number(self, field: NumberField, placed: PlacedPiece) -> int:
        """A stream that shows a page number in the room that the layout has reserved for it."""
        folio = self._folio(field, placed)
        if not field.glyphs.keys() >= set(folio):
            _refuse(folio, placed.source)
        glyphs = [field.glyphs[digit] for digit in folio]
        free = field.width - sum(glyph.advance for glyph in glyphs)
        shift = free * field.align * -1000  # of an em; what TJ subtracts (9.4.3)
        before = number(shift) if abs(shift) >= 1 else b""
        shown = "".join(glyph.shown for glyph in glyphs).replace("><", "")
        content = b"[%s%s] TJ" % (before, shown.encode()) if shown else b" "
        return self.objects.add_stream({}, content)

    # Pages

    def _write_page_tree(self, placements: Sequence[PlacedPiece]) -> list[int]:
        """The objects of the pages in order, with blank pages before pieces that begin a leaf."""
        laid_out = {
            placed.first_page + index: page
            for placed in placements
            for index, page in enumerate(placed.objects(placed.piece.pages))
        }
        width, height = placements[0].piece.size
        box = b"[0 0 %s %s]" % (number(width), number(height))
        entries = {"Type": b"/Page", "Parent": reference(self._pages), "Resources": b"<<>>"}
        blank = dictionary({**entries, **dict.fromkeys(("MediaBox", "BleedBox", "TrimBox"), box)})
        count = self._pagination.page_count
        pages = [laid_out.get(page) or self.objects.add(blank) for page in range(count)]
        tree = {"Type": b"/Pages", "Count": b"%d" % count, "Kids": references(pages)}
        self.objects.write(self._pages, dictionary(tree))
        return pages


def _refuse(folio: str, source: PieceSource) -> NoReturn:
    """Raise for folios that the style sheet writes in other numerals than the rest of the book."""
    numerals, rule = ("arabic", "counter(page)") if folio.isdecimal() else ("roman", _ROMAN)
    message = f"the theme does not number the pages of “{source.title}” in {numerals} numerals"
    pages = "front matter" if source.front else "text"
    hint = f"write `content: {rule}` in a margin box for pages of the {pages}"
    raise LayoutFailed(message, FailureCause(message, hint), source.section_id)
