"""A long file that is open for reading, and what proves that parts of it were read before."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import pikepdf

from publish.verification.pdf.reader.known_parts import KnownParts
from publish.verification.pdf.reader.object_bytes import ObjectBytes, Proof
from publish.verification.pdf.reader.objects import Objects, plain_page_numbers


class LongFile:
    """A file at a path. A copy of this process opens it for itself."""

    def __init__(self, path: Path, known: KnownParts) -> None:
        self.path, self.known = path, known
        self._bytes = ObjectBytes.of(path) if known.can_be_stored else None

    @cached_property
    def _opened(self) -> tuple[pikepdf.Pdf, list[int] | None]:
        """The file, and the objects of its pages where parts of it may have been read before: then
        the library need not look at each page."""
        if self._bytes is not None:
            pdf = open_pdf(self.path, with_pages=False)
            if (numbers := plain_page_numbers(pdf)) is not None:
                return pdf, numbers
        return open_pdf(self.path), None

    @property
    def pdf(self) -> pikepdf.Pdf:
        """The open file."""
        return self._opened[0]

    @cached_property
    def objects(self) -> Objects:
        """Its objects."""
        return Objects(self.pdf, self.page_numbers)

    @property
    def page_numbers(self) -> list[int] | None:
        """The objects of its pages; None where no part of it can have been read before."""
        return self._opened[1]

    def page(self, index: int) -> pikepdf.Page:
        """One of its pages, which is read only now."""
        if self.page_numbers is None:
            return self._listed[index]
        return pikepdf.Page(self.pdf.get_object(self.page_numbers[index], 0))

    @cached_property
    def _listed(self) -> list[pikepdf.Page]:
        return list(self.pdf.pages)  # the library takes longer for a page by its index

    def prove(self, numbers: set[int]) -> Proof | None:
        """The proof of what was read from some objects; None where nothing is known."""
        return None if self._bytes is None else self._bytes.prove(numbers)

    def holds(self, proof: Proof | None) -> bool:
        """Whether what has that proof was read from the same bytes as this file has."""
        return self._bytes is not None and proof is not None and self._bytes.holds(proof)


def open_pdf(path: Path, *, with_pages: bool = True) -> pikepdf.Pdf:
    """A file, in memory, so that processes that share it do not move its position for each other.

    The library reads and keeps all pages where they get what they inherit: `with_pages`.
    """
    mode = pikepdf.AccessMode.mmap_only
    return pikepdf.open(path, access_mode=mode, inherit_page_attributes=with_pages)
