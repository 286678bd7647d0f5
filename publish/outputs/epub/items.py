"""The files of the package, and the container that they are put into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from publish.model.book import Book
from publish.outputs.epub.accessibility import Statement
from publish.outputs.epub.archive import FOLDER, Known, entries
from publish.outputs.epub.memo import kept
from publish.outputs.epub.zipping import Pressed

XHTML_TYPE = "application/xhtml+xml"
NCX_TYPE = "application/x-dtbncx+xml"


class Part(msgspec.Struct, frozen=True):
    """A file of the package; `spine` says whether it is a page to be read.

    `pressed` is the content as it stands in the container, where it is known already.
    """

    href: str
    media_type: str
    content: bytes
    properties: tuple[str, ...] = ()
    spine: bool = False
    pressed: Pressed | None = None


def assemble(
    book: Book, parts: Sequence[Part], statements: Sequence[Statement], isbn: str
) -> dict[str, Known]:
    """All that goes into the container; `parts` in spine order, `statements` of accessibility."""
    files = dict(_description(book, parts, statements, isbn))
    files |= {path_of(part.href): part.content for part in parts}
    return entries(files, {path_of(part.href): part.pressed for part in parts if part.pressed})


def path_of(href: str) -> str:
    """Where a file of the package lies in the container."""
    return f"{FOLDER}/{href}"


def _description(
    book: Book, parts: Sequence[Part], statements: Sequence[Statement], isbn: str
) -> Mapping[str, bytes]:
    """The package document and what leads to it, by all that they tell."""

    def make() -> bytes:
        from publish.outputs.epub.package import describe  # with EbookLib

        return msgspec.msgpack.encode(describe(book, parts, statements, isbn))

    listed = [(part.href, part.media_type, part.properties, part.spine) for part in parts]
    told = (repr(book.metadata), book.direction, repr(listed), repr(list(statements)), isbn)
    return msgspec.msgpack.decode(kept("package", told, make), type=dict[str, bytes])
