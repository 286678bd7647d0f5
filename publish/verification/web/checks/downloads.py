"""The files that readers can download are those that were built, and are what the page says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from publish.files import sha256_of, sha256_of_file
from publish.model.xhtml import text_of
from publish.verification.difference import Code, Difference, quoted
from publish.verification.markup import X
from publish.verification.pages.reader.addresses import resolve
from publish.verification.web.finished import FinishedWeb
from publish.verification.web.reader.site import INDEX

_SURFACE = "downloads"
_UNITS = {"kB": 1_000, "MB": 1_000_000}
_SIZE = re.compile(r"([\d.]+) (kB|MB)")
_EXACTLY = 0.5  # a file of 600 bytes is shown as 1 kB; one of a megabyte differs by a twentieth


def check_downloads(finished: FinishedWeb) -> Iterator[Difference]:
    """The links of the first page, in the order of the edition's table, and their files."""
    shown = dict(_shown(finished))
    book = finished.book
    editions = {each.name: each for each in book.editions}
    right = [book.product_name(editions[name]) for name in finished.edition.downloads]
    if list(shown) != (names := [f"downloads/{name}" for name in right]):
        values = quoted(", ".join(names) or None), quoted(", ".join(shown) or None)
        yield Difference(Code.TARGET, _SURFACE, INDEX, "files", *values)
        return
    for name, product in zip(names, right, strict=True):
        content = finished.container.files.get(name, b"")
        built = _product(finished.path, product)
        if built is not None and sha256_of(content) != sha256_of_file(built):
            yield Difference(Code.FACT, _SURFACE, name, "bytes", quoted(product), "others")
        yield from _check_facts(finished, name, content, shown[name])


def _shown(finished: FinishedWeb) -> Iterator[tuple[str, str]]:
    """The address of each link, with the words beside it."""
    root = finished.container.pages[INDEX].root
    for block in root.iter(f"{X}div"):
        if block.get("class") == "downloads":
            for item in block.iter(f"{X}li"):
                link = next(item.iter(f"{X}a"))
                yield resolve(link.get("href", ""), INDEX), text_of(item)


def _product(path: Path, name: str) -> Path | None:
    """The product itself: built with this edition, or in its place from before."""
    beside = (path.with_name(name), path.parent.parent / name)
    return next((each for each in beside if each.is_file()), None)


def _check_facts(
    finished: FinishedWeb, name: str, content: bytes, shown: str
) -> Iterator[Difference]:
    """The size, as exactly as it is shown, and the number of pages of a PDF."""
    sizes = [float(number) * _UNITS[unit] for number, unit in _SIZE.findall(shown)]
    if not any(abs(size - len(content)) <= _EXACTLY * size for size in sizes):
        values = f"{len(content):,} bytes", quoted(shown)
        yield Difference(Code.NUMBER, _SURFACE, name, "size", *values)
    if name.endswith(".pdf"):
        from publish.verification.page_count import count_pages  # loads the PDF library

        count = str(count_pages(finished.path / name))
        pages = finished.book.metadata.words.page_count.replace("{}", count)
        if pages not in shown:
            yield Difference(Code.NUMBER, _SURFACE, name, "pages", quoted(pages), quoted(shown))
