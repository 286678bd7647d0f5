"""The pages of a print edition, each with a hash of all that is drawn on it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from publish.preview.exchange import PageRow

_SHOWN = ("/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate")


def pages_of(path: Path) -> list[PageRow]:
    """The pages of a PDF, in order."""
    with pikepdf.open(path) as pdf:
        hashes = _Hashes()
        return [_page(index, page, hashes) for index, page in enumerate(pdf.pages, 1)]


def _page(number: int, page: pikepdf.Page, hashes: _Hashes) -> PageRow:
    left, bottom, right, top = map(float, page.cropbox)
    return PageRow(
        page=number,
        label=str(page.label),
        width=right - left,
        height=top - bottom,
        hash=hashes.of_page(page),
    )


class _Hashes:
    """The hashes of the objects of a PDF, each made once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bytes] = {}

    def of_page(self, page: pikepdf.Page) -> str:
        total = hashlib.sha256()
        for key in _SHOWN:
            total.update(self._of(page.obj.get(key)))
        return total.hexdigest()[:32]

    def _of(self, value: Any) -> bytes:
        name = getattr(value, "objgen", (0, 0))
        if name == (0, 0):
            return b"".join(self._parts(value))
        if name not in self._known:
            self._known[name] = b""  # an object that contains itself
            self._known[name] = hashlib.sha256(b"".join(self._parts(value))).digest()
        return self._known[name]

    def _parts(self, value: Any) -> Iterator[bytes]:
        if isinstance(value, pikepdf.Stream):
            yield value.read_raw_bytes()
        if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
            for key in sorted(value.keys()):
                yield key.encode()
                yield self._of(value.get(key))
        elif isinstance(value, pikepdf.Array):
            yield b"["
            yield from map(self._of, list(value))
        else:
            yield repr(value).encode()
