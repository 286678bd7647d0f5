"""The files of the package, and how its pages differ from those of other formats."""

from __future__ import annotations

from functools import partial

import msgspec

from publish.outputs.epub.zipping import Deflated, deflate
from publish.outputs.pages.fonts import FontPacking
from publish.outputs.pages.links import DocumentLinks
from publish.outputs.pages.page_format import PageFormat

FOLDER = "EPUB"
MIMETYPE = b"application/epub+zip"
XHTML_TYPE = "application/xhtml+xml"
NCX_TYPE = "application/x-dtbncx+xml"


class ManifestItem(msgspec.Struct, frozen=True):
    """A file of the package; one with `spine` is a page to be read.

    `deflated` is its content as the container stores it, and `links` those of a page, if known.
    """

    href: str
    media_type: str
    content: bytes
    properties: tuple[str, ...] = ()
    spine: bool = False
    deflated: Deflated | None = None
    links: DocumentLinks | None = None


def encode(path: str, content: bytes) -> bytes:
    """A page as the container stores it, in a form that the cache can keep."""
    return msgspec.msgpack.encode(deflate(path, content))


PACKING = FontPacking("deflated", partial(encode, "font"))


def decode(encoded: bytes) -> Deflated:
    """The page that `encode` encoded."""
    return msgspec.msgpack.decode(encoded, type=Deflated)


EPUB_PAGES = PageFormat(
    templates="epub", suffix=".xhtml", folder=FOLDER, epub_types=True, encode=encode
)
path_of = EPUB_PAGES.path_of
