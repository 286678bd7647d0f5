"""The pages of the print edition in the e-book: a marker where each begins (EPUB 3.3, 7.4.5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import msgspec
from lxml import etree

from publish.model.pagebreak import PageBreak
from publish.model.word_stream import PlacedWord, countable_words, is_section
from publish.model.xhtml import X, element
from publish.outputs.epub.archive import names_in
from publish.outputs.epub.items import path_of
from publish.outputs.epub.zipping import press
from publish.outputs.pages.markup import EPUB_TYPE, as_bytes, find_all
from publish.outputs.pages.page_finishing import Leaf
from publish.outputs.pages.specs import Draft, parse

# What stands as one: the marker goes before it.
_WHOLE = frozenset(f"{X}{name}" for name in ("caption", "figcaption", "ruby"))
_CELLS = (f"{X}td", f"{X}th")


class Page(msgspec.Struct, frozen=True):
    """A finished page that is opened again: its address, and the document."""

    href: str
    root: etree._Element


class PrintPage(msgspec.Struct, frozen=True):
    """A page of the print edition: its folio, and the address of its marker."""

    folio: str
    href: str

    @property
    def number(self) -> int:
        """The folio as a number; 0 for one in the roman figures of the front matter."""
        return int(self.folio) if self.folio.isdecimal() else 0


def paginated(
    drafts: Sequence[Draft], leaves: Sequence[Leaf], breaks: Iterable[PageBreak], label: str
) -> tuple[list[Leaf], tuple[PrintPage, ...]]:
    """The pages with their markers, which stand where those of print begin; see `mark_pages`."""
    pairs = zip(drafts, leaves, strict=True)
    pages = [Page(draft.href, parse(leaf.content.decode())) for draft, leaf in pairs]
    marks = mark_pages(pages, breaks, label)
    return [_marked(leaf, page) for leaf, page in zip(leaves, pages, strict=True)], marks


def _marked(leaf: Leaf, page: Page) -> Leaf:
    content, name = as_bytes(page.root), path_of(page.href)
    if content == leaf.content:
        return leaf
    found = {"pressed": press(name, content), "names": names_in(name, content)}
    return msgspec.structs.replace(leaf, content=content, **found)


def mark_pages(
    pages: Sequence[Page], breaks: Iterable[PageBreak], label: str
) -> tuple[PrintPage, ...]:
    """Put a marker where each page begins; the pages in order, those whose place is there.

    `label` is how a voice says a page, a pattern with `{}` for the folio.
    """
    homes = {s.get("id", ""): (page, s) for page in pages for s in _sections(page.root)}
    taken = {node.get("id", "") for page in pages for node in page.root.iter(etree.Element)}
    marked: list[PrintPage] = []
    for section, group in groupby(breaks, key=lambda each: each.section):
        if section not in homes:
            continue
        page, home = homes[section]
        words = countable_words(home, is_section)
        # From behind, so that the places of the earlier ones stay what they are.
        made = []
        for each in reversed(list(group)):
            marker = _marker(each.folio, label, taken)
            _place(marker, each, home, words)
            made.append(PrintPage(each.folio, f"{page.href}#{marker.get('id')}"))
        marked += reversed(made)
    return tuple(marked)


def _sections(root: etree._Element) -> Iterator[etree._Element]:
    return (section for section in find_all(root, "section") if is_section(section))


def _marker(folio: str, label: str, taken: set[str]) -> etree._Element:
    name = f"page-{folio}"
    while name in taken:
        name = f"{name}x"
    taken.add(name)
    marker = element("span", class_="page", role="doc-pagebreak", id=name)
    marker.set(EPUB_TYPE, "pagebreak")
    marker.set("aria-label", label.replace("{}", folio))
    return marker


def _place(
    marker: etree._Element, page: PageBreak, home: etree._Element, words: Sequence[PlacedWord]
) -> None:
    if page.words_before is None or not words:
        _put_text(marker, home, 0)
        return
    word = words[min(page.words_before, len(words) - 1)]
    if page.skipped and word.skipped:
        _put_before(marker, word.skipped[-min(page.skipped, len(word.skipped))])
        return
    holder = word.node.getparent() if word.in_tail else word.node
    if (around := _around(holder, home)) is None:
        _put_at(marker, word)
    elif around.tag in _CELLS:
        _put_text(marker, around, 0)
    else:
        _put_before(marker, around)


def _around(node: etree._Element | None, home: etree._Element) -> etree._Element | None:
    """What a marker in `node` must not stand inside of: the first cell of its row, or a whole."""
    found = None
    while node is not None and node is not home:
        if node.tag in _CELLS:
            row = node.getparent()
            return node if row is None else next(row.iterchildren(*_CELLS), node)
        if node.tag in _WHOLE:
            found = node
        node = node.getparent()
    return None if found is None else _block(found)


def _block(node: etree._Element) -> etree._Element:
    """A caption's figure or framed table; any other element is itself."""
    above = node.getparent()
    if node.tag == f"{X}figcaption" and above is not None:
        return above
    if node.tag == f"{X}caption" and above is not None:
        frame = above.getparent()
        framed = frame is not None and "table" in frame.get("class", "").split()
        return frame if framed and frame is not None else above
    return node


def _put_at(marker: etree._Element, word: PlacedWord) -> None:
    """At the beginning of a word; in code at that of its line."""
    text = (word.node.tail if word.in_tail else word.node.text) or ""
    offset = word.offset
    holder = word.node.getparent() if word.in_tail else word.node
    while holder is not None and holder.tag != f"{X}pre":
        holder = holder.getparent()
    if holder is not None:
        offset = text.rfind("\n", 0, offset) + 1
    if word.in_tail:
        _put_tail(marker, word.node, offset)
    else:
        _put_text(marker, word.node, offset)


def _put_text(marker: etree._Element, node: etree._Element, offset: int) -> None:
    text = node.text or ""
    node.text, marker.tail = text[:offset] or None, text[offset:] or None
    node.insert(0, marker)


def _put_tail(marker: etree._Element, node: etree._Element, offset: int) -> None:
    parent, tail = node.getparent(), node.tail or ""
    if parent is not None:
        node.tail, marker.tail = tail[:offset] or None, tail[offset:] or None
        parent.insert(parent.index(node) + 1, marker)


def _put_before(marker: etree._Element, node: etree._Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.insert(parent.index(node), marker)
