"""A book as the blocks of one Word document: front, headings with their languages, index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from publish.exporters.docx.captions import NUMBER, CaptionCounts
from publish.exporters.docx.citations import citation_codes
from publish.exporters.docx.context import WordContext
from publish.exporters.docx.convert import convert_blocks
from publish.exporters.docx.heading_numbers import HeadingLists
from publish.exporters.docx.index_fields import index_field, see_field
from publish.exporters.docx.inlines import convert_inlines
from publish.exporters.docx.names import Bookmarks
from publish.exporters.docx.pictures import WordPicture
from publish.exporters.docx.references import Evaluated, inside_link
from publish.exporters.docx.wordml import (
    FIELD_END,
    bookmark_end,
    bookmark_start,
    field_begin,
    paragraph,
    raw,
    raw_block,
    run,
)
from publish.exporters.ledger import Ledger
from publish.exporters.tree import Document
from publish.exporters.tree.index_terms import see_references
from publish.exporters.tree.nodes import Node, attributes, div, node
from publish.model.book import Book
from publish.model.markup import LABEL, SEPARATOR
from publish.model.roles import BEFORE_CONTENTS, Role
from publish.model.script import direction
from publish.model.section import Section, heading_text

_DEEPEST = 9  # levels of headings
_CONTENTS_DEPTH = 3


def word_blocks(
    book: Book,
    documents: Sequence[Document],
    lists: HeadingLists,
    pictures: Mapping[str, WordPicture],
    ledger: Ledger,
) -> tuple[list[Node], Bookmarks]:
    """The blocks of the document, and the bookmarks of the names of the book."""
    context = _context(book, documents, lists, pictures, ledger)
    blocks = [*_contents(book, context)]
    for document in documents:
        blocks.extend(_document(document, book, context))
    return blocks, context.bookmarks


def _context(
    book: Book,
    documents: Sequence[Document],
    lists: HeadingLists,
    pictures: Mapping[str, WordPicture],
    ledger: Ledger,
) -> WordContext:
    bookmarks = Bookmarks()
    for section in book.walk():
        bookmarks.name(section.id, "sec_")
    links = [link for document in documents for link in _links(document.blocks)]
    return WordContext(
        bookmarks=bookmarks,
        captions=CaptionCounts(book, bookmarks, lists.numbers),
        sections={section.id: section for section in book.walk()},
        live=lists.numbers,
        targets=dict(_targets(book, bookmarks, lists)),
        referenced=frozenset(links),
        ledger=ledger,
        pictures=pictures,
        write_blocks=convert_blocks,
        citations=citation_codes(book),
    )


def _links(content: object) -> Iterator[str]:
    """The names that links lead to."""
    if isinstance(content, list):
        for each in content:
            yield from _links(each)
    elif isinstance(content, dict):
        if content["t"] == "Link" and content["c"][2][0].startswith("#"):
            yield content["c"][2][0][1:]
        yield from _links(content.get("c"))


def _targets(
    book: Book, bookmarks: Bookmarks, lists: HeadingLists
) -> Iterator[tuple[str, list[Evaluated]]]:
    """What fields can say of each section and each caption."""
    for section in book.walk():
        name = bookmarks.name(section.id)
        is_live = section.id in lists.numbers
        number = Evaluated((section.label or "").rstrip("."), f"REF {name} \\n \\h")
        title = Evaluated(section.title, f"REF {name} \\h")
        yield section.id, [number, title] if is_live else [title]
    for caption in book.captions:
        name = bookmarks.name(caption.id)
        whole = Evaluated(caption.label, f"REF {name} \\h")
        inner = bookmarks.name(caption.id + NUMBER)
        yield caption.id, [whole, Evaluated(caption.number, f"REF {inner} \\h")]


def _document(document: Document, book: Book, context: WordContext) -> Iterator[Node]:
    """The blocks of a file; those in another language are in a block that says so."""
    for language, group in groupby(_sections(document), key=lambda each: each[0].language):
        blocks = [block for each in group for block in _section(each, book, context)]
        is_other = bool(language) and language != book.metadata.language
        keys = {"lang": language, "dir": _other_direction(language, book)}
        yield from [div(blocks, keys=keys)] if is_other else blocks


def _other_direction(language: str, book: Book) -> str:
    own = direction(language) if language else ""
    return own if own != direction(book.metadata.language) else ""


def _sections(document: Document) -> list[tuple[Section, list[Node]]]:
    """The sections of a file, each with its heading and its blocks."""
    sections, found = list(document.section.in_file()), []
    starts = [i for i, block in enumerate(document.blocks) if block["t"] == "Header"]
    for section, start, end in zip(sections, starts, [*starts[1:], None], strict=True):
        found.append((section, document.blocks[start:end]))
    return found


def _section(each: tuple[Section, list[Node]], book: Book, context: WordContext) -> Iterator[Node]:
    section, (heading, *blocks) = each
    context.place = heading_text(section)
    context.captions.begin(section)
    if section.role is Role.INDEX:
        sees = [see_field(reference) for reference in see_references(book)]
        yield _heading(section, heading, context, sees)
        yield from index_field(section.body)
    else:
        yield _heading(section, heading, context, ())
        yield from convert_blocks(blocks, context)


def _heading(section: Section, heading: Node, context: WordContext, after: Sequence[Node]) -> Node:
    """A heading with the bookmark of its section; its number is typed if no list has it."""
    level, _, content = heading["c"]
    is_live = section.id in context.live
    label = [each for each in content if _is_label(each)]
    title = [each for each in content if not _is_label(each)]
    number = context.bookmarks.number()
    typed = [] if is_live else [inline for each in label for inline in each["c"][1]]
    name = context.bookmarks.name(section.id)
    inlines = [
        *typed,
        raw(bookmark_start(name, number)),
        *convert_inlines(title, context),
        raw(bookmark_end(number)),
        *after,
    ]
    return node("Header", [min(level, _DEEPEST), attributes(), inlines])


def _is_label(each: Node) -> bool:
    return each["t"] == "Span" and bool({LABEL, SEPARATOR} & set(each["c"][0][1]))


def _contents(book: Book, context: WordContext) -> Iterator[Node]:
    """The contents as a field with an entry for each section, to which Word adds the pages."""
    entries = [
        (section.level, section)
        for section in book.walk()
        if section.level <= _CONTENTS_DEPTH and section.role not in BEFORE_CONTENTS
    ]
    if not entries:
        return
    first = field_begin(f'TOC \\o "1-{_CONTENTS_DEPTH}" \\h \\z \\u', dirty=True)
    paragraphs = [paragraph(run(book.metadata.words.contents), "TOCHeading")]
    for i, (level, section) in enumerate(entries):
        name = context.bookmarks.name(section.id)
        entry = inside_link(name, run(heading_text(section)))
        begin, end = first if i == 0 else "", FIELD_END if i == len(entries) - 1 else ""
        paragraphs.append(paragraph(begin + entry + end, f"TOC{level}"))
    yield raw_block("".join(paragraphs))
