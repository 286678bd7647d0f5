"""The contents beside each page, and the pages before and after it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import zip_longest

from lxml import etree

from publish.model.section import Section, heading_text
from publish.verification.difference import Code, Difference, quoted, section_name
from publish.verification.entries import SurfaceEntry, collapse_spaces, heading_difference
from publish.verification.markup import X
from publish.verification.pages.list_entries import list_entries
from publish.verification.web.finished import FinishedWeb
from publish.verification.web.reader.page import WebPage

_SURFACE = "site contents"
_ELLIPSIS = "…"  # leads to all contents, where a level has too many lines


def check_site_contents(finished: FinishedWeb) -> Iterator[Difference]:
    """Each line is a section's, with its number and title; the page's own section is marked."""
    for document in finished.container.documents():
        compare = partial(_compare_page, finished, document)
        yield from finished.unless_list_verified(_SURFACE, document, compare)


def _compare_page(finished: FinishedWeb, document: WebPage) -> Iterator[Difference]:
    navs = [nav for nav in document.root.iter(f"{X}nav") if nav.get("id") == "_contents"]
    if not navs:
        yield Difference(Code.MISSING, _SURFACE, document.href, "contents", "a list", "nothing")
        return
    places, last = finished.memo(_places), -1
    for entry in list_entries(finished, document, navs):
        section = finished.sections.get((entry.target or "#")[1:])
        if section is not None:
            yield from _compare_line(section, entry)
            if places[section.id] <= last:
                values = "in the order of the book", "elsewhere"
                yield Difference(Code.ORDER, _SURFACE, section_name(section), "order", *values)
            last = places[section.id]
        elif entry.text != _ELLIPSIS:
            values = "a section", quoted(entry.target)
            yield Difference(Code.TARGET, _SURFACE, quoted(entry.text), "target", *values)
    yield from _check_own_line(finished, document, navs[0])


def _places(finished: FinishedWeb) -> dict[str, int]:
    """The place of each section in the order of the book."""
    return {name: place for place, name in enumerate(finished.sections)}


def _compare_line(section: Section, entry: SurfaceEntry) -> Iterator[Difference]:
    if entry.text != collapse_spaces(heading_text(section)):
        yield heading_difference(_SURFACE, section, entry.text)
    if entry.depth != section.level:
        values = f"level {section.level}", f"level {entry.depth}"
        yield Difference(Code.DEPTH, _SURFACE, section_name(section), "depth", *values)


def _check_own_line(
    finished: FinishedWeb, document: WebPage, nav: etree._Element
) -> Iterator[Difference]:
    """The section that opens the page is listed and marked, and no other one."""
    right = finished.section_map.openings.get(document.href)
    marked = [link.get("href", "") for link in nav.iter(f"{X}a") if link.get("aria-current")]
    targets = [finished.section_map.target(each, document.href) for each in marked]
    if targets != ([f"#{right}"] if right else []):
        values = quoted(right and f"#{right}"), quoted(", ".join(map(str, targets)) or None)
        yield Difference(Code.PLACE, _SURFACE, document.href, "the page's own line", *values)


def check_turns(finished: FinishedWeb) -> Iterator[Difference]:
    """The pages follow each other in the order of the book, by what readers press."""
    openings = finished.section_map.openings
    read = [each.href for each in finished.container.documents()]
    right = [section.id for section in finished.book.opening_sections()]
    shown = [openings[href] for href in read if href in openings]
    for expected, actual in zip_longest(right, shown):
        if expected != actual:
            values = quoted(expected), quoted(actual)
            yield Difference(Code.ORDER, "turns", "the pages", "order", *values)
            break
    for document, before, after in zip(
        finished.container.documents(), [None, *read], [*read[1:], None], strict=False
    ):
        for kind, expected_page in (("prev", before), ("next", after)):
            yield from _check_turn(finished, document, kind, expected_page)


def _check_turn(
    finished: FinishedWeb, document: WebPage, kind: str, expected: str | None
) -> Iterator[Difference]:
    turns = [turn for turn in document.around.turns if turn.kind == kind]
    targets = [turn.target for turn in turns]
    if targets != ([expected] if expected else []):
        values = quoted(expected), quoted(", ".join(targets) or None)
        yield Difference(Code.TARGET, "turns", document.href, kind, *values)
        return
    opening = finished.section_map.openings.get(expected or "")
    if turns and opening:
        heading = collapse_spaces(heading_text(finished.sections[opening]))
        if not collapse_spaces(turns[0].text).endswith(heading):
            values = quoted(heading), quoted(turns[0].text)
            yield Difference(Code.TITLE, "turns", document.href, kind, *values)
