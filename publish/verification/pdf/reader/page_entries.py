"""What the dictionaries of pages have beside their text, and where their links lead (7.7.3.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
import pikepdf

from publish.verification.pdf.reader.destinations import (
    Destinations,
    LinkTargets,
    ReadLinks,
)
from publish.verification.pdf.reader.objects import Objects, Value, to_plain, to_text
from publish.verification.pdf.reader.runs import Box


class PageEntries(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """The trimmed sheet of a page, its links, the order in which tab keys visit them, and whether
    it may show images or forms."""

    sheet: Box
    links: list[Value]
    tab_order: str
    has_xobjects: bool


class ReadEntries(msgspec.Struct, array_like=True, frozen=True):
    """The entries of some pages, the names of their fonts, and what their links say."""

    pages: list[PageEntries]
    fonts: list[str]
    links: ReadLinks


class FileEntries(msgspec.Struct, array_like=True, frozen=True):
    """The entries of each page, the names of the fonts of all, and where their links lead."""

    pages: list[PageEntries]
    fonts: list[str]
    targets: LinkTargets


def read_entries(pages: Iterable[pikepdf.Page], objects: Objects) -> ReadEntries:
    """The entries of some pages of a file."""
    resources = []
    entries = []
    for page in pages:
        entries.append(_page_entries(page, objects))
        resources.append(page.resources)
    links = Destinations(lambda: objects).read(link for each in entries for link in each.links)
    return ReadEntries(entries, sorted(set(_fonts(resources))), links)


def join_entries(parts: Iterable[ReadEntries], destinations: Destinations) -> FileEntries:
    """The entries of a file, all of whose pages are in these parts."""
    pages: list[PageEntries] = []
    fonts: set[str] = set()
    links = ReadLinks({}, {})
    for part in parts:
        pages += part.pages
        fonts.update(part.fonts)
        links.destinations.update(part.links.destinations)
        links.addresses.update(part.links.addresses)
    return FileEntries(pages, sorted(fonts), destinations.targets(links))


def _page_entries(page: pikepdf.Page, objects: Objects) -> PageEntries:
    left, bottom, right, top = map(float, list(page.trimbox)[:4])
    return PageEntries(
        sheet=(left, bottom, right, top),
        links=objects.resolve(to_plain(page.obj.get("/Annots"))) or [],
        tab_order=to_text(to_plain(page.obj.get("/Tabs"))),
        has_xobjects="/XObject" in page.resources,
    )


def _fonts(resources: Iterable[pikepdf.Object]) -> Iterator[str]:
    """The names of fonts, without the tags of their subsets (9.6.4)."""
    seen: set[tuple[int, int]] = set()
    for each in resources:
        for font in each.get("/Font", {}).values():
            if font.objgen not in seen:
                seen.add(font.objgen)
                yield str(font.get("/BaseFont", "")).rpartition("+")[2]
