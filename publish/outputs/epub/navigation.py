"""Nav, NCX, landmarks and lists: the same entries, to the full depth of the book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count

import msgspec

from publish.model.book import Book
from publish.model.language import localized_words
from publish.model.roles import Matter
from publish.model.section import Section, heading_text
from publish.outputs.pages.specs import LIST_ROLES, Draft, targets


class Entry(msgspec.Struct, frozen=True):
    """A section in the nav and NCX; `order` is its place in reading order, from 1."""

    text: str
    href: str
    order: int
    children: tuple[Entry, ...]


class Landmark(msgspec.Struct, frozen=True):
    """A place that reading systems jump to; `type` is a term of EPUB's structural semantics."""

    type: str
    text: str
    href: str


class Listing(msgspec.Struct, frozen=True):
    """A list of figures or tables in the nav (EPUB 3.3, 7.4.6); `type` is "loi" or "lot"."""

    name: str
    type: str
    title: str
    entries: tuple[Entry, ...]


def lists(book: Book, homes: Mapping[str, str]) -> Iterator[Listing]:
    """The lists that the book asks for and EPUB has a name for, each caption with its address.

    `homes` are the files that hold the anchors of the book.
    """
    localised = localized_words(book.metadata.language)
    for kind, captions in book.caption_lists():
        if kind in LIST_ROLES:
            listed = tuple(
                Entry(caption.full_text, f"{homes[caption.id]}#{caption.id}", order, ())
                for order, caption in enumerate(captions, start=1)
            )
            name, title = f"list-of-{kind.plural}", localised.lists[kind]
            yield Listing(name, LIST_ROLES[kind], title, listed)


def entries(book: Book) -> tuple[Entry, ...]:
    """Every section of the book, nested as it is nested."""
    return _entries(book.sections, dict(targets(book)), count(1))


def _entries(
    sections: Iterable[Section], addresses: dict[str, str], orders: Iterator[int]
) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            text=heading_text(section),
            href=addresses[section.id],
            order=next(orders),
            children=_entries(section.children, addresses, orders),
        )
        for section in sections
    )


def depth(forest: Iterable[Entry]) -> int:
    """How many levels deep the entries go; what the NCX calls `dtb:depth`."""
    return max((1 + depth(entry.children) for entry in forest), default=0)


# The roles that EPUB 3.3 (7.4) and reading systems know as places to jump to.
_LANDMARKS = frozenset(
    "cover titlepage copyright-page toc loi lot dedication epigraph foreword preface introduction "
    "prologue acknowledgments appendix conclusion epilogue afterword glossary bibliography index "
    "colophon endnotes".split()
)


def landmarks(book: Book, pages: Iterable[Draft]) -> Iterator[Landmark]:
    """The first page of each kind in spine order, and where the body begins."""
    localised = localized_words(book.metadata.language)
    names = {"titlepage": localised.title_page}
    seen = set()
    for page in pages:
        body = page.section is not None and page.section.matter is Matter.BODY
        kinds = [Matter.BODY.value] if body else []
        kinds += [page.role] if page.role in _LANDMARKS else []
        for kind in kinds:
            if kind not in seen:
                seen.add(kind)
                made = page.section is None
                title = names.get(kind, page.title) if made else page.title
                yield Landmark(kind, title, page.href)
