"""The lists that lead into an EPUB and that no page shows: nav, NCX, landmarks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from lxml import etree

from publish.model.roles import Matter
from publish.model.section import heading_text
from publish.model.xhtml import text_of
from publish.verification.difference import Code, Difference, quoted, section_name
from publish.verification.entries import (
    SurfaceEntry,
    collapse_spaces,
    compare_entries,
    heading_difference,
)
from publish.verification.epub.finished import FinishedEpub
from publish.verification.markup import X
from publish.verification.pages.list_entries import list_entries
from publish.verification.pages.reader.document import EPUB_TYPE, Document

_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"


def check_nav(finished: FinishedEpub) -> Iterator[Difference]:
    """The toc nav (EPUB 3.3, 7.4.2): every section, nested as in the book."""
    document = finished.container.nav
    yield from finished.unless_list_verified(
        "nav", document, partial(_compare_nav, finished, document)
    )


def _compare_nav(finished: FinishedEpub, document: Document) -> Iterator[Difference]:
    entries = list(list_entries(finished, document, _navs(document.root, "toc")))
    yield from compare_entries("nav", finished.expected_entries(), entries)


def _navs(root: etree._Element, kind: str) -> list[etree._Element]:
    return [nav for nav in root.iter(f"{X}nav") if kind in nav.get(EPUB_TYPE, "").split()]


def check_ncx(finished: FinishedEpub) -> Iterator[Difference]:
    """The navMap of the NCX (OPF 2.0.1, 2.4.1); `playOrder` counts in document order."""
    document = finished.container.ncx
    yield from finished.unless_list_verified(
        "NCX", document, partial(_compare_ncx, finished, document)
    )


def _compare_ncx(finished: FinishedEpub, document: Document) -> Iterator[Difference]:
    points = list(document.root.iter(f"{_NCX}navPoint"))
    entries = [_ncx_entry(finished, document, point) for point in points]
    yield from compare_entries("NCX", finished.expected_entries(), entries)
    for order, (point, entry) in enumerate(zip(points, entries, strict=True), start=1):
        if (play_order := point.get("playOrder")) not in (None, str(order)):
            subject = f"entry {quoted(entry.text)}"
            values = quoted(str(order)), quoted(play_order)
            yield Difference(Code.ORDER, "NCX", subject, "playOrder", *values)


def _ncx_entry(finished: FinishedEpub, document: Document, point: etree._Element) -> SurfaceEntry:
    text = point.findtext(f"{_NCX}navLabel/{_NCX}text", "")
    content = point.find(f"{_NCX}content")
    link = None if content is None else content.get("src")
    depth = 1 + sum(1 for _ in point.iterancestors(f"{_NCX}navPoint"))
    return SurfaceEntry(
        collapse_spaces(text), depth, finished.section_map.target(link, document.href)
    )


def check_landmarks(finished: FinishedEpub) -> Iterator[Difference]:
    """Each landmark (EPUB 3.3, 7.4.4) leads to the first section of its kind, and is worded so."""
    document = finished.container.nav
    firsts = _first_sections(finished)
    for nav in _navs(document.root, "landmarks"):
        for link in nav.iter(f"{X}a"):
            kind = link.get(EPUB_TYPE, "")
            target = finished.section_map.target(link.get("href"), document.href) or "nothing"
            text = collapse_spaces(text_of(link))
            yield from _check_landmark(finished, kind, text, target, firsts.get(kind))


def _first_sections(finished: FinishedEpub) -> dict[str, str]:
    """The first section of each role, and of the body, among those that open a file."""
    firsts: dict[str, str] = {}
    for section in finished.book.opening_sections():
        if section.matter is Matter.BODY:
            firsts.setdefault("bodymatter", section.id)
        firsts.setdefault(section.role, section.id)
    return firsts


def _check_landmark(
    finished: FinishedEpub, kind: str, text: str, target: str, first: str | None
) -> Iterator[Difference]:
    subject = f"landmark {quoted(kind)}"
    if target.endswith("(dead)"):
        yield Difference(Code.TARGET, "landmarks", subject, "target", "a page", quoted(target))
    elif first and target != f"#{first}":
        about = f"{subject} of {section_name(finished.sections[first])}"
        values = quoted(f"#{first}"), quoted(target)
        yield Difference(Code.TARGET, "landmarks", about, "target", *values)
    elif first and text != collapse_spaces(heading_text(finished.sections[first])):
        yield heading_difference("landmarks", finished.sections[first], text)
