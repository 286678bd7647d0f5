"""The lists of figures, tables and the like: each line, its page number, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from publish.model.caption import Caption
from publish.model.language import localized_words
from publish.verify.difference import Code, Difference, quoted
from publish.verify.pdf.anchors import Whereabouts
from publish.verify.pdf.checks.folios import right_folio
from publish.verify.pdf.checks.text import same
from publish.verify.pdf.finished import Finished
from publish.verify.pdf.reader.structure_tree import Node, joined


def lists(finished: Finished) -> Iterator[Difference]:
    """The list of each kind that the book asks for, in its order."""
    titles = localized_words(finished.book.metadata.language).lists
    wanted = [(titles[kind], captions) for kind, captions in finished.book.caption_lists()]
    whereabouts = finished.once(Whereabouts)
    for right, shown in zip_longest(wanted, finished.lists):
        title = joined(shown.heading.marks()) if shown and shown.heading else None
        if right is None or title is None or not same(right[0], title):
            values = quoted(right[0] if right else None), quoted(title)
            yield Difference(Code.TITLE, "lists", "list", "title", *values)
        else:
            yield from _lines(finished, whereabouts, title, right[1], shown)


def _lines(
    finished: Finished,
    whereabouts: Whereabouts,
    title: str,
    captions: Sequence[Caption],
    shown: Node,
) -> Iterator[Difference]:
    lines = [node for node in shown.walk() if node.role == "TOCI"]
    for number, (caption, line) in enumerate(zip_longest(captions, lines), start=1):
        subject = f"line {number} of {quoted(title)}"
        if caption is None or line is None:
            values = quoted(caption.full_text if caption else None), quoted(_text(line))
            yield Difference(Code.REFERENCE, "lists", subject, "line", *values)
        else:
            yield from _line(finished, whereabouts, subject, caption, line)


def _text(line: Node | None) -> str | None:
    return None if line is None else joined(line.marks())


def _line(
    finished: Finished, whereabouts: Whereabouts, subject: str, caption: Caption, line: Node
) -> Iterator[Difference]:
    *marks, last = line.marks()
    if not same(caption.full_text, joined(marks)):
        values = quoted(caption.full_text), quoted(joined(marks))
        yield Difference(Code.REFERENCE, "lists", subject, "words", *values)
    page = whereabouts.page(caption.id)
    links = [link for node in line.walk() for link in node.links]
    led = finished.destinations.place(links[0]) if links else None
    if page is None or led is None or led.page != page:
        values = _page(page), _page(led.page if led else None)
        yield Difference(Code.TARGET, "lists", subject, "target", *values)
    if page is not None and joined([last]) != right_folio(finished, page):
        values = quoted(right_folio(finished, page)), quoted(joined([last]))
        yield Difference(Code.FOLIO, "lists", subject, "page number", *values)


def _page(page: int | None) -> str:
    return "no page" if page is None else f"page {page + 1} of the file"
