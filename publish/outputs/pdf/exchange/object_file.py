"""The relocatable object: a piece of the book as the layout leaves it and the linker takes it.

It is to a PDF what a compiler's object file is to a program. Its PDF objects are numbered from 0.
Where the text of an object needs a number that only the whole book has, it contains a placeholder;
its relocation is the index of a symbol. A symbol below `object_count` is an object of the piece
itself, the others are those of `imports`:

    pages, fonts, parent    the page tree, the font dictionary, the enclosing structure element
    page-key:N              the key of page N in the parent tree
    annotation-key:N        the key of annotation N there
    kids:ID                 the kids of a section's element, to which other pieces add theirs
    shared:HASH             a stream that several pieces have in common, such as an image
    number:N                the stream that shows number field N, written by the linker
    link-text:N             the text string of the link around number field N

Objects without streams are stored as text in groups, each of which becomes an object stream. A
placeholder is as wide as the widest number, so that the offsets of the objects in a group are known
before linking.
"""

from __future__ import annotations

import msgspec

PLACEHOLDER = b"%7d"  # a number below ten million, padded with spaces
GROUP_SIZE = 200  # objects in one object stream: few enough for a reader that needs one of them


class ObjectGroup(msgspec.Struct, frozen=True, array_like=True):
    """Consecutive objects: the number of the first, their text, its relocations, their offsets."""

    first: int
    text: bytes
    relocations: list[int]
    offsets: list[int]


class StreamObject(msgspec.Struct, frozen=True, array_like=True):
    """A stream object: its number, the text of its dictionary, its relocations, and its bytes."""

    number: int
    text: bytes
    relocations: list[int]
    content: bytes


class SharedStream(msgspec.Struct, frozen=True, array_like=True):
    """A stream without references, identified by the hash of its content."""

    text: bytes
    content: bytes


class GlyphRun(msgspec.Struct, frozen=True, array_like=True):
    """How a page shows one digit of a number: the operand of TJ, and its advance in em."""

    shown: str
    advance: float


class NumberField(msgspec.Struct, frozen=True, array_like=True):
    """A place on a page in which the linker writes a page number.

    `target` is the anchor whose page is shown, or "" for the folio of page `page` of the piece
    (from 0). `glyphs` has the run of each digit. `width` is the room in em, `align` the place of a
    narrower number in it: 0 at the left, 1 at the right. `link_text` is the text of the link around
    it, with `{}` for the number, or "".
    """

    target: str
    page: int
    glyphs: dict[str, GlyphRun]
    width: float
    align: float
    link_text: str


class FontUse(msgspec.Struct, frozen=True):
    """A font with the glyphs that a piece shows: for each its text and its advance."""

    name: str  # in the dictionary of fonts
    program: str  # SHA-256 of the font file
    attributes: dict[str, object]
    to_unicode: dict[int, str]
    widths: dict[int, int]


class Anchor(msgspec.Struct, frozen=True, array_like=True):
    """A destination: page of the piece, points from left and foot, structure element."""

    page: int
    x: float
    y: float
    element: int


class EngineMessage(msgspec.Struct, frozen=True):
    """A message of the layout engine.

    `kind` is "engine" (logged), "refused" (a file), "note" (not on the page of its call) or "lost"
    (an anchor on no page); "left" is not a problem: paragraphs that the composer left to
    the engine.
    """

    kind: str
    text: str


class Stray(msgspec.Struct, frozen=True):
    """What is on a page where it may not be; `code` is that of its diagnostic.

    `thing` is its kind, `message` says what is wrong. `section` (the id of a section or note),
    the `tag` and `words` of its block, and how many `earlier` ones in the section have the same,
    find it in the manuscript; so does the `target` of its first link, in contents.
    """

    code: str
    thing: str
    message: str
    section: str
    tag: str
    words: str
    earlier: int
    target: str


class Fit(msgspec.Struct, frozen=True):
    """What was too large for its page and was changed: a table or a formula, the `thing`.

    `scale` is the size of its type, of the usual; `lines` are those that a formula was broken into.
    The others find it in the manuscript, as those of a stray do.
    """

    thing: str
    scale: float
    lines: int
    is_turned: bool
    breaks_words: bool
    section: str
    tag: str
    words: str
    earlier: int


class PieceHead(msgspec.Struct, frozen=True):
    """What a book needs of a piece while others are laid out: its pages, and what they refer to.

    `pages`: the numbers of its page objects. `size`: width and height of its first page in points.
    `link_targets`: the anchors that its links lead to. `number_targets`: those whose pages its
    number fields show. `toc_entries` and `note_calls`: its
    structure elements that are an entry of contents or the call of a note, each with the anchor
    that it names. `roots`: its structure elements without a parent in it. `parent_arrays`: for each
    page the number of the array of the elements that own its marked content (ISO 32000-1,
    14.7.4.4). `annotation_owners`: the owners of its annotations. `open_sections`: the sections
    that continue in other pieces, with their kids in this one. `element_ids`: the elements that
    others refer to by name, for the tree of IDs.
    """

    pages: list[int]
    size: tuple[float, float]
    object_count: int
    anchors: dict[str, Anchor]
    link_targets: list[str]
    number_targets: list[str]
    toc_entries: list[tuple[int, str]]
    note_calls: list[tuple[int, str]]
    roots: list[int]
    parent_arrays: list[int]
    annotation_owners: list[int]
    open_sections: dict[str, list[int]]
    element_ids: list[tuple[str, int]]
    messages: list[EngineMessage]
    strays: list[Stray]
    fits: list[Fit]


class PieceFonts(msgspec.Struct, frozen=True):
    """The fonts of a piece."""

    fonts: list[FontUse]


class Piece(PieceHead, frozen=True):
    """A piece of the book, laid out: what only the linker reads, once, is nearly all of it."""

    imports: list[str]
    groups: list[ObjectGroup]
    streams: list[StreamObject]
    shared: dict[str, SharedStream]
    number_fields: list[NumberField]
    fonts: list[FontUse]


class ChangedPages(msgspec.Struct, frozen=True):
    """Pages that were laid out before the rest of their piece, of which `first` is the first."""

    first: int
    piece: Piece


class EmbeddedFont(msgspec.Struct, frozen=True):
    """An embedded font: its objects, and the number of the one that the font dictionary names."""

    object_count: int
    groups: list[ObjectGroup]
    streams: list[StreamObject]
    font: int


_encoder = msgspec.msgpack.Encoder()
_pieces = msgspec.msgpack.Decoder(Piece)
_heads = msgspec.msgpack.Decoder(PieceHead)
_piece_fonts = msgspec.msgpack.Decoder(PieceFonts)
_fonts = msgspec.msgpack.Decoder(EmbeddedFont)
_changed_pages = msgspec.msgpack.Decoder(ChangedPages)


def encode_object(result: Piece | EmbeddedFont | ChangedPages) -> bytes:
    """The bytes of an object, as the layout sends it and the cache stores it."""
    return _encoder.encode(result)


def decode_piece(content: bytes) -> Piece:
    """The piece in some bytes; raises `msgspec.DecodeError` for anything else."""
    return _pieces.decode(content)


def decode_head(content: bytes) -> PieceHead:
    """The head of the piece in some bytes; raises `msgspec.DecodeError` for anything else."""
    return _heads.decode(content)


def decode_fonts(content: bytes) -> list[FontUse]:
    """The fonts of the piece in some bytes; raises `msgspec.DecodeError` for anything else."""
    return _piece_fonts.decode(content).fonts


def decode_changed_pages(content: bytes) -> ChangedPages:
    """The pages in some bytes; raises `msgspec.DecodeError` for anything else."""
    return _changed_pages.decode(content)


def decode_font(content: bytes) -> EmbeddedFont:
    """The font in some bytes; raises `msgspec.DecodeError` for anything else."""
    return _fonts.decode(content)
