"""Reads the folder of a book: its manifest, and the files of its spine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from publish.config import limits
from publish.config.manifest import Manifest, load_manifest
from publish.context import Context
from publish.diagnostics import Report
from publish.model.book import Book, Edition, Resource
from publish.model.features import TextFeature
from publish.model.formats import format_of
from publish.model.metadata import Metadata
from publish.model.reference import BibliographyData
from publish.model.section import Section, walk
from publish.render.drawing_fonts import font_choice
from publish.sources.markdown.context.reading_context import ReadingContext
from publish.sources.spine.claims import with_true_claims
from publish.sources.spine.cover_copy import read_cover_copy
from publish.sources.spine.editions import read_editions
from publish.sources.spine.images import Images, check_cover
from publish.sources.spine.macros import read_macros
from publish.sources.spine.manifest_values import (
    check_notes_place,
    listed_kinds,
    read_accessibility,
    read_numbering,
)
from publish.sources.spine.metadata import read_metadata, with_read_titles
from publish.sources.spine.trade import read_trade
from publish.sources.spine.walk import Spine


def read_book(folder: Path, run: Context, edition: str | Edition | None = None) -> Book | None:
    """The book in a folder, not yet numbered; None, with diagnostics, when there is none.

    `edition` is the one whose content is read, where the text differs by edition, by its name or
    as one that the book itself lacks; the first when left out.
    """
    report = run.report
    manifest = load_manifest(folder, report, run.added_editions)
    if manifest is None:
        return None
    metadata = read_metadata(manifest, report)
    editions = read_editions(manifest, metadata, report)
    named = next((each for each in editions if each.name == edition), editions[0])
    read_for = edition if isinstance(edition, Edition) else named
    context = _context(folder, manifest, metadata, read_for, run)
    metadata = with_read_titles(metadata, manifest, context)
    may_lack_alt_text = manifest.tables.accessibility.undescribed_images == "allow"
    images = Images(context, font_choice(read_for), alt_text_required=not may_lack_alt_text)
    sections, names = Spine(manifest, context, images).read()
    if not _check_sections(sections, manifest, report):
        return None
    resources = images.resources  # without a cover that no text shows
    cover = _read_cover(manifest, images, report)
    cover_copy = read_cover_copy(manifest, images, editions, report)
    images.store_checked()
    return Book(
        name=folder.resolve().name,
        folder=folder,
        metadata=metadata,
        numbering=read_numbering(manifest, metadata.words, report),
        sections=sections,
        listed_kinds=listed_kinds(manifest, report),
        notes_place=manifest.tables.notes.place,
        link_addresses=read_for.link_addresses,
        resources=resources,
        editions=with_true_claims(editions, images),
        abbreviations=manifest.tables.abbreviations,
        bibliography=_bibliography(manifest, context),
        accessibility=read_accessibility(manifest, report),
        trade=read_trade(manifest, report),
        cover=cover,
        cover_copy=cover_copy,
        open_questions=manifest.tables.import_.open_questions,
        has_edition_variants=context.dependencies.edition
        or may_lack_alt_text
        or len({each.link_addresses for each in editions}) > 1
        or (images.has_pictured and len(set(map(font_choice, editions))) > 1),
        names=names,
        left_out=context.dependencies.left_out,
        absent_features=frozenset(TextFeature) - context.dependencies.features,
    )


def _conditions(edition: Edition, manifest: Manifest) -> frozenset[str]:
    """The words by which conditions name an edition; one for a printer has the text of another."""
    words = {edition.name, edition.format}
    pages = manifest.editions.get(edition.page_list)
    if pages and format_of(edition.format).prints_pages:
        words |= {edition.page_list, pages.format}
    return frozenset(words)


def _context(
    folder: Path, manifest: Manifest, metadata: Metadata, edition: Edition, run: Context
) -> ReadingContext:
    return ReadingContext(
        folder=folder,
        language=metadata.language,
        own_words=metadata.own_words,
        report=run.report,
        conditions=_conditions(edition, manifest),
        variables=manifest.tables.variables,
        macros=read_macros(manifest, run.report),
        has_bibliography=bool(manifest.tables.bibliography.files),
        cache=run.cache,
        processes=run.copies,
        while_parsing=run.while_parsing,
    )


def _check_sections(sections: Sequence[Section], manifest: Manifest, report: Report) -> bool:
    """Report a book without sections; False for one with more sections than are allowed."""
    place = manifest.location_of("structure")
    if not sections:
        report.add("MAN-010", "the structure lists no sections", place, hint="add bodymatter")
    check_notes_place(sections, manifest, report)
    if (count := sum(1 for _ in walk(sections))) > limits.SECTIONS:
        report.add("STR-016", f"{count:,} sections, more than {limits.SECTIONS:,}", place)
        return False
    return True


def _read_cover(manifest: Manifest, images: Images, report: Report) -> Resource | None:
    name = manifest.tables.book.cover
    if not name:
        return None
    place = manifest.location_of("book", "cover")
    cover = images.read(name, "", place)
    if cover is not None:
        check_cover(cover, place, report)
    return cover


def _bibliography(manifest: Manifest, context: ReadingContext) -> BibliographyData | None:
    if not manifest.tables.bibliography.files:
        return None
    # With the readers of references, which only a book that cites needs.
    from publish.sources.references.bibliography import read_bibliography

    return read_bibliography(manifest, context)
