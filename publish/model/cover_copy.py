"""What only the cover of a printed book says and shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from publish.model.resource import Resource

PDF_TYPE = "application/pdf"  # of the artwork of a whole sheet, which is an image otherwise


class Praise(msgspec.Struct, frozen=True):
    """A sentence about the book, and who says so."""

    text: str
    by: str = ""


class CoverCopy(msgspec.Struct, frozen=True):
    """The words of a cover besides those of the metadata, and its pictures.

    `blurb` goes before the description, `mark` is that of the publisher. `fronts` and `wraps` are
    the artwork of the front and of the whole sheet, by edition.
    """

    blurb: str = ""
    about_author: str = ""
    praise: tuple[Praise, ...] = ()
    mark: Resource | None = None
    fronts: Mapping[str, Resource] = msgspec.field(default_factory=dict)
    wraps: Mapping[str, Resource] = msgspec.field(default_factory=dict)

    def texts(self) -> Iterator[str]:
        """All words."""
        yield self.blurb
        yield self.about_author
        for each in self.praise:
            yield each.text
            yield each.by
