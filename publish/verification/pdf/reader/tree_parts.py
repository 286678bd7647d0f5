"""The structure tree of a long file in parts, of which only those with other bytes than before are
read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import msgspec

from publish.processes import map_in_turn
from publish.verification.pdf.reader.known_parts import TreePart
from publish.verification.pdf.reader.long_file import LongFile
from publish.verification.pdf.reader.pages import parts_of
from publish.verification.pdf.reader.structure_tree import StructureElement
from publish.verification.pdf.reader.tree_reading import (
    encode_tree,
    kids_of_document,
    read_kid,
    read_top,
    read_tree,
)

_decode = msgspec.msgpack.Decoder(StructureElement).decode


def encoded_parts(file: LongFile) -> list[bytes]:
    """The tree of a file in the form that `decode_parts` reads: its top, and then what is directly
    in the document."""
    objects = file.objects
    kids = kids_of_document(objects)
    if not kids:
        return [encode_tree(read_tree(objects))]
    parts = {number: _known(file, number, kid) for number, kid in enumerate(kids)}
    missing = [(number, kids[number]) for number, part in parts.items() if part is None]
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


def _known(file: LongFile, number: int, kid: str) -> bytes | None:
    """A part as it was read before, if that is right for this file."""
    if number >= len(file.known.tree):
        return None
    part, indices = file.known.tree[number], file.objects.pages
    are_same = part.kid == kid and all(indices.get(page) == i for page, i in part.pages.items())
    return part.tree if are_same and file.holds(part.proof) else None


def _read(file: LongFile, kids: Sequence[tuple[int, str]]) -> dict[int, bytes]:
    """Some parts, read and stored."""
    return {number: _read_one(file, number, kid) for number, kid in kids}


def _read_one(file: LongFile, number: int, kid: str) -> bytes:
    objects = file.objects
    objects.noted.clear()
    objects.noted_pages.clear()
    tree = encode_tree(read_kid(objects, kid))
    if (proof := file.prove(objects.noted)) is not None:
        file.known.store_part(number, TreePart(kid, proof, objects.noted_pages, tree))
    return tree
