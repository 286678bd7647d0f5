"""Running heads: book or author on versos, chapter or book on rectos, none on openings.

In a single-sided book every page counts as a recto. A head that is wider than its place is
shortened at a word, with an ellipsis, and not sooner than it must be.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise

from publish.model.book import Sides
from publish.model.roles import BEFORE_CONTENTS, Matter
from publish.model.section import running_text
from publish.render.theme import load_theme
from publish.verification.difference import Code, Difference, quoted, section_name
from publish.verification.entries import collapse_spaces
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.owners import PageOwners, opens_page, titled_listings
from publish.verification.pdf.page_numbers import is_recto, printed_folio
from publish.verification.pdf.reader.structure_tree import StructureElement
from publish.verification.words import same_text

_ELLIPSIS = "…"
_NEXT = re.compile(r"[\s,;:.·–—-]*\S+")  # a word, and the stops before it, which need it
_SAFELY = 1.5  # a word may have wider letters than those before it


def check_running_heads(finished: FinishedPdf) -> Iterator[Difference]:
    """The head of each page without the folio."""
    owners, stacked = finished.memo(PageOwners), _stacked_pages(finished)
    opening = _opening_pages(finished) - stacked
    for page in range(len(finished.pages)):
        owner = owners.of(page)
        expected = None if page in opening else _expected_head(finished, owners, page)
        printed = _printed_head(finished, page)
        if printed is None and page in stacked:
            continue
        if printed is not None and owner is None:
            expected = _head_of(finished, page)  # a page of rules, for example, that is not blank
        if not shows_head(printed or "", expected or ""):
            section = finished.sections.get(owner or "")
            about = f", {section_name(section)}" if section else ""
            subject = f"page {page + 1} of the file{about}"
            values = quoted(expected), quoted(printed)
            yield Difference(Code.RUNNING_HEAD, "running heads", subject, "words", *values)
        elif printed and expected and _is_too_short(finished, page, printed, expected):
            subject = f"page {page + 1} of the file"
            values = "as many words as other heads have", quoted(printed)
            yield Difference(Code.RUNNING_HEAD, "running heads", subject, "length", *values)


def shows_head(printed: str, expected: str) -> bool:
    """Whether a head has its words, or the first of them and an ellipsis."""
    if same_text(printed, expected):
        return True
    words, end = _words(printed), _end(printed, expected)
    is_shortened = printed.endswith(_ELLIPSIS) and 0 < end < len(expected)
    if not is_shortened or not same_text(_joined(words), _joined(expected[:end])):
        return False
    # A first word that is wider than the line ends where it must.
    return " " not in words or not (_in_word(expected[end - 1]) and _in_word(expected[end]))


def _is_too_short(finished: FinishedPdf, page: int, printed: str, expected: str) -> bool:
    """Whether the next word of a shortened head would surely have been in its place.

    Another head on that side of the leaf shows how wide the place is.
    """
    following = next_words(printed, expected)
    if not following:
        return False
    widths = finished.memo(_head_widths)
    per_leaf = finished.edition.sides.pages_per_leaf
    widest = max(width for other, width in widths.items() if other % per_leaf == page % per_leaf)
    needed = widths[page] * (1 + _SAFELY * len(following) / len(printed))
    return needed < widest


def next_words(printed: str, expected: str) -> str:
    """What a shortened head would have next: a word, with the stops and spaces before it; "" for a
    whole one."""
    following = _NEXT.match(expected, _end(printed, expected))
    return following[0] if following and printed.endswith(_ELLIPSIS) else ""


def _words(printed: str) -> str:
    return printed.removesuffix(_ELLIPSIS).rstrip()


def _end(printed: str, expected: str) -> int:
    """Where in a head the words of a shortened one end, by their characters that are no spaces: a
    reader finds spaces where the font changes."""
    places = [place for place, each in enumerate(expected) if not each.isspace()]
    count = len(_joined(_words(printed)))
    return places[count - 1] + 1 if 0 < count <= len(places) else 0


def _joined(text: str) -> str:
    return "".join(text.split())


def _head_widths(finished: FinishedPdf) -> dict[int, float]:
    """The width of the head of each page that has one."""
    widths = {}
    for page in range(len(finished.pages)):
        folio = printed_folio(finished, page)
        if runs := [run for run in finished.pages[page].header if run is not folio]:
            widths[page] = max(run.right for run in runs) - min(run.left for run in runs)
    return widths


def _in_word(character: str) -> bool:
    """Whether a character is inside a word; scripts without case may lack spaces between words."""
    return character.isdigit() or character.upper() != character.lower()


def _printed_head(finished: FinishedPdf, page: int) -> str | None:
    folio = printed_folio(finished, page)
    texts = [run.text for run in finished.pages[page].header if run is not folio]
    return collapse_spaces(" ".join(texts)) or None


def _expected_head(finished: FinishedPdf, owners: PageOwners, page: int) -> str | None:
    """The head of a page that opens nothing.

    It has one when its text continues the page before, both under a section that has heads.
    """
    continues = owners.has_furniture(page) and owners.has_furniture(owners.previous_page(page))
    return _head_of(finished, page) if continues else None


def _head_of(finished: FinishedPdf, page: int) -> str | None:
    metadata, (on_left, on_right) = finished.book.metadata, finished.memo(_kinds_of_heads)
    title = metadata.running or metadata.title
    if not is_recto(finished, page):
        return metadata.byline or title if on_left == "author" else title
    return title if on_right == "title" else _current_division(finished, page)


def _kinds_of_heads(finished: FinishedPdf) -> tuple[str, str]:
    """What the theme has at the head of left and right pages; with one side, all are right ones."""
    edition = finished.edition
    left, _, right = load_theme(edition.theme, edition.variables).variables["heads"].partition(" ")
    return left, right if edition.sides is Sides.TWO else "chapter"


def _opening_pages(finished: FinishedPdf) -> set[int]:
    """The pages on which a section that opens a page, or the contents, begins at the top."""
    sections = [section for section in finished.book.walk() if opens_page(section)]
    elements = [finished.section_elements.get(section.id) for section in sections]
    lists = [finished.contents, *finished.lists[:1]]  # further lists run on below the first
    return _pages_begun_by([*lists, *elements], finished)


def _stacked_pages(finished: FinishedPdf) -> set[int]:
    """The pages that begin with a chapter that may follow another on its page.

    A theme may set missing chapters so, or with `openings = "run-on"` all of the body, and then
    such a page does not open anything.
    """
    sections = [section for section in finished.book.walk() if opens_page(section)]
    all_run_on = _run_on(finished)
    later = [
        after
        for before, after in pairwise(sections)
        if (before.missing and after.missing) or (all_run_on and after.matter is Matter.BODY)
    ]
    elements = (finished.section_elements.get(section.id) for section in later)
    return _pages_begun_by(elements, finished)


def _run_on(finished: FinishedPdf) -> bool:
    edition = finished.edition
    return load_theme(edition.theme, edition.variables).variables.get("openings") == "run-on"


def _pages_begun_by(elements: Iterable[StructureElement | None], finished: FinishedPdf) -> set[int]:
    """The pages whose first text is the first of one of the elements."""
    firsts = (element.first_text for element in elements if element is not None)
    on_page = finished.first_text_of_page
    return {first.page for first in firsts if first is not None and on_page[first.page] is first}


def _current_division(finished: FinishedPdf, page: int) -> str | None:
    """The first division that begins on a page, else the last one that began before it."""
    divisions = finished.memo(_divisions)
    at = bisect_left(divisions, page, key=lambda division: division[0])
    if at < len(divisions) and divisions[at][0] == page:
        return divisions[at][2]
    return divisions[at - 1][2] if at else None


def _divisions(finished: FinishedPdf) -> list[tuple[int, float, str]]:
    """Page, order on the page, and words of everything that changes the head, in order."""
    return sorted(_unsorted_divisions(finished))


def _unsorted_divisions(finished: FinishedPdf) -> Iterator[tuple[int, float, str]]:
    for section in finished.book.walk():
        position = finished.section_positions.get(section.id)
        if opens_page(section) and position and section.role not in BEFORE_CONTENTS:
            yield position.page, -position.top, collapse_spaces(running_text(section))
    for listing, title in titled_listings(finished):
        if (first := listing.first_text) is not None and first.passage is not None:
            yield first.page, -first.passage.first.top, title
