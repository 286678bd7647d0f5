"""`python -m publish.outputs.pdf.layout.whole_book FOLDER`: lays the whole documents of a job out.

Front matter and body are two documents, because their folios count apart. Each is laid out until
the page numbers in it are right: mostly the body once, the front matter twice. (WeasyPrint's own
`target-counter` loses notes and prints wrong numbers: the numbers here are text.)
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from weasyprint import Document

from publish.errors import ExitCode, LayoutError
from publish.external import die_with_parent
from publish.model.book import Sides
from publish.outputs.pdf.exchange.failures import encode_failure
from publish.outputs.pdf.exchange.jobs import (
    AnchorPosition,
    WholeLayoutResult,
    read_job,
    write_result,
)
from publish.outputs.pdf.exchange.object_file import EngineMessage
from publish.outputs.pdf.exchange.page_numbers import NumberPlaceholders, PageNumbers
from publish.outputs.pdf.layout.engine import footnotes
from publish.outputs.pdf.layout.engine.failure_site import blame
from publish.outputs.pdf.layout.engine.layout import EngineLog, Layout, set_tree
from publish.outputs.pdf.layout.tagging import elements
from publish.outputs.pdf.layout.tagging.artifacts import POINTS

_BLANK = '<html lang="en"><body class="blank"/></html>'
_ROUNDS = 8  # page numbers settle in two or three; a book that swings for ever is an error


def _tree(file: Path) -> ElementTree.Element:
    return set_tree(ElementTree.parse(file).getroot())  # noqa: S314 our own templates wrote it


def lay_out(folder: Path) -> WholeLayoutResult:
    """Lay the job of a folder out and leave its PDF there."""
    elements.install()
    footnotes.install()
    messages = EngineLog()
    logging.getLogger("weasyprint").addHandler(messages)
    job = read_job(folder)
    layout = Layout(folder, job.files)
    *front, body = (_tree(folder / name) for name in job.documents)
    book = _settle(layout, [*front, body], job.sides) if front else Sheet(layout.pages(body))
    places = dict(_places(book.document))
    elements.plan(book.document)
    book.document.write_pdf(folder / "book.pdf", pdf_variant="pdf/ua-1")
    found = [EngineMessage("engine", line) for line in messages.lines]
    found += [EngineMessage("refused", name) for name in layout.fetcher.refused]
    found += [EngineMessage("note", note) for note in layout.astray]
    found += [EngineMessage("lost", anchor) for anchor in book.lost]
    return WholeLayoutResult(book.front_pages, len(book.document.pages), places, found)


class Sheet:
    """Pages of one document, such as a cover."""

    def __init__(self, document: Document) -> None:
        self.front_pages = 0
        self.document = document
        self.lost: dict[str, None] = {}


class Bound(Sheet):
    """Front and body joined, the body beginning a leaf."""

    def __init__(self, front: Document, filler: Document, body: Document, sides: Sides) -> None:
        blank = filler.pages[:1] if len(front.pages) % sides.pages_per_leaf else []
        super().__init__(front.copy([*front.pages, *blank, *body.pages]))
        self.front_pages = len(front.pages) + len(blank)

    def pages(self) -> PageNumbers:
        """On which page every anchor stands."""
        places = {
            anchor: index
            for index, page in reversed(list(enumerate(self.document.pages)))
            for anchor in page.anchors
        }
        return PageNumbers(places, self.front_pages)


def _settle(layout: Layout, trees: list[ElementTree.Element], sides: Sides) -> Bound:
    """Front and body, laid out until every page number that they print is right."""
    filler = layout.pages(ElementTree.fromstring(_BLANK))  # noqa: S314
    waiting = [NumberPlaceholders(root) for root in trees]
    documents = [layout.pages(root) for root in trees]
    for _ in range(_ROUNDS):
        bound = Bound(documents[0], filler, documents[1], sides)
        pages = bound.pages()
        stale = [number for number, each in enumerate(waiting) if each.fill(pages)]
        if not stale:
            bound.lost = {anchor: None for each in waiting for anchor in each.missing_anchors}
            return bound
        for number in stale:
            documents[number] = layout.pages(trees[number])
    message = "the page numbers of the book do not settle"
    raise LayoutError(message, hint="reword the last change")


def _places(document: Document) -> Iterator[tuple[str, AnchorPosition]]:
    """The first place of every anchor, in points from the foot of its page."""
    seen: set[str] = set()
    for index, page in enumerate(document.pages):
        for anchor, (x, y, *_) in page.anchors.items():
            if anchor not in seen:
                seen.add(anchor)
                yield anchor, AnchorPosition(index, x * POINTS, (page.height - y) * POINTS)


def main(folder: Path) -> int:
    """Do the job of a folder, and end with the parent; a full disk has its own exit code."""
    die_with_parent()
    try:
        write_result(folder, lay_out(folder))
    except OSError as error:
        print(error.strerror or error, file=sys.stderr)
        return ExitCode.UNWRITABLE
    except Exception as error:
        traceback.print_exc()
        print(encode_failure(blame(error)).decode(), file=sys.stderr)
        return ExitCode.LAYOUT
    return ExitCode.OK


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
