"""From a place in a view to the line of the manuscript that it is from, and back.

All of it runs in the one thread of PDFium, which reads the printed pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import pypdfium2 as pdfium

from publish.preview.exchange import PAGES, VIEWS
from publish.preview.source_map.blocks import Source
from publish.preview.source_map.book_text import decode
from publish.preview.source_map.printed import first_pages, printed_page
from publish.preview.source_map.prints import MovedWord, PagePart, PrintMap, PrintPlace
from publish.preview.source_map.screens import ScreenPlace, screen_places, source_of_screen
from publish.preview.source_map.source_map import SourceMap
from publish.preview.versions import version_folder

_KEPT = 4  # maps
_PARTS = 12  # of pages that are in view
_NEWEST = 2**53

OpenDocument = Callable[[Path], pdfium.PdfDocument]


class Places:
    """The maps of the newest versions; `document` opens a PDF."""

    def __init__(self, book: Path, versions: Path, document: OpenDocument) -> None:
        self._book, self._versions, self._document = book, versions, document
        self._texts = lru_cache(_KEPT)(self._load_texts)
        self._prints = lru_cache(_KEPT)(self._load_print)

    def source_of(self, query: Mapping[str, str]) -> Source | None:
        """Where the text at a place of a view is written."""
        version = _number(query.get("version", ""), _NEWEST)
        if query.get("view") == "print":
            return self._printed_source(query, int(version))
        if query.get("view") == "source":
            return Source(query.get("file", ""), int(_number(query.get("line", ""), 1)))
        texts = self._texts_of(query.get("view", ""), int(version))
        if texts is None or not texts.text.blocks:
            return None
        offset = int(_number(query.get("offset", ""), 0))
        place = ScreenPlace(query.get("id", ""), query.get("text", ""), offset)
        return source_of_screen(texts, place)

    def place_of(self, source: Source) -> dict[str, Any] | None:
        """Where a line of the manuscript is shown, in each view; None if it is in none."""
        shown = dict(self._shown(source))
        return {"file": source.file, "line": source.line, "views": shown} if shown else None

    def moved(self, query: Mapping[str, str]) -> list[MovedWord] | None:
        """Where some words are in one version that are in parts of the pages of another."""
        names = ("from", "to")
        before, now = (self._print_map(int(_number(query.get(name, ""), 0))) for name in names)
        if before is None or now is None:
            return None
        parts = map(_page_part, query.get("parts", "").split(",")[:_PARTS])
        return now.moved([part for part in parts if 1 <= part.page <= before.pages], before)

    def _shown(self, source: Source) -> Iterator[tuple[str, Any]]:
        for view in VIEWS:
            if view == "print":
                print_map = self._print_map(_NEWEST)
                places: Iterator[Any] = print_map.places_of(source) if print_map else iter(())
            else:
                texts = self._texts_of(view, _NEWEST)
                places = screen_places(texts, source) if texts else iter(())
            if (place := next(places, None)) is not None:
                yield view, msgspec.to_builtins(place)

    def _printed_source(self, query: Mapping[str, str], version: int) -> Source | None:
        print_map = self._print_map(version)
        place = _print_place(query)
        if print_map is None or not 1 <= place.page <= print_map.pages:
            return None
        return print_map.source_of(place)

    def _print_map(self, version: int) -> PrintMap | None:
        folder = version_folder(self._versions, "print", version)
        return self._prints(folder) if folder else None

    def _load_print(self, folder: Path) -> PrintMap | None:
        texts = self._texts_of("print", int(folder.name))
        if texts is None:
            return None
        path = folder / PAGES
        document = self._document(path)
        begins = first_pages(document, texts.text.sections())
        pages = len(document)
        return PrintMap(texts, pages, begins, lambda at: printed_page(self._document(path), at))

    def _texts_of(self, view: str, version: int) -> SourceMap | None:
        shown = version_folder(self._versions, view, version) if view in VIEWS else None
        folder = shown and version_folder(self._versions, f"words-{view}", int(shown.name))
        return self._texts(folder) if folder else None

    def _load_texts(self, folder: Path) -> SourceMap:
        return SourceMap(decode((folder / "words").read_bytes()), self._read)

    def _read(self, name: str) -> str:
        """A file of the book, as it is now."""
        with suppress(OSError):
            return (self._book / name).read_text(encoding="utf-8", errors="replace")
        return ""


def _number(text: str, default: float) -> float:
    with suppress(ValueError):
        number = float(text)
        if abs(number) <= _NEWEST:
            return number
    return default


def _print_place(query: Mapping[str, str]) -> PrintPlace:
    page, x, y = (_number(query.get(name, ""), 0) for name in ("page", "x", "y"))
    return PrintPlace(int(page), x, y)


def _page_part(text: str) -> PagePart:
    """A part of a page, as `PAGE:TOP:BOTTOM`."""
    page, top, bottom = (_number(each, 0) for each in [*text.split(":"), "", ""][:3])
    return PagePart(int(page), top, bottom)


def editor_address(template: str, book: Path, place: Source) -> str:
    """The address that opens a line in the user's editor; empty without a template."""
    file = quote(str(book / place.file))
    return template.replace("{file}", file).replace("{line}", str(place.line or 1))
