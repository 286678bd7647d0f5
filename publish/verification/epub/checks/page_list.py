"""The page list of an EPUB and its print edition: folios, order, first words of pages."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest
from pathlib import Path

import msgspec
from lxml import etree

from publish.model.book import NotesPlace
from publish.model.script import strong_directions
from publish.verification.difference import Code, Difference, quoted
from publish.verification.entries import collapse_spaces
from publish.verification.epub.finished import FinishedEpub
from publish.verification.epub.reader.document import EPUB_TYPE, Document
from publish.verification.markup import X, has_class

_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
_KEY = 24  # letters after a marker that are looked for on the page
_HEAD = 240  # letters that may be before them: the number of an entry, the rest of a word
_MOST = 5  # pages that are reported


class _Marker(msgspec.Struct, frozen=True):
    """A page marker: folio, address, the word right before it and the letters after it."""

    folio: str
    address: str
    before: str
    after: str


def check_page_list(finished: FinishedEpub) -> Iterator[Difference]:
    """Nav, NCX and markers have the same pages in one order, and each begins as its page does."""
    nav = list(_nav_lines(finished.container.nav))
    if not finished.edition.page_list:
        if nav:
            yield _difference("the nav", "pages", "none", str(len(nav)))
        return
    before, _, after = finished.book.metadata.words.page.partition("{}")
    markers = [
        marker
        for document in finished.container.documents()
        for marker in _markers(document, (before, after))
    ]
    lines = [(marker.folio, marker.address) for marker in markers]
    yield from _compare_lines("the nav", lines, nav)
    yield from _compare_lines("the NCX", lines, list(_ncx_lines(finished.container.ncx)))
    printed = finished.print_edition
    if printed is not None and printed.is_file():
        every_page = finished.book.notes_place is NotesPlace.FOOT
        differences = _compare_print(printed, markers, every_page=every_page)
        yield from islice(differences, _MOST)


def _difference(subject: str, aspect: str, right: str | None, shown: str | None) -> Difference:
    return Difference(Code.FOLIO, "page list", subject, aspect, quoted(right), quoted(shown))


def _compare_lines(
    subject: str, expected: Sequence[tuple[str, str]], actual: Sequence[tuple[str, str]]
) -> Iterator[Difference]:
    pairs = enumerate(zip_longest(expected, actual), start=1)
    different = ((line, pair) for line, pair in pairs if pair[0] != pair[1])
    for line, pair in islice(different, _MOST):
        values = (" ".join(each) if each else None for each in pair)
        yield _difference(subject, f"line {line}", *values)


def _nav_lines(nav: Document) -> Iterator[tuple[str, str]]:
    for each in nav.root.iter(f"{X}nav"):
        if "page-list" in each.get(EPUB_TYPE, "").split():
            for link in each.iter(f"{X}a"):
                yield collapse_spaces("".join(map(str, link.itertext()))), link.get("href", "")


def _ncx_lines(ncx: Document) -> Iterator[tuple[str, str]]:
    for target in ncx.root.iter(f"{_NCX}pageTarget"):
        content = target.find(f"{_NCX}content")
        label = target.findtext(f"{_NCX}navLabel/{_NCX}text", "")
        yield collapse_spaces(label), "" if content is None else content.get("src", "")


def _markers(document: Document, around: tuple[str, str]) -> Iterator[_Marker]:
    """The markers of a document; `around` are the words of a label around the folio."""
    parts = list(_parts(document.root))
    for index, part in enumerate(parts):
        if part is None or isinstance(part, str):
            continue
        after = _letters(parts[index + 1 :], _KEY)
        before = _last_word(parts[:index])
        address = f"{document.href.partition('/')[2]}#{part.get('id')}"
        label = part.get("aria-label", "")
        folio = label.removeprefix(around[0]).removesuffix(around[1])
        yield _Marker(folio, address, before, after)


_Part = str | etree._Element | None


def _parts(node: etree._Element) -> Iterator[_Part]:
    """Text and markers in reading order, None for what may read otherwise in print: a link, which
    is not the call of a note, or a formula.
    """
    if "pagebreak" in node.get(EPUB_TYPE, "").split():
        yield node
    yield node.text or ""
    for child in node.iterchildren(etree.Element):
        if _reads_otherwise(child):
            yield None
        elif not _is_elsewhere(child):
            yield from _parts(child)
        yield child.tail or ""


def _reads_otherwise(node: etree._Element) -> bool:
    is_link = node.tag == f"{X}a" and not has_class(node, "noteref")
    return is_link or "math" in _kinds(node)


def _is_elsewhere(node: etree._Element) -> bool:
    """Whether an element is drawn, or is in another place in print."""
    return not _kinds(node).isdisjoint({"footnote", "notes", "svg", "head"})


def _kinds(node: etree._Element) -> set[str]:
    """The classes of an element, and its name."""
    return {*node.get("class", "").split(), etree.QName(node).localname}


def _letters(parts: Sequence[_Part], most: int) -> str:
    """Up to `most` letters and digits, ending at what may read otherwise in print."""
    letters = ""
    for part in parts:
        if len(letters) >= most or part is None:
            break
        letters += _fold(part) if isinstance(part, str) else ""
    return letters[:most]


def _last_word(parts: Sequence[_Part]) -> str:
    """The letters of the last word; nothing after what may read otherwise in print."""
    text = ""
    for part in reversed(parts):
        if part is None or len(text.split()) > 1:
            break
        text = part + text if isinstance(part, str) else text
    return next(filter(None, map(_fold, reversed(text.split()))), "")


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, folded))


def _compare_print(
    path: Path, markers: Sequence[_Marker], *, every_page: bool
) -> Iterator[Difference]:
    """Each page that has a marker begins with its words; and each page of text has a marker, where
    `every_page` should have one."""
    from publish.verification.epub.reader import printed_pages  # loads the PDF libraries

    remaining = list(markers)
    for folio, text in printed_pages.printed_pages(path):
        letters = _fold(text)
        is_text = folio.isdecimal() and len(letters) > _HEAD
        if every_page and is_text and remaining and remaining[0].folio != folio:
            yield _difference(f"page {folio}", "marker", folio, None)
        if remaining and remaining[0].folio == folio:
            marker = remaining.pop(0)
            if not _begins_with(letters, marker):
                wrong = f"{marker.before} | {marker.after}"
                yield _difference(f"page {folio}", "first words", letters[: _HEAD // 2], wrong)
    for marker in remaining:
        yield _difference(f"page {marker.folio}", "page of the PDF", "none here", marker.folio)


def _begins_with(page: str, marker: _Marker) -> bool:
    """Whether the letters of a page begin with those after a marker.

    From right to left print has them in the order of its lines: there they only have to occur.
    """
    if "rtl" in strong_directions(marker.after):
        return not Counter(marker.after) - Counter(page[: 2 * _HEAD])
    place = page.find(marker.after, 0, _HEAD + len(marker.after))
    return place >= 0 and not (marker.before and page[:place].endswith(marker.before))
