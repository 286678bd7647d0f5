"""The structure tree of a long file in parts, of which only those with other bytes than before are
read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import msgspec

from publish.cache import Memo, Slot
from publish.processes import map_in_turn
from publish.verification.pdf.reader.long_file import LongFile
from publish.verification.pdf.reader.object_bytes import Proof
from publish.verification.pdf.reader.pages import parts_of
from publish.verification.pdf.reader.structure_tree import StructureElement
from publish.verification.pdf.reader.tree_reading import (
    encode_tree,
    kids_of_document,
    read_kid,
    read_top,
    read_tree,
)


class _PartInputs(msgspec.Struct, frozen=True):
    """`part` is a reference to what is directly in the document."""

    book: str
    edition: str
    part: str


class _KnownPart(msgspec.Struct, array_like=True):
    """A part of a tree, encoded, and what it was read from: objects, and the indices of pages."""

    proof: Proof
    pages: dict[str, int | None]
    tree: bytes


_PARTS = Memo("pdf-tree", _PartInputs, _KnownPart)
_decode = msgspec.msgpack.Decoder(StructureElement).decode


def encoded_parts(file: LongFile) -> list[bytes]:
    """The tree of a file in the form that `decode_parts` reads: its top, and then what is directly
    in the document."""
    objects = file.objects
    kids = kids_of_document(objects)
    if not kids:
        return [encode_tree(read_tree(objects))]
    parts = {kid: _known(file, kid) for kid in kids}
    missing = [kid for kid, part in parts.items() if part is None]
    pages = len(objects.pages) * len(missing) // len(kids)
    for read in map_in_turn(partial(_read, file), missing, min(parts_of(pages), len(missing))):
        parts |= read
    return [encode_tree(read_top(objects)), *(part for part in parts.values() if part is not None)]


def decode_parts(parts: Iterable[bytes]) -> StructureElement:
    """The tree of which there are these parts."""
    root, *others = map(_decode, parts)
    for other in others:
        for document in root.elements():
            document.kids += other.kids
    return root


def _slot(file: LongFile, kid: str) -> Slot[_KnownPart]:
    return _PARTS.at(file.cache, _PartInputs(*file.product, kid))


def _known(file: LongFile, kid: str) -> bytes | None:
    """A part as it was read before, if that is right for this file."""
    part = _slot(file, kid).load()
    if part is None or not file.holds(part.proof):
        return None
    indices = file.objects.pages
    return part.tree if all(indices.get(page) == i for page, i in part.pages.items()) else None


def _read(file: LongFile, kids: Sequence[str]) -> dict[str, bytes]:
    """Some parts, read and stored."""
    return {kid: _read_one(file, kid) for kid in kids}


def _read_one(file: LongFile, kid: str) -> bytes:
    objects = file.objects
    objects.noted.clear()
    objects.noted_pages.clear()
    tree = encode_tree(read_kid(objects, kid))
    if (proof := file.prove(objects.noted)) is not None:
        _slot(file, kid).store(_KnownPart(proof, objects.noted_pages, tree))
    return tree
