"""Reads what only the cover of a printed book has: its words, its mark, its artwork."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from publish.config.manifest import Manifest
from publish.diagnostics import Report
from publish.model.book import Edition
from publish.model.cover_copy import PDF_TYPE, CoverCopy, Praise
from publish.model.printer import Colours
from publish.model.resource import Resource
from publish.sources.files.book_files import read_book_file
from publish.sources.spine.images import Images

_PDF_HEAD = b"%PDF-"


def read_cover_copy(
    manifest: Manifest, images: Images, editions: Sequence[Edition], report: Report
) -> CoverCopy:
    """The words and pictures of the cover; what cannot be read is reported."""
    table = manifest.tables.cover
    return CoverCopy(
        blurb=table.blurb,
        about_author=table.about_author,
        praise=tuple(Praise(each.text, each.by) for each in table.praise),
        mark=_image(manifest, images, table.mark, "cover", "mark"),
        fronts={each.name: front for each in editions if (front := _front(manifest, images, each))},
        wraps={
            each.name: wrap
            for each in editions
            if each.order and (wrap := _wrap(manifest, images, report, each)) is not None
        },
    )


def _image(manifest: Manifest, images: Images, name: str, *key: str) -> Resource | None:
    return images.read(name, "", manifest.location_of(*key)) if name else None


def _front(manifest: Manifest, images: Images, edition: Edition) -> Resource | None:
    """The artwork of the front, if it is not the cover of the e-book as screens show it."""
    if edition.order is None:
        return None
    name, cover = manifest.editions[edition.name].front, manifest.tables.book.cover
    if name:
        return _artwork(manifest, images, edition, name, "editions", edition.name, "front")
    return _artwork(manifest, images, edition, cover, "book", "cover")


def _artwork(
    manifest: Manifest, images: Images, edition: Edition, name: str, *key: str
) -> Resource | None:
    """An image in its own inks, for a printer that takes inks."""
    takes_inks = edition.order and edition.order.printer.interior.colours is Colours.CMYK
    if name and takes_inks:
        return images.read_in_inks(name, manifest.location_of(*key))
    return _image(manifest, images, name, *key)


def _wrap(manifest: Manifest, images: Images, report: Report, edition: Edition) -> Resource | None:
    """The artwork of a whole sheet: an image, or a PDF of one page."""
    name, key = manifest.editions[edition.name].wrap, ("editions", edition.name, "wrap")
    if not name.lower().endswith(".pdf"):
        return _artwork(manifest, images, edition, name, *key)
    place = manifest.location_of(*key)
    content = read_book_file(Path(manifest.path).parent, name, place, report)
    if content is None:
        return None
    if not content.startswith(_PDF_HEAD):
        report.add("RES-007", f"`{name}` is not a PDF", place, hint="export it again")
        return None
    return Resource(name, PDF_TYPE, content)
