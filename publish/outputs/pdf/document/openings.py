"""Where sections begin: a leaf of their own, the next page, or a page that others share.

The theme's variable `openings` decides. Only what begins a leaf can be laid out by itself, since
the margins of a page depend on its side.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from publish.model.book import Book, Sides
from publish.model.front_pages import starts_new_page
from publish.model.markup import (
    DISPLAY,
    NEXT_PAGE,
    OPENS_FILE,
    RUNS_ON,
    X,
    add_classes,
    has_class,
)
from publish.model.roles import BEFORE_CONTENTS, Matter, Rank, Role
from publish.model.section import Section

_RECTO, _RUN_ON = "recto", "run-on"
_UNDIVIDED = frozenset({Rank.VOLUME, Rank.PART})


def first_of_body(book: Book) -> str | None:
    """The id of the first section after the front matter that begins a page."""
    sections = (each for each in book.walk() if each.matter is not Matter.FRONT)
    return next((each.id for each in sections if starts_new_page(each)), None)


def mark_openings(
    root: etree._Element,
    part: Book,
    first: str | None,
    sides: Sides,
    variables: Mapping[str, Any],
) -> None:
    """Mark the sections of a document that begin on the next page, or run on below others.

    `part` has the sections of the document. The `first` of the body begins a leaf, and so do the
    contents, and an index, which is laid out when the pages of all others are known.
    """
    if variables["openings"] == _RECTO:
        return
    sections = {section.id: section for section in part.walk()}
    for node in root.iter(f"{X}section"):
        section = sections.get(node.get("id", "")) if has_class(node, OPENS_FILE) else None
        if section is not None and (name := opening_class(section, first, sides, variables)):
            add_classes(node, name)
    if sides is Sides.TWO:
        _mark_colophon(root)


def opening_class(
    section: Section, first: str | None, sides: Sides, variables: Mapping[str, Any]
) -> str:
    """The class of a section that opens pages, but not a leaf; "" for one that begins a leaf."""
    openings = variables["openings"]
    begins_leaf = section.id == first or section.role in BEFORE_CONTENTS
    if openings == _RECTO or begins_leaf or section.role is Role.INDEX:
        return ""
    is_undivided = section.rank in _UNDIVIDED
    if openings == _RUN_ON and section.matter is Matter.BODY and not is_undivided:
        return RUNS_ON
    is_next = sides is Sides.TWO and (openings == _RUN_ON or not is_undivided)
    return NEXT_PAGE if is_next else ""


def _mark_colophon(root: etree._Element) -> None:
    """The generated colophon follows on the next page, too."""
    for node in root.iter(f"{X}section"):
        if has_class(node, DISPLAY) and has_class(node, Role.COLOPHON):
            add_classes(node, NEXT_PAGE)


def shares_leaf(section: etree._Element) -> bool:
    """Whether a section begins where the one before it ends, or on the page after that."""
    return has_class(section, NEXT_PAGE) or has_class(section, RUNS_ON)
