"""Reads what only the cover of a printed book has: its words, its mark, its artwork."""

from __future__ import annotations

from pathlib import Path

from publish.config.manifest import Manifest
from publish.diagnostics import Report
from publish.model.cover_copy import PDF_TYPE, CoverCopy, Praise
from publish.model.resource import Resource
from publish.sources.files.book_files import read_book_file
from publish.sources.spine.images import Images

_PDF_HEAD = b"%PDF-"


def read_cover_copy(manifest: Manifest, images: Images, report: Report) -> CoverCopy:
    """The words and pictures of the cover; what cannot be read is reported."""
    table, editions = manifest.tables.cover, manifest.editions
    return CoverCopy(
        blurb=table.blurb,
        about_author=table.about_author,
        praise=tuple(Praise(each.text, each.by) for each in table.praise),
        mark=_image(manifest, images, table.mark, "cover", "mark"),
        fronts={
            name: front
            for name, edition in editions.items()
            if (front := _image(manifest, images, edition.front, "editions", name, "front"))
        },
        wraps={
            name: wrap
            for name in editions
            if (wrap := _wrap(manifest, images, report, name)) is not None
        },
    )


def _image(manifest: Manifest, images: Images, name: str, *key: str) -> Resource | None:
    return images.read(name, "", manifest.location_of(*key)) if name else None


def _wrap(manifest: Manifest, images: Images, report: Report, edition: str) -> Resource | None:
    """The artwork of a whole sheet: an image, or a PDF of one page."""
    name = manifest.editions[edition].wrap
    if not name.lower().endswith(".pdf"):
        return _image(manifest, images, name, "editions", edition, "wrap")
    place = manifest.location_of("editions", edition, "wrap")
    content = read_book_file(Path(manifest.path).parent, name, place, report)
    if content is None:
        return None
    if not content.startswith(_PDF_HEAD):
        report.add("RES-007", f"`{name}` is not a PDF", place, hint="export it again")
        return None
    return Resource(name, PDF_TYPE, content)
