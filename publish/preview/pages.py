"""The pages of a print edition, each with a hash of all that is drawn on it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from msgspec.structs import replace

from publish.preview.exchange import PageRow


def with_new_pages(rows: Sequence[PageRow], first: int, path: Path) -> list[PageRow]:
    """The rows of a book with those of a PDF of new pages, of which the first is page `first`."""
    with pikepdf.open(path) as pdf:
        new = pages_of(pdf, path)
    labels = [row.label for row in rows[first : first + len(new)]]
    kept = [
        replace(row, page=first + row.page, label=label, new=row.page)
        for row, label in zip(new, labels, strict=False)  # one after the last page comes later
    ]
    return [*rows[:first], *kept, *rows[first + len(kept) :]]


def pages_of(pdf: pikepdf.Pdf, path: Path) -> list[PageRow]:
    """The pages of a PDF that was opened, in order."""
    hashes, rows = _Hashes(), []
    document = pdfium.PdfDocument(path)
    try:
        for index, page in enumerate(pdf.pages):
            left, bottom, right, top = map(float, page.cropbox)
            label = document.get_page_label(index) or str(index + 1)
            rows.append(
                PageRow(index + 1, label, right - left, top - bottom, hashes.of_page(page.obj))
            )
    finally:
        document.close()
    return rows


class _Hashes:
    """The hashes of the objects of a PDF, each made once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bytes] = {}

    def of_page(self, page: pikepdf.Object) -> str:
        """The hash of what a page shows, which leaves out what links it has."""
        total = hashlib.sha256()
        contents = page.get("/Contents", pikepdf.Array())
        for stream in contents if isinstance(contents, pikepdf.Array) else [contents]:
            total.update(stream.read_raw_bytes())
        for key in ("/Resources", "/MediaBox", "/CropBox", "/Rotate"):
            total.update(self._of(page.get(key)))
        return total.hexdigest()[:32]

    def _of(self, value: Any) -> bytes:
        name = getattr(value, "objgen", (0, 0))
        if name == (0, 0):
            return b" ".join(self._parts(value))
        if name not in self._known:
            self._known[name] = b""  # an object that contains itself
            self._known[name] = hashlib.sha256(b" ".join(self._parts(value))).digest()
        return self._known[name]

    def _parts(self, value: Any) -> Iterator[bytes]:
        if isinstance(value, pikepdf.Stream):
            yield value.read_raw_bytes()
        elif not isinstance(value, pikepdf.Object):
            yield repr(value).encode()
            return
        elif b" R" not in (text := value.unparse(resolved=True)):  # it refers to no other object
            yield text
            return
        if isinstance(value, pikepdf.Array):
            yield from (b"[", *map(self._of, list(value)), b"]")
            return
        for key in sorted(value.keys()):
            yield key.encode()
            yield self._of(value.get(key))
