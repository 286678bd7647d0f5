"""Running heads: the book on versos, the chapter on rectos, none where a page opens something.

On one side of a leaf, every page is as a recto.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from publish.model.roles import BEFORE_CONTENTS, Role
from publish.model.section import Section, heading_text
from publish.verify.difference import Code, Difference, name, quoted
from publish.verify.entries import one_line
from publish.verify.pdf.finished import Finished
from publish.verify.pdf.owners import Owners, titled_listings
from publish.verify.pdf.page_numbers import is_recto, printed_folio
from publish.verify.pdf.reader.structure_tree import Node
from publish.verify.words import bare


def check_running_heads(finished: Finished) -> Iterator[Difference]:
    """What is printed at the head of each page beside the folio."""
    owners, openings, gathered = finished.once(Owners), _openings(finished), _gathered(finished)
    for page in range(len(finished.pages)):
        owner = owners.of(page)
        right = None if page in openings else _right(finished, owners, page)
        shown = _shown(finished, page)
        if shown is None and page in gathered:
            continue
        if shown is not None and owner is None:
            right = _going_on(finished, page)  # nothing but rules, say, and no blank
        if bare(right or "") != bare(shown or ""):
            section = finished.sections.get(owner or "")
            about = f", {name(section)}" if section else ""
            subject = f"page {page + 1} of the file{about}"
            values = quoted(right), quoted(shown)
            yield Difference(Code.RUNNING_HEAD, "running heads", subject, "words", *values)


def _shown(finished: Finished, page: int) -> str | None:
    folio = printed_folio(finished, page)
    texts = [run.text for run in finished.pages[page].head if run is not folio]
    return one_line(" ".join(texts)) or None


def _right(finished: Finished, owners: Owners, page: int) -> str | None:
    """The head that a page should have, unless it opens something.

    A page has one when its text goes on from the page before, both under a section that has heads.
    """
    if owners.is_bare(page) or owners.is_bare(owners.before(page)):
        return None
    return _going_on(finished, page)


def _going_on(finished: Finished, page: int) -> str | None:
    if not is_recto(finished, page):
        return finished.book.metadata.title
    return _in_force(finished, page)


def _opens_page(section: Section) -> bool:
    """Whether a section begins a page: sections below a chapter run on, in whatever file."""
    return bool(section.href) and section.role is not Role.SECTION


def _openings(finished: Finished) -> set[int]:
    """The pages on which a section that opens a page, or the contents, begins at the top."""
    openers = [section for section in finished.book.walk() if _opens_page(section)]
    elements = [finished.elements.get(section.id) for section in openers]
    lists = [finished.contents, *finished.lists[:1]]  # further lists run on below the first
    return _begun_by([*lists, *elements], finished) - _gathered(finished)


def _gathered(finished: Finished) -> set[int]:
    """The pages that begin with one missing chapter after another.

    A theme may set those one below the other, and then such a page is none that opens something.
    """
    openers = [section for section in finished.book.walk() if _opens_page(section)]
    later = [after for before, after in pairwise(openers) if before.missing and after.missing]
    return _begun_by([finished.elements.get(section.id) for section in later], finished)


def _begun_by(elements: list[Node | None], finished: Finished) -> set[int]:
    """The pages whose first text is the first of one of the elements."""
    begins = [node.first for node in elements if node is not None]
    return {m.page for m in begins if m is not None and finished.first_marks[m.page] is m}


def _in_force(finished: Finished, page: int) -> str | None:
    """The first division that begins on a page, else the last one that began before it."""
    begun = finished.once(_divisions)
    first = bisect_left(begun, page, key=lambda division: division[0])
    if first < len(begun) and begun[first][0] == page:
        return begun[first][2]
    return begun[first - 1][2] if first else None


def _divisions(finished: Finished) -> list[tuple[int, float, str]]:
    """Page, order on the page, and words of everything that changes the head, in order."""
    return sorted(_changes(finished))


def _changes(finished: Finished) -> Iterator[tuple[int, float, str]]:
    for section in finished.book.walk():
        place = finished.places.get(section.id)
        if _opens_page(section) and place and section.role not in BEFORE_CONTENTS:
            yield place.page, -place.top, one_line(heading_text(section))
    for listing, title in titled_listings(finished):
        if (first := listing.first) is not None and first.passage is not None:
            yield first.page, -first.passage.first.top, title
