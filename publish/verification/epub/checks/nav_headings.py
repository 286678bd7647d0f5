"""The headings of the navigation lists, in the nav and on the pages."""

from __future__ import annotations

from collections.abc import Iterator

from publish.verification.difference import Code, Difference, quoted
from publish.verification.entries import collapse_spaces
from publish.verification.epub.finished import FinishedEpub
from publish.verification.generated_pages import SURFACE
from publish.verification.markup import X
from publish.verification.pages.reader.document import EPUB_TYPE


def check_nav_headings(finished: FinishedEpub) -> Iterator[Difference]:
    """The heading of each navigation list, in the nav and on the pages."""
    words = finished.book.metadata.words
    headings = {
        "toc": words.contents,
        "landmarks": words.colophon.landmarks,
        "page-list": words.accessibility.page_list,
    }
    documents = (finished.container.nav, *finished.container.documents())
    for document in (each for each in documents if each.facts.navs):
        for nav in document.root.iter(f"{X}nav"):
            heading, kind = next(nav.iter(f"{X}h1", f"{X}h2"), None), nav.get(EPUB_TYPE, "")
            if heading is not None and kind in headings:
                text = collapse_spaces("".join(heading.itertext()))
                if text != headings[kind]:
                    subject = f"the {kind} of {document.href}"
                    values = quoted(headings[kind]), quoted(text)
                    yield Difference(Code.TITLE, SURFACE, subject, "heading", *values)
