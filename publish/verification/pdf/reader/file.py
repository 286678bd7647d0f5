"""An open PDF: its pages, objects, destinations and structure tree."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import Self

import pikepdf

from publish.context import Context
from publish.external import return_free_memory
from publish.processes import ForkedTask, WaitingTask
from publish.verification.memo import PerFileMemo
from publish.verification.pdf.reader.apart import (
    ReadFile,
    decode_entries,
    decode_frame,
    read_apart,
)
from publish.verification.pdf.reader.destinations import Destinations
from publish.verification.pdf.reader.known_parts import Product
from publish.verification.pdf.reader.long_file import open_pdf
from publish.verification.pdf.reader.objects import Objects
from publish.verification.pdf.reader.page_entries import FileEntries, join_entries, read_entries
from publish.verification.pdf.reader.page_groups import decode_group
from publish.verification.pdf.reader.pages import read_pages
from publish.verification.pdf.reader.structure_tree import (
    HEADINGS,
    MarkedContent,
    StructureElement,
    is_heading,
)
from publish.verification.pdf.reader.surroundings import (
    Bookmark,
    Details,
    LabelRange,
    read_bookmarks,
    read_details,
    read_labels,
)
from publish.verification.pdf.reader.tree_parts import decode_parts
from publish.verification.pdf.reader.tree_reading import attach_text, read_tree

_LONG = 200  # pages from which two processes are faster than one
_SOUGHT = frozenset({"Caption", "TOC", *HEADINGS})


class PdfFile(PerFileMemo):
    """One PDF opened for reading."""

    def __init__(
        self,
        path: Path,
        product: Product,
        context: Context,
        reader: WaitingTask[ReadFile] | None = None,
    ) -> None:
        """Open the file at `path`; what was read of it before is in the cache.

        A `reader` reads all of it. Raises `pikepdf.PdfError` or `pypdfium2.PdfiumError` for a file
        that is not a PDF.
        """
        self._path = path
        if reader is not None:
            reader.send(path)
            self._take(reader)
        elif _page_count(path) >= _LONG and context.copies > 1:
            with ForkedTask(partial(read_apart, path, context, product)) as task:
                self._take(task)
        else:
            with ExitStack() as stack:
                stack.push(self)  # closes the file if its pages cannot be read
                self.pages = read_pages(path, self.pdf, context)
                stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if "pdf" in vars(self):
            self.pdf.close()

    def _take(self, task: ForkedTask[ReadFile]) -> None:
        """What another process has read of the file; checks read what it could not, and report
        that."""
        read = task.result()
        self.pages = list(chain.from_iterable(map(decode_group, _taken(read.pages))))
        if read.frame is not None and read.entries is not None:
            frame, self.entries = decode_frame(read.frame), decode_entries(read.entries)
            self.bookmarks, self.labels = frame.bookmarks, frame.labels
            self.details, targets = frame.details, self.entries.targets
            self.destinations = Destinations(lambda: self.objects, targets, frame.names)
        if read.tree is not None:
            self.tree = attach_text(decode_parts(_taken(read.tree)), self.pages)
        return_free_memory()  # of what came from there

    @cached_property
    def pdf(self) -> pikepdf.Pdf:
        """The open file: only where this process reads it, since it takes much memory."""
        return open_pdf(self._path)

    @property
    def is_long(self) -> bool:
        """Whether two processes are faster than one."""
        return len(self.pages) >= _LONG

    @cached_property
    def objects(self) -> Objects:
        """The objects of the file."""
        return Objects(self.pdf)

    @cached_property
    def entries(self) -> FileEntries:
        """What the dictionaries of its pages have."""
        destinations = Destinations(lambda: self.objects)
        return join_entries([read_entries(self.pdf.pages, self.objects)], destinations)

    @cached_property
    def details(self) -> Details:
        """Its metadata."""
        return read_details(self.pdf)

    @cached_property
    def bookmarks(self) -> list[Bookmark]:
        """Its outline."""
        return read_bookmarks(self.objects, self.destinations)

    @cached_property
    def labels(self) -> list[LabelRange]:
        """The labels of its pages."""
        return read_labels(self.pdf)

    @cached_property
    def destinations(self) -> Destinations:
        """Where its links and bookmarks lead."""
        return Destinations(lambda: self.objects, self.entries.targets)

    @cached_property
    def tree(self) -> StructureElement:
        """The structure tree with its text."""
        return attach_text(read_tree(self.objects), self.pages)

    @cached_property
    def elements(self) -> list[StructureElement]:
        """The elements of the tree in reading order, the root first."""
        return list(self.tree.walk())

    @cached_property
    def first_text_of_page(self) -> dict[int, MarkedContent]:
        """The first text of each page, in reading order."""
        first: dict[int, MarkedContent] = {}
        for content in self.tree.content():
            if content.passage:
                first.setdefault(content.page, content)
        return first

    @cached_property
    def contents(self) -> StructureElement | None:
        """The element of the printed contents."""
        return next(iter(self._listings), None)

    @property
    def lists(self) -> list[StructureElement]:
        """The elements of the lists of figures, tables and the like."""
        return self._listings[1:]

    @cached_property
    def headings(self) -> list[tuple[StructureElement, StructureElement]]:
        """Each heading of the text after the section element that it is in, in reading order."""
        return [
            (parent, kid)
            for parent, kid in self._sought
            if is_heading(kid) and parent not in self._listings
        ]

    @cached_property
    def captions(self) -> list[tuple[StructureElement, StructureElement]]:
        """Each caption after the element that it belongs to."""
        return [(parent, kid) for parent, kid in self._sought if kid.role == "Caption"]

    @cached_property
    def _listings(self) -> list[StructureElement]:
        parents = (parent for parent, kid in self._sought if kid.role == "TOC")
        return list(dict.fromkeys(each for each in parents if each.role not in ("TOC", "TOCI")))

    @cached_property
    def _sought(self) -> list[tuple[StructureElement, StructureElement]]:
        """Headings, captions and contents with the elements that they are in: few of very many."""
        return [
            (element, kid)
            for element in self.elements
            for kid in element.kids
            if type(kid) is StructureElement and kid.role in _SOUGHT
        ]


def _taken(encoded: list[bytes]) -> Iterator[bytes]:
    """Each in order, of which nothing else remains: together they would be a third as large as what
    they are decoded to."""
    encoded.reverse()
    while encoded:
        yield encoded.pop()


def _page_count(path: Path) -> int:
    """The number of pages as the file states it, which is read without them; 0 if it does not."""
    with open_pdf(path, with_pages=False) as pdf:
        count = pdf.Root.get("/Pages", pikepdf.Dictionary()).get("/Count")
        return count if isinstance(count, int) else 0
