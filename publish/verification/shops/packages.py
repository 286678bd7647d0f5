"""The file of an EPUB, its package and its contents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from publish.config.check_digits import isbn_check_digit
from publish.verification.epub.reader.container import OPF
from publish.verification.markup import X
from publish.verification.pages.reader.document import EPUB_TYPE, Unreadable
from publish.verification.shops.measured import Measured, OpenedEpub

_DC = "{http://purl.org/dc/elements/1.1/}"
_DIGITS = re.compile(r"97[89][0-9-]{10,14}")
_NAMED = (
    "title", "creator", "language", "identifier", "publisher", "date", "description", "subject",
    "rights",
)  # fmt: skip


def file_bytes(opened: OpenedEpub) -> Iterator[Measured]:
    """The size of the file."""
    yield Measured("", float(opened.path.stat().st_size))


def documents(opened: OpenedEpub) -> Iterator[Measured]:
    """The number of documents in reading order."""
    yield Measured("", float(len(opened.container.spine)))


def file_names(opened: OpenedEpub) -> Iterator[Measured]:
    """The addresses of the files in the package."""
    return (Measured("", href) for href, _ in opened.container.items())


def font_types(opened: OpenedEpub) -> Iterator[Measured]:
    """The media type of each font."""
    for href, kind in opened.container.items():
        if "font" in kind or kind == "application/vnd.ms-opentype":
            yield Measured(href, kind)


def parts(opened: OpenedEpub) -> Iterator[Measured]:
    """What the package has."""
    return (Measured("", name) for name in dict.fromkeys(_parts(opened)))


def _parts(opened: OpenedEpub) -> Iterator[str]:
    package = opened.container.package
    texts = {name: _texts(package, name) for name in _NAMED}
    yield from (name for name, found in texts.items() if found)
    in_name = _has_isbn(opened.path.name)
    if in_name:
        yield "isbn-in-name"
    if in_name or any(map(_has_isbn, texts["identifier"])):
        yield "isbn"
    if opened.container.cover:
        yield "cover"
    kinds = {kind for _, kind in opened.container.items()}
    if "application/x-dtbncx+xml" in kinds and package.find(f"{OPF}spine[@toc]") is not None:
        yield "ncx"
    yield from _navigations(opened)
    properties = (each.get("property", "") for each in package.iter(f"{OPF}meta"))
    if any(each.startswith("schema:access") for each in properties):
        yield "accessibility"


def _texts(package: etree._Element, name: str) -> list[str]:
    found = (each.text or "" for each in package.iterfind(f"{OPF}metadata/{_DC}{name}"))
    return [text.strip() for text in found if text.strip()]


def _has_isbn(text: str) -> bool:
    numbers = (match.replace("-", "")[:13] for match in _DIGITS.findall(text))
    return any(isbn_check_digit(number) == number[-1] for number in numbers)


def _navigations(opened: OpenedEpub) -> Iterator[str]:
    for nav in _navs(opened):
        kind = nav.get(EPUB_TYPE, "")
        if kind in ("landmarks", "page-list") and next(nav.iter(f"{X}li"), None) is not None:
            yield kind


def _navs(opened: OpenedEpub) -> Iterator[etree._Element]:
    try:
        yield from opened.container.nav.root.iter(f"{X}nav")
    except Unreadable:
        return


def _contents(opened: OpenedEpub) -> etree._Element | None:
    return next((nav for nav in _navs(opened) if nav.get(EPUB_TYPE) == "toc"), None)


def contents_entries(opened: OpenedEpub) -> Iterator[Measured]:
    """The number of entries in the contents."""
    nav = _contents(opened)
    yield Measured("", float(0 if nav is None else sum(1 for _ in nav.iter(f"{X}li"))))


def contents_depth(opened: OpenedEpub) -> Iterator[Measured]:
    """The levels of the contents."""
    nav = _contents(opened)
    items = [] if nav is None else list(nav.iter(f"{X}li"))
    depths = (sum(1 for _ in item.iterancestors(f"{X}ol")) for item in items)
    yield Measured("", float(max(depths, default=0)))
