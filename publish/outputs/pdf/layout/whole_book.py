"""`python -m publish.outputs.pdf.layout whole_book FOLDER`: lays out the documents of a whole book.

Front matter and body are two documents, because their folios count apart. Each is laid out until
the page numbers in it are right: mostly the body once, the front matter twice. (WeasyPrint's own
`target-counter` loses notes and prints wrong numbers: the numbers here are text.)
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

from weasyprint import Document

from publish.errors import ExitCode, LayoutError
from publish.model.book import Sides
from publish.outputs.pdf.exchange.failures import encode_failure
from publish.outputs.pdf.exchange.jobs import (
    AnchorPosition,
    ServedFile,
    WholeLayoutJob,
    WholeLayoutResult,
    read_file,
    write_file,
)
from publish.outputs.pdf.exchange.object_file import EngineMessage
from publish.outputs.pdf.exchange.page_numbers import NumberPlaceholders, PageNumbers
from publish.outputs.pdf.layout.engine.failure_site import describe_failure
from publish.outputs.pdf.layout.engine.layout import EngineLog, Layout, prepare_tree
from publish.outputs.pdf.layout.placing.strays import find_strays
from publish.outputs.pdf.layout.tagging.artifacts import POINTS
from publish.outputs.pdf.layout.tagging.elements import write_tagged

_BLANK = '<html lang="en"><body class="blank"/></html>'
_ROUNDS = 8  # page numbers settle in two or three; a book that never settles is an error


def _tree(file: Path, files: Mapping[str, ServedFile]) -> ElementTree.Element:
    root = ElementTree.parse(file).getroot()  # noqa: S314 our own templates wrote it
    return prepare_tree(root, files)


def lay_out(folder: Path) -> WholeLayoutResult:
    """Lay out the job in a folder, and write its PDF there."""
    log = EngineLog()
    logging.getLogger("weasyprint").addHandler(log)
    job = read_file(folder, WholeLayoutJob)
    layout = Layout(folder, job.files)
    *front, body = (_tree(folder / name, job.files) for name in job.documents)
    book = _settle(layout, [*front, body], job.sides) if front else LaidOutPages(layout.pages(body))
    places = dict(_places(book.document))
    strays = find_strays(book.document)
    write_tagged(book.document, folder / "book.pdf")
    messages = [EngineMessage("engine", line) for line in log.lines]
    messages += [EngineMessage("refused", name) for name in layout.fetcher.refused]
    messages += [EngineMessage("note", note) for note in layout.misplaced_notes]
    messages += [EngineMessage("lost", anchor) for anchor in book.lost]
    pages = len(book.document.pages)
    return WholeLayoutResult(book.front_pages, pages, places, messages, strays, layout.fits)


class LaidOutPages:
    """Pages of one document, such as a cover."""

    def __init__(self, document: Document) -> None:
        self.front_pages = 0
        self.document = document
        self.lost: dict[str, None] = {}


class JoinedPages(LaidOutPages):
    """Front and body joined; the body begins on a right-hand page if pages have two sides."""

    def __init__(self, front: Document, filler: Document, body: Document, sides: Sides) -> None:
        blank = filler.pages[:1] if len(front.pages) % sides.pages_per_leaf else []
        super().__init__(front.copy([*front.pages, *blank, *body.pages]))
        self.front_pages = len(front.pages) + len(blank)

    def pages(self) -> PageNumbers:
        """The page of every anchor."""
        places = {
            anchor: index
            for index, page in reversed(list(enumerate(self.document.pages)))
            for anchor in page.anchors
        }
        return PageNumbers(places, self.front_pages)


def _settle(layout: Layout, trees: list[ElementTree.Element], sides: Sides) -> JoinedPages:
    """Front and body, laid out until every page number that they print is right."""
    filler = layout.pages(ElementTree.fromstring(_BLANK))  # noqa: S314
    waiting = [NumberPlaceholders(root) for root in trees]
    documents = [layout.pages(root) for root in trees]
    for _ in range(_ROUNDS):
        joined = JoinedPages(documents[0], filler, documents[1], sides)
        pages = joined.pages()
        stale = [number for number, each in enumerate(waiting) if each.fill(pages)]
        if not stale:
            joined.lost = {anchor: None for each in waiting for anchor in each.missing_anchors}
            return joined
        for number in stale:
            documents[number] = layout.pages(trees[number])
    message = "the page numbers of the book do not settle"
    raise LayoutError(message, hint="reword the last change")


def _places(document: Document) -> Iterator[tuple[str, AnchorPosition]]:
    """The first place of every anchor, in points from the foot of its page."""
    seen: set[str] = set()
    for index, page in enumerate(document.pages):
        for anchor, (left, top, right, foot) in page.anchors.items():
            if anchor not in seen:
                seen.add(anchor)
                x, height = min(left, right), page.height - min(top, foot)  # if it is turned
                yield anchor, AnchorPosition(index, x * POINTS, height * POINTS)


def main(folder: Path, _: object) -> int:
    """Do the job of a folder; a full disk has its own exit code."""
    try:
        write_file(folder, lay_out(folder))
    except OSError as error:
        print(error.strerror or error, file=sys.stderr)
        return ExitCode.UNWRITABLE
    except Exception as error:
        traceback.print_exc()
        print(encode_failure(describe_failure(error)).decode(), file=sys.stderr)
        return ExitCode.LAYOUT
    return ExitCode.OK
