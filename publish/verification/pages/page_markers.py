"""The markers of print pages in the documents, and the pages of the print edition."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from itertools import islice
from pathlib import Path

import msgspec
from lxml import etree

from publish.model.book import NotesPlace
from publish.model.script import strong_directions
from publish.verification.difference import Code, Difference, quoted
from publish.verification.markup import X, has_class
from publish.verification.pages.finished import FinishedPages

_KEY = 24  # letters after a marker that are looked for on the page
_LEAST = 6  # of these, on a page that ends before them, or where editions differ in their words
_HEAD = 240  # letters that may be before them: the number of an entry, the rest of a word
MOST = 5  # pages that are reported


class PageMarker(msgspec.Struct, frozen=True):
    """A page marker: folio, address, the word right before it and the letters after it."""

    folio: str
    address: str
    before: str
    after: str


def page_difference(subject: str, aspect: str, right: str | None, shown: str | None) -> Difference:
    """A difference of the page list."""
    return Difference(Code.FOLIO, "page list", subject, aspect, quoted(right), quoted(shown))


def page_markers(href: str, root: etree._Element, label: str) -> Iterator[PageMarker]:
    """The markers of a document; `label` is how each is named, with `{}` for its folio."""
    before_folio, _, after_folio = label.partition("{}")
    parts = list(_parts(next(root.iter(f"{X}main"), root)))
    for index, part in enumerate(parts):
        if isinstance(part, str | _Apart):
            continue
        after = _letters(parts[index + 1 :], _KEY)
        before = _last_word(parts[:index])
        address = f"{href}#{part.get('id')}"
        name = part.get("aria-label") or part.get("title") or ""
        folio = name.removeprefix(before_folio).removesuffix(after_folio)
        yield PageMarker(folio, address, before, after)


class _Apart(Enum):
    """What print may have beside the words: another text for a link, which is not the call of a
    note, or for a formula; the number before an item of a list, or another label of a caption,
    where one edition has a picture and another code."""

    OTHER_TEXT = auto()
    NUMBER = auto()


_Part = str | etree._Element | _Apart


def _parts(node: etree._Element) -> Iterator[_Part]:
    """Text and markers in reading order, and what may be beside them in print."""
    if node.get("role") == "doc-pagebreak":
        yield node
        return
    yield node.text or ""
    for child in node.iterchildren(etree.Element):
        if child.tag == f"{X}li" and node.tag == f"{X}ol":
            yield _Apart.NUMBER
        if _is_label(child, node):
            yield _Apart.NUMBER
        elif _reads_otherwise(child):
            yield _Apart.OTHER_TEXT
        elif not _is_elsewhere(child):
            yield from _parts(child)
        yield child.tail or ""


def _reads_otherwise(node: etree._Element) -> bool:
    is_link = node.tag == f"{X}a" and not has_class(node, "noteref")
    return is_link or "math" in _kinds(node)


def _is_label(node: etree._Element, parent: etree._Element) -> bool:
    """Whether an element is the label of a caption, or the separator after it."""
    in_caption = parent.tag in (f"{X}figcaption", f"{X}caption")
    return in_caption and not _kinds(node).isdisjoint({"label", "separator"})


def _is_elsewhere(node: etree._Element) -> bool:
    """Whether an element is drawn, or is in another place in print."""
    return not _kinds(node).isdisjoint({"footnote", "notes", "svg", "head"})


def _kinds(node: etree._Element) -> set[str]:
    """The classes of an element, and its name."""
    return {*node.get("class", "").split(), etree.QName(node).localname}


def _letters(parts: Sequence[_Part], most: int) -> str:
    """Up to `most` letters and digits, ending at what print may have beside them."""
    letters = ""
    for part in parts:
        is_cut_off = part is _Apart.OTHER_TEXT or (letters and part is _Apart.NUMBER)
        if len(letters) >= most or is_cut_off:
            break
        letters += _fold(part) if isinstance(part, str) else ""
    return letters[:most]


def _last_word(parts: Sequence[_Part]) -> str:
    """The letters of the last word; nothing before what print may have beside the words."""
    text = ""
    for part in reversed(parts):
        if isinstance(part, _Apart) or len(text.split()) > 1:
            break
        text = part + text if isinstance(part, str) else text
    return next(filter(None, map(_fold, reversed(text.split()))), "")


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, folded))


def compare_with_print(
    finished: FinishedPages, markers: Sequence[PageMarker]
) -> Iterator[Difference]:
    """The first differences between markers and the pages of the print edition, if it exists."""
    printed = finished.print_edition
    if printed is not None and printed.is_file():
        every_page = finished.book.notes_place is NotesPlace.FOOT
        if finished.book.has_edition_variants:
            markers = [msgspec.structs.replace(m, after=m.after[:_LEAST]) for m in markers]
        yield from islice(_compare_print(printed, markers, every_page=every_page), MOST)


def _compare_print(
    path: Path, markers: Sequence[PageMarker], *, every_page: bool
) -> Iterator[Difference]:
    """Each page that has a marker begins with its words; and each page of text has a marker, where
    `every_page` should have one."""
    from publish.verification.pages.reader import printed_pages  # loads the PDF libraries

    remaining = list(markers)
    for folio, text in printed_pages.printed_pages(path):
        letters = _fold(text)
        is_text = folio.isdecimal() and len(letters) > _HEAD
        if every_page and is_text and remaining and remaining[0].folio != folio:
            yield page_difference(f"page {folio}", "marker", folio, None)
        if remaining and remaining[0].folio == folio:
            marker = remaining.pop(0)
            if not begins_with(letters, marker):
                wrong = f"{marker.before} | {marker.after}"
                yield page_difference(f"page {folio}", "first words", letters[: _HEAD // 2], wrong)
    for marker in remaining:
        yield page_difference(f"page {marker.folio}", "page of the PDF", "none here", marker.folio)


def begins_with(page: str, marker: PageMarker) -> bool:
    """Whether the letters of a page begin with those after a marker.

    From right to left print has them in the order of its lines: there they only have to occur.
    """
    if "rtl" in strong_directions(marker.after):
        return not Counter(marker.after) - Counter(page[: 2 * _HEAD])
    place = _place_of(marker.after, page)
    return place >= 0 and not (marker.before and page[:place].endswith(marker.before))


def _place_of(letters: str, page: str) -> int:
    """Where on a page letters begin, all or as many as a short page ends with; -1 for nowhere."""
    place = page.find(letters, 0, _HEAD + len(letters))
    if place < 0 and len(page) < _HEAD + len(letters):
        lengths = range(len(letters) - 1, _LEAST - 1, -1)
        ends = (length for length in lengths if page.endswith(letters[:length]))
        place = len(page) - next(ends, len(page) + 1)
    return place
