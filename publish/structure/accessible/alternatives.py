"""Images whose alternative text tells nothing (WCAG 2.2, 1.1.1)."""

from __future__ import annotations

from collections.abc import Iterator

from publish.model.alternatives import fault_of
from publish.model.book import Book
from publish.model.xhtml import X
from publish.structure.accessible.faults import Fault, place_in, written

_REASONS = {"file": "is the name of a file", "caption": "says again what the caption says"}


def alternatives(book: Book) -> Iterator[Fault]:
    """ACC-004; an image without any alternative text was told of when it was read."""
    for section, text in written(book):
        for image in text.iter(f"{X}img"):
            if reason := _REASONS.get(fault_of(image)):
                message = f"the alternative text `{image.get('alt')}` {reason}"
                hint = "write what the picture tells to somebody who does not see it"
                yield Fault("ACC-004", message, place_in(section, image), hint)


def undescribed(book: Book) -> int:
    """How many images have no alternative text."""
    images = (image for _, text in written(book) for image in text.iter(f"{X}img"))
    return sum(fault_of(image) == "missing" for image in images)
