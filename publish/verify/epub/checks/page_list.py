"""The page list of an EPUB against its print edition: folios, order, first words of pages."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest
from pathlib import Path

import msgspec
from lxml import etree

from publish.model.book import NotesPlace
from publish.model.language import localized_words
from publish.model.script import strong_directions
from publish.verify.difference import Code, Difference, quoted
from publish.verify.entries import one_line
from publish.verify.epub.finished import Finished
from publish.verify.epub.reader.document import EPUB_TYPE, Document, X

_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
_KEY = 24  # letters behind a marker that are looked for on the page
_HEAD = 240  # letters that may stand before them: the number of an entry, a word that goes on
_MOST = 5  # pages that are told of


class _Mark(msgspec.Struct, frozen=True):
    """A marker: its folio, its address, the word right before it and the letters behind it."""

    folio: str
    address: str
    before: str
    behind: str


def page_list(finished: Finished) -> Iterator[Difference]:
    """Nav, NCX and markers say the same pages in one order, and each begins as its page does."""
    nav = list(_links(finished.container.nav))
    if not finished.edition.page_list:
        if nav:
            yield _difference("the nav", "pages", "none", str(len(nav)))
        return
    before, _, behind = localized_words(finished.book.metadata.language).page.partition("{}")
    marks = [
        mark
        for document in finished.container.documents()
        for mark in _marks(document, (before, behind))
    ]
    said = [(mark.folio, mark.address) for mark in marks]
    yield from _compare("the nav", said, nav)
    yield from _compare("the NCX", said, list(_targets(finished.container.ncx)))
    printed = finished.printed
    if printed is not None and printed.is_file():
        foot = finished.book.notes_place is NotesPlace.FOOT
        yield from islice(_against(printed, marks, whole=foot), _MOST)


def _difference(subject: str, aspect: str, right: str | None, shown: str | None) -> Difference:
    return Difference(Code.FOLIO, "page list", subject, aspect, quoted(right), quoted(shown))


def _compare(
    subject: str, right: Sequence[tuple[str, str]], shown: Sequence[tuple[str, str]]
) -> Iterator[Difference]:
    pairs = zip_longest(right, shown)
    differ = ((place, pair) for place, pair in enumerate(pairs, start=1) if pair[0] != pair[1])
    for place, (wanted, found) in islice(differ, _MOST):
        values = (" ".join(each) if each else None for each in (wanted, found))
        yield _difference(subject, f"line {place}", *values)


def _links(nav: Document) -> Iterator[tuple[str, str]]:
    for each in nav.root.iter(f"{X}nav"):
        if "page-list" in each.get(EPUB_TYPE, "").split():
            for link in each.iter(f"{X}a"):
                yield one_line("".join(map(str, link.itertext()))), link.get("href", "")


def _targets(ncx: Document) -> Iterator[tuple[str, str]]:
    for target in ncx.root.iter(f"{_NCX}pageTarget"):
        content = target.find(f"{_NCX}content")
        label = target.findtext(f"{_NCX}navLabel/{_NCX}text", "")
        yield one_line(label), "" if content is None else content.get("src", "")


def _marks(document: Document, around: tuple[str, str]) -> Iterator[_Mark]:
    """The markers of a document; a folio is what the label says between the words around it."""
    pieces = list(_pieces(document.root))
    for place, marker in enumerate(pieces):
        if marker is None or isinstance(marker, str):
            continue
        behind = _letters(pieces[place + 1 :], _KEY)
        before = _last_word(pieces[:place])
        address = f"{document.href.partition('/')[2]}#{marker.get('id')}"
        label = marker.get("aria-label", "")
        folio = label.removeprefix(around[0]).removesuffix(around[1])
        yield _Mark(folio, address, before, behind)


Piece = str | etree._Element | None


def _pieces(node: etree._Element) -> Iterator[Piece]:
    """Text and markers in reading order, None for a link, which may read otherwise in print.

    The call of a note has its number in print too.
    """
    if "pagebreak" in node.get(EPUB_TYPE, "").split():
        yield node
    yield node.text or ""
    for child in node.iterchildren(etree.Element):
        if child.tag == f"{X}a" and "noteref" not in child.get("class", "").split():
            yield None
        elif not _elsewhere(child):
            yield from _pieces(child)
        yield child.tail or ""


def _elsewhere(node: etree._Element) -> bool:
    kinds = {*node.get("class", "").split(), etree.QName(node).localname}
    return not kinds.isdisjoint({"footnote", "notes", "svg", "math", "head"})


def _letters(pieces: Sequence[Piece], most: int) -> str:
    """So many letters and figures of a run of pieces, up to a link."""
    found = ""
    for piece in pieces:
        if len(found) >= most or piece is None:
            break
        found += _bare(piece) if isinstance(piece, str) else ""
    return found[:most]


def _last_word(pieces: Sequence[Piece]) -> str:
    """The letters of the last word of a run of pieces; nothing behind a link."""
    text = ""
    for piece in reversed(pieces):
        if piece is None or len(text.split()) > 1:
            break
        text = piece + text if isinstance(piece, str) else text
    return next(filter(None, map(_bare, reversed(text.split()))), "")


def _bare(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, folded))


def _against(path: Path, marks: Sequence[_Mark], *, whole: bool) -> Iterator[Difference]:
    """Each page that has a marker begins with its words; and `whole`, each page of text has one."""
    from publish.verify.epub.reader import printed_pages  # with what takes a PDF apart

    waiting = list(marks)
    for folio, shown in printed_pages.printed_pages(path):
        text = _bare(shown)
        if (
            whole
            and waiting
            and folio.isdecimal()
            and len(text) > _HEAD
            and waiting[0].folio != folio
        ):
            yield _difference(f"page {folio}", "marker", folio, None)
        if waiting and waiting[0].folio == folio:
            mark = waiting.pop(0)
            if not _begins(text, mark):
                wrong = f"{mark.before} | {mark.behind}"
                yield _difference(f"page {folio}", "first words", text[: _HEAD // 2], wrong)
    for mark in waiting:
        yield _difference(f"page {mark.folio}", "page of the PDF", "none in this order", mark.folio)


def _begins(text: str, mark: _Mark) -> bool:
    """Whether the letters of a page begin with those behind a marker; from right to left, where
    print has them in the order of its lines, whether they are there."""
    if "rtl" in strong_directions(mark.behind):
        return not Counter(mark.behind) - Counter(text[: 2 * _HEAD])
    there = text.find(mark.behind, 0, _HEAD + len(mark.behind)) >= 0
    return there and not (mark.before and mark.before + mark.behind in text)
