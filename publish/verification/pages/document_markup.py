"""What a validator refuses in a document whatever the book says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from publish.verification.difference import Code, Difference, quoted
from publish.verification.pages.reader.document import Document


def markup_differences(document: Document) -> Iterator[Difference]:
    """Each id is there once, and no attribute of the manuscript is left."""
    for anchor, count in Counter(document.facts.anchors).items():
        if count > 1:
            yield _difference(document.href, f"the id {quoted(anchor)}", "once", f"{count} times")
    for name in document.facts.typed:
        yield _difference(document.href, "an attribute", "nothing", quoted(name))


def _difference(href: str, aspect: str, expected: str, actual: str) -> Difference:
    return Difference(Code.EXTRA, "markup", href, aspect, expected, actual)
