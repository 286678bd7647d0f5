"""Reads the text of a settled book by section."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from publish.files import sha256_of
from publish.model.book import Book
from publish.model.markup import INDEX_TERM, X, classes_of
from publish.model.roles import Role
from publish.model.section import Section
from publish.releases.blocks import text_blocks
from publish.releases.items import ItemReader, count_evidence
from publish.releases.text import BookText, TextItem, TextSection


def read_text(book: Book, pages: Mapping[str, Mapping[str, str]]) -> BookText:
    """The text of a settled book; `pages` has the folio of each section, by edition."""
    reader = ItemReader.of(book)
    rows = [
        _section(section, parent, tuple(reader.read(section)), pages)
        for section, parent in _with_parents(book.sections, "")
    ]
    metadata = book.metadata
    return BookText(
        metadata.title,
        metadata.version,
        metadata.language,
        tuple(rows),
        facts=dict(_own_files(book)),
        counts=count_evidence(book),
    )


def _own_files(book: Book) -> Iterator[tuple[str, str]]:
    """The cover and the style sheets of the book, by the key of the manifest or the name."""
    if book.cover is not None:
        yield "book.cover", _with_hash(book.cover.href, book.cover.content)
    for edition in book.editions:
        for sheet in edition.style_sheets.values():
            yield f"editions.{edition.name}.style", _with_hash(sheet.path, sheet.rules.encode())


def _with_hash(name: str, content: bytes) -> str:
    return f"{name} (SHA-256 {sha256_of(content)[:16]})"


def _with_parents(sections: tuple[Section, ...], parent: str) -> Iterator[tuple[Section, str]]:
    for section in sections:
        yield section, parent
        yield from _with_parents(section.children, section.id)


def _section(
    section: Section,
    parent: str,
    items: tuple[TextItem, ...],
    pages: Mapping[str, Mapping[str, str]],
) -> TextSection:
    return TextSection(
        id=section.id,
        parent=parent,
        level=section.level,
        number=section.number or "",
        label=section.label or "",
        separator=section.separator,
        title=section.title,
        blocks=tuple(_blocks(section)),
        items=items,
        pages={name: folios[section.id] for name, folios in pages.items() if section.id in folios},
    )


def _blocks(section: Section) -> list[str]:
    """The text of a section; of an index the terms, since their places are numbers."""
    if section.role is not Role.INDEX:
        return text_blocks(section.body)
    terms = (span for span in section.body.iter(f"{X}span") if INDEX_TERM in classes_of(span))
    return [" ".join("".join(map(str, term.itertext())).split()) for term in terms]
