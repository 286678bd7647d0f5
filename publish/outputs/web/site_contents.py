"""The contents beside each page, open at its place, and the pages before and after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from publish.outputs.pages.navigation import NavEntry
from publish.outputs.pages.specs import PageSpec, relative_address
from publish.outputs.web.page_format import INDEX

_MOST = 60  # entries of one level that a page lists; of more it lists those around its place
_ELLIPSIS = "…"


class SiteLink(msgspec.Struct, frozen=True):
    """A link to a page."""

    text: str
    href: str


class SiteLine(msgspec.Struct, frozen=True):
    """A line of the contents; `is_here` is True for the page that shows it."""

    text: str
    href: str
    is_here: bool
    children: tuple[SiteLine, ...]


class SitePlace(msgspec.Struct, frozen=True):
    """The place of a page in its book; `root` leads from it to the folder of the edition."""

    root: str
    lines: tuple[SiteLine, ...]
    before: SiteLink | None
    after: SiteLink | None


def site_places(entries: Sequence[NavEntry], specs: Sequence[PageSpec]) -> Iterator[SitePlace]:
    """The place of each page."""
    contents = _Contents(entries)
    for before, spec, after in _neighbours(specs):
        yield SitePlace(
            root=relative_address("", spec.href),
            lines=contents.at(spec.href),
            before=_link(before, spec),
            after=_link(after, spec),
        )


def _neighbours(
    specs: Sequence[PageSpec],
) -> Iterator[tuple[PageSpec | None, PageSpec, PageSpec | None]]:
    padded = [None, *specs, None]
    for (before, spec), after in zip(pairwise(padded), padded[2:], strict=False):
        assert spec is not None
        yield before, spec, after


def _link(target: PageSpec | None, base: PageSpec) -> SiteLink | None:
    if target is None:
        return None
    return SiteLink(target.title, relative_address(target.href, base.href))


class _Contents:
    """All entries, with the files that each of them leads to."""

    def __init__(self, entries: Sequence[NavEntry]) -> None:
        self._entries = entries
        self._files: dict[int, set[str]] = {}
        for entry in entries:
            self._collect(entry)

    def _collect(self, entry: NavEntry) -> set[str]:
        files = {_file(entry)}
        for child in entry.children:
            files |= self._collect(child)
        self._files[entry.order] = files
        return files

    def at(self, page: str) -> tuple[SiteLine, ...]:
        """The lines that a page shows: open where they lead to it."""
        return self._lines(self._entries, page)

    def _lines(self, entries: Sequence[NavEntry], page: str) -> tuple[SiteLine, ...]:
        is_around = [page in self._files[entry.order] for entry in entries]
        here = is_around.index(True) if True in is_around else 0
        first = max(0, min(here - _MOST // 2, len(entries) - _MOST))
        shown = entries[first : first + _MOST]
        lines = [self._line(entry, page) for entry in shown]
        if len(shown) < len(entries):
            lines.append(SiteLine(_ELLIPSIS, relative_address(INDEX, page), False, ()))
        return tuple(lines)

    def _line(self, entry: NavEntry, page: str) -> SiteLine:
        is_open = page in self._files[entry.order]
        children = self._lines(entry.children, page) if is_open and entry.children else ()
        return SiteLine(
            text=entry.text,
            href=_address(entry.href, page),
            is_here=entry.href == page,
            children=children,
        )


def _address(target: str, page: str) -> str:
    """An address as the page writes it: that of a place on it without its own name."""
    own, mark, place = target.partition("#")
    return f"#{place}" if mark and own == page else relative_address(target, page)


def _file(entry: NavEntry) -> str:
    return entry.href.partition("#")[0]
