"""The relocatable object: a piece of the book as the layout leaves it and the linker takes it.

It is to a PDF what a compiler's object file is to a program. Its PDF objects are numbered from 0;
wherever a number stands that only the whole book knows, there is a hole that names a symbol. A
symbol below `defined` is an object of the piece itself, the others are those of `imports`:

    pages, fonts, parent    the page tree, the font dictionary, the structure element around
    row:N, annotation:N     the keys of page and annotation N in the parent tree
    kids:ID                 the kids of a section's element, to which other pieces add theirs
    shared:HASH             a stream that several pieces hold alike, such as an image
    spot:N                  the stream of page number N, written by the linker
    words:N                 the text string of a link that tells page number N

Objects without streams are kept as text in groups, each of which becomes an object stream. A hole
is as wide as the widest number, so that the places of the objects in a group are known beforehand.
"""

from __future__ import annotations

import msgspec

HOLE = b"%7d"  # a number below ten million, padded with spaces
GROUP = 200  # objects in one object stream: few enough for a reader that wants one of them


class Group(msgspec.Struct, frozen=True, array_like=True):
    """Objects in a row: the number of the first, their text with holes, the symbols, the places."""

    first: int
    text: bytes
    holes: list[int]
    offsets: list[int]


class Stream(msgspec.Struct, frozen=True, array_like=True):
    """A stream object: its number, the text of its dictionary with holes, and its bytes."""

    number: int
    text: bytes
    holes: list[int]
    content: bytes


class Shared(msgspec.Struct, frozen=True, array_like=True):
    """A stream that refers to nothing, known by the hash of what it is."""

    text: bytes
    content: bytes


class Sign(msgspec.Struct, frozen=True, array_like=True):
    """How a page shows one sign of a number: the operand of TJ, and its advance in em."""

    shown: str
    advance: float


class Spot(msgspec.Struct, frozen=True, array_like=True):
    """A place on a page where a page number stands.

    `target` is the anchor whose page is told, or "" for the folio of page `page` of the piece (from
    0). `width` is what the layout has kept for it in em, `lean` where a narrower number stands in
    that: 0 at its left, 1 at its right. `words` is the text of the link around it, with `{}` in the
    place of the number, or "".
    """

    target: str
    page: int
    signs: dict[str, Sign]
    width: float
    lean: float
    words: str


class FontUse(msgspec.Struct, frozen=True):
    """A font with the glyphs that a piece shows: by glyph, what it reads as and its advance."""

    name: str  # in the dictionary of fonts
    program: str  # SHA-256 of the font file
    attributes: dict[str, object]
    to_unicode: dict[int, str]
    widths: dict[int, int]


class Anchor(msgspec.Struct, frozen=True, array_like=True):
    """Where a name leads: page of the piece, points from left and foot, structure element."""

    page: int
    x: float
    y: float
    element: int


class Complaint(msgspec.Struct, frozen=True):
    """What the engine said, or was refused: `kind` is "engine", "refused", "note" or "lost"."""

    kind: str
    text: str


class Piece(msgspec.Struct, frozen=True):
    """A piece of the book, laid out.

    `pages`: the numbers of its page objects. `size`: width and height of its first page in points.
    `targets`: the anchors that its links lead to. `entries` and `calls`: its structure elements
    that are an entry of contents or the call of a note, each with the anchor that it names.
    `roots`: its structure elements without a parent in it. `rows`: for each page the number of the
    array of the elements that own its marked content (ISO 32000-1, 14.7.4.4). `annotations`: the
    owners of its annotations. `open`: the sections whose kids go on in other pieces, with the kids
    that stand here. `names`: the elements that others refer to by name, for the tree of IDs.
    """

    pages: list[int]
    size: tuple[float, float]
    defined: int
    imports: list[str]
    groups: list[Group]
    streams: list[Stream]
    shared: dict[str, Shared]
    spots: list[Spot]
    fonts: list[FontUse]
    anchors: dict[str, Anchor]
    targets: list[str]
    entries: list[tuple[int, str]]
    calls: list[tuple[int, str]]
    roots: list[int]
    rows: list[int]
    annotations: list[int]
    open: dict[str, list[int]]
    names: list[tuple[str, int]]
    complaints: list[Complaint]


class Face(msgspec.Struct, frozen=True):
    """A font, embedded: its objects, and which of them the dictionary of fonts names."""

    defined: int
    groups: list[Group]
    streams: list[Stream]
    font: int


_encoder = msgspec.msgpack.Encoder()
_pieces = msgspec.msgpack.Decoder(Piece)
_faces = msgspec.msgpack.Decoder(Face)


def encode(made: Piece | Face) -> bytes:
    """The bytes in which an object travels from the layout to the linker, and is cached."""
    return _encoder.encode(made)


def decode_piece(content: bytes) -> Piece:
    """The piece in some bytes; raises `msgspec.DecodeError` for what is none."""
    return _pieces.decode(content)


def decode_face(content: bytes) -> Face:
    """The font in some bytes; raises `msgspec.DecodeError` for what is none."""
    return _faces.decode(content)
