"""A list of captions in a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from lxml import etree

from publish.model.caption import Caption
from publish.verification.difference import Code, Difference, quoted
from publish.verification.entries import collapse_spaces
from publish.verification.markup import X
from publish.verification.pages.finished import FinishedPages
from publish.verification.pages.links import Link, compare_links, read_link
from publish.verification.pages.reader.document import EPUB_TYPE, Document


def check_list(
    finished: FinishedPages, documents: Sequence[Document], title: str, captions: Sequence[Caption]
) -> Iterator[Difference]:
    """A list of captions in one of some documents: each line and its target."""
    matches = [
        (document, nav)
        for document in documents
        if document.facts.navs
        for nav in document.root.iter(f"{X}nav")
        if nav.get(EPUB_TYPE) not in ("toc", "landmarks") and _title(nav) == title
    ]
    if not matches:
        yield Difference(Code.MISSING, "lists", quoted(title), "list", "a list", "nothing")
        return
    document, nav = matches[0]
    links = [read_link(finished, document, link) for link in nav.iter(f"{X}a")]
    expected = [Link(collapse_spaces(caption.full_text), f"#{caption.id}") for caption in captions]
    for line, pair in enumerate(zip_longest(expected, links), start=1):
        yield from compare_links("lists", f"line {line} of {quoted(title)}", *pair)


def _title(nav: etree._Element) -> str:
    heading = next(nav.iter(f"{X}h1", f"{X}h2"), None)
    return "" if heading is None else collapse_spaces("".join(heading.itertext()))
