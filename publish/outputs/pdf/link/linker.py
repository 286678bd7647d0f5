"""Joins the pieces of a book: every object gets its number, every hole what belongs in it.

What a hole names is told in `objectfile`. Page numbers become small streams between the parts of a
page's content, so that the parts stay compressed as they came.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NoReturn

from publish.model.book import NotesPlace, Standard
from publish.outputs.pdf.document.pieces import Copy
from publish.outputs.pdf.exchange.failures import Failure, LayoutFailed
from publish.outputs.pdf.exchange.object_file import (
    GROUP_SIZE,
    EmbeddedFont,
    Group,
    NumberField,
    Piece,
    StreamObject,
)
from publish.outputs.pdf.link import navigation, structure
from publish.outputs.pdf.link.pdf20 import Pdf20
from publish.outputs.pdf.link.pdf_file import Bundle, File
from publish.outputs.pdf.link.syntax import dictionary, number, reference, references, text
from publish.outputs.pdf.schedule.pagination import Pagination

_ROMAN = "counter(page, lower-roman)"


@dataclass(frozen=True)
class Placed:
    """A piece with its first page in the book and the numbers of its objects in the file."""

    copy: Copy
    piece: Piece
    start: int
    base: int

    def object(self, local: int) -> int:
        """The number in the file of an object of the piece."""
        return self.base + local


class Linker:
    """The objects of one file in the making. Its own small objects are collected in bundles."""

    def __init__(
        self,
        pagination: Pagination,
        faces: Mapping[str, EmbeddedFont],
        standard: Standard,
        notes: NotesPlace,
    ) -> None:
        self.pagination = pagination
        self.file = File(b"2.0" if standard is Standard.UA2 else b"1.7")
        self._count = 0
        self._own: list[tuple[int, bytes]] = []
        self.catalog, self.pages, self._fonts = self.new(), self.new(), self.new()
        self._shared: dict[str, int] = {}
        self.pdf20: Pdf20 | None = None
        self.structure = structure.Structure(self)
        self._link_fonts(faces)
        self.placed = [self._place(copy) for copy in pagination.copies]
        self.anchors = self._anchors()
        if standard is Standard.UA2:
            self.pdf20 = Pdf20(self, notes)
        for placed in self.placed:
            self._link(placed)
        self.page_objects = self._page_tree()

    def new(self, count: int = 1) -> int:
        """The first of so many new numbers."""
        self._count += count
        return self._count - count + 1

    def write(self, number: int, content: bytes) -> None:
        """Give a number its object."""
        self._own.append((number, content))

    def add(self, content: bytes) -> int:
        """A new object."""
        number = self.new()
        self.write(number, content)
        return number

    def add_stream(self, entries: Mapping[str, bytes], content: bytes) -> int:
        """A new stream, as it is."""
        number = self.new()
        about = dictionary({**entries, "Length": b"%d" % len(content)})
        self.file.add_stream(number, about, content)
        return number

    def finish(self, entries: Mapping[str, bytes], info: Mapping[str, bytes]) -> bytes:
        """The file; `entries` are what the catalog has beside what the linker knows."""
        known = {
            "Type": b"/Catalog",
            "Pages": reference(self.pages),
            **self.structure.entries(),
            **navigation.entries(self),
        }
        self.write(self.catalog, dictionary({**known, **entries}))
        trailer = {"Root": reference(self.catalog)}
        if info:
            trailer["Info"] = reference(self.add(dictionary(info)))
        self._bundle_own()
        return self.file.write(self._count, dictionary(trailer)[2:-2])

    def _bundle_own(self) -> None:
        for start in range(0, len(self._own), GROUP_SIZE):
            numbers, contents = zip(*self._own[start : start + GROUP_SIZE], strict=True)
            offsets = accumulate((len(content) + 1 for content in contents[:-1]), initial=0)
            self.file.add_bundle(Bundle(numbers, b"\n".join(contents), list(offsets)))

    # What pieces and fonts bring

    def _link_fonts(self, faces: Mapping[str, EmbeddedFont]) -> None:
        entries = {}
        for name, face in sorted(faces.items()):
            base = self.new(face.object_count)
            self._fill(face.groups, face.streams, base, range(base, base + face.object_count))
            entries[name] = reference(base + face.font)
        self.write(self._fonts, dictionary(entries))

    def _place(self, copy: Copy) -> Placed:
        piece = self.pagination.pieces[copy]
        start = self.pagination.starts[copy]
        placed = Placed(copy, piece, start, self.new(piece.object_count))
        self.structure.place(placed)
        return placed

    def _anchors(self) -> dict[str, tuple[Placed, int]]:
        """Each anchor of the book with the piece that holds it and its page; the first counts."""
        found: dict[str, tuple[Placed, int]] = {}
        for placed in self.placed:
            for name, anchor in placed.piece.anchors.items():
                found.setdefault(name, (placed, placed.start + anchor.page))
        return found

    def _link(self, placed: Placed) -> None:
        piece, base = placed.piece, placed.base
        own = range(base, base + piece.object_count)
        numbers = [*own, *(self._provide(name, placed) for name in piece.imports)]
        self._fill(piece.groups, piece.streams, base, numbers)

    def _fill(
        self,
        groups: Sequence[Group],
        streams: Sequence[StreamObject],
        base: int,
        numbers: Sequence[int],
    ) -> None:
        for group in groups:
            filled = group.text % tuple(map(numbers.__getitem__, group.relocations))
            first = base + group.first
            members = range(first, first + len(group.offsets))
            bundle = Bundle(members, filled, group.offsets)
            self.file.add_bundle(self.pdf20.rewritten(bundle) if self.pdf20 else bundle)
        for stream in streams:
            about = stream.text % tuple(map(numbers.__getitem__, stream.relocations))
            self.file.add_stream(base + stream.number, about, stream.content)

    def _provide(self, symbol: str, placed: Placed) -> int:
        """The number that a hole asks for."""
        kind, _, name = symbol.partition(":")
        if kind == "number":
            return self._show(placed.piece.number_fields[int(name)], placed)
        if kind == "link-text":
            spot = placed.piece.number_fields[int(name)]
            return self.add(text(spot.link_text.replace("{}", self._folio(spot, placed))))
        if kind == "shared":
            return self._share(name, placed.piece)
        if kind in ("pages", "fonts"):
            return self.pages if kind == "pages" else self._fonts
        return self.structure.provide(kind, name, placed)

    def _share(self, name: str, piece: Piece) -> int:
        if name not in self._shared:
            shared = piece.shared[name]
            self._shared[name] = self.new()
            self.file.add_stream(self._shared[name], shared.text % (), shared.content)
        return self._shared[name]

    # Page numbers

    def _folio(self, spot: NumberField, placed: Placed) -> str:
        if spot.target:
            page = self.anchors[spot.target][1] if spot.target in self.anchors else -1
        else:
            page = placed.start + spot.page
        return self.pagination.pages.folio(page) if page >= 0 else ""

    def _show(self, spot: NumberField, placed: Placed) -> int:
        """A stream that shows a page number in the place that the layout has kept for it."""
        folio = self._folio(spot, placed)
        if not spot.glyphs.keys() >= set(folio):
            _refuse(folio, placed.copy)
        signs = [spot.glyphs[sign] for sign in folio]
        free = spot.width - sum(sign.advance for sign in signs)
        shift = free * spot.align * -1000  # of an em; what TJ subtracts (9.4.3)
        before = number(shift) if abs(shift) >= 1 else b""
        shown = "".join(sign.shown for sign in signs).replace("><", "")
        return self.add_stream({}, b"[%s%s] TJ" % (before, shown.encode()) if shown else b" ")

    # Pages

    def _page_tree(self) -> list[int]:
        """The pages in order, blanks filled in where a piece must begin a leaf."""
        found: dict[int, int] = {}
        for placed in self.placed:
            for place, local in enumerate(placed.piece.pages):
                found[placed.start + place] = placed.object(local)
        width, height = self.placed[0].piece.size
        box = b"[0 0 %s %s]" % (number(width), number(height))
        entries = {"Type": b"/Page", "Parent": reference(self.pages), "Resources": b"<<>>"}
        blank = dictionary({**entries, **dict.fromkeys(("MediaBox", "BleedBox", "TrimBox"), box)})
        kids = [found.get(page) or self.add(blank) for page in range(self.pagination.count)]
        about = {"Type": b"/Pages", "Count": b"%d" % len(kids), "Kids": references(kids)}
        self.write(self.pages, dictionary(about))
        return kids


def _refuse(folio: str, copy: Copy) -> NoReturn:
    """Folios that the style sheet writes otherwise than the rest of the book tells them."""
    wanted, rule = ("arabic", "counter(page)") if folio.isdecimal() else ("roman", _ROMAN)
    message = f"the theme numbers pages of “{copy.title}” otherwise than in {wanted} numerals"
    pages = "front matter" if copy.front else "text"
    hint = f"write `content: {rule}` in a margin box for pages of the {pages}"
    raise LayoutFailed(message, Failure(message, hint), copy.section)
