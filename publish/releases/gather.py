"""Gathers the facts about a release from the settled book and its finished products."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from publish.files import read_product
from publish.model.book import Book, Edition, Resource
from publish.model.formats import format_of
from publish.model.image_types import IMAGE_SUFFIXES
from publish.model.section import Section
from publish.releases.facts import (
    Release,
    ReleasedEdition,
    ReleasedFile,
    ReleasedSection,
    ValidatorVerdict,
)
from publish.releases.naming import file_name, release_name
from publish.releases.products import Claims, read_folios, read_printed
from publish.releases.text import BookText, TextSection


class Evidence(msgspec.Struct, frozen=True):
    """What the facts are gathered from, beside the book and its text.

    `sources` are hashes of files, `tools` and `fonts` versions by name.
    """

    cover: Resource
    sources: Mapping[str, str]
    tools: Mapping[str, str]
    fonts: Mapping[str, str]


def released_edition(
    book: Book,
    edition: Edition,
    path: Path,
    text: BookText,
    claims: Claims,
    verdicts: Iterable[ValidatorVerdict],
) -> ReleasedEdition:
    """The facts of one edition, with what its finished product at `path` has."""
    content = read_product(path)
    assert content is not None, "it was verified"
    format_ = format_of(edition.format)
    name = file_name(release_name(book), edition)
    return ReleasedEdition(
        edition=edition,
        file=ReleasedFile(name, format_.media_type, content.size, content.sha256, content.files),
        words=text.word_count,
        claims=claims,
        verdicts=tuple(verdicts),
        **_pages(edition, path, text),
    )


def _pages(edition: Edition, path: Path, text: BookText) -> dict[str, Any]:
    """What there is to say of the pages of a product that has some."""
    if order := edition.order:
        pages, width, height = read_printed(path)
        return {"pages": pages, "measures": (width, height, order.spine(pages))}
    if not format_of(edition.format).has_pages:
        return {}
    pages, folios = read_folios(path, [section.id for section in text.sections])
    return {"pages": pages, "first_pages": folios}


def gather(
    book: Book, text: BookText, editions: Iterable[ReleasedEdition], evidence: Evidence
) -> Release:
    """The facts about a release."""
    by_id = {section.id: section for section in text.sections}
    kinds = Counter(item.kind for section in text.sections for item in section.items)
    cover = evidence.cover
    return Release(
        name=release_name(book),
        metadata=book.metadata,
        editions=tuple(editions),
        sections=tuple(_section(section, by_id) for section in book.sections),
        cover=msgspec.structs.replace(cover, href=f"cover{IMAGE_SUFFIXES[cover.media_type][0]}"),
        words=text.word_count,
        trade=book.trade,
        counts={"section": len(text.sections), **dict(sorted(kinds.items()))},
        sources=dict(sorted(evidence.sources.items())),
        tools=evidence.tools,
        fonts=evidence.fonts,
    )


def _section(section: Section, texts: Mapping[str, TextSection]) -> ReleasedSection:
    return ReleasedSection(
        id=section.id,
        role=str(section.role),
        matter=str(section.matter),
        level=section.level,
        number=section.number or "",
        label=section.label or "",
        separator=section.separator,
        title=section.title,
        words=texts[section.id].word_count,
        children=tuple(_section(child, texts) for child in section.children),
    )
