"""Citations that are formatted together with their lists: those of the book, or of one chapter.

Where each list is of a chapter or part, each counts its works for itself. Beside a list of the
whole book the lists of chapters are parts of it, with its numbers and letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from lxml import etree

from publish.csl.context import Cite
from publish.csl.processor import BibliographyEntry, Processor
from publish.csl.style import parse_style
from publish.model.book import Book
from publish.model.names import Names
from publish.model.reference import BibliographyData
from publish.structure.citations.anchors import EntryAnchors
from publish.structure.citations.citation import append_runs, write_in_text
from publish.structure.citations.entries import write_entries
from publish.structure.citations.lists import BibliographyList
from publish.structure.citations.places import CitationPlace
from publish.structure.index.collation import sort_key


class WrittenCitation(msgspec.Struct, frozen=True, eq=False):
    """A citation, and the element with its id that its text goes into."""

    place: CitationPlace
    span: etree._Element
    cites: list[Cite]
    narrative: bool

    def is_in(self, each: BibliographyList) -> bool:
        """Whether a list has its works."""
        return each.is_for(self.place.section.id)

    @property
    def keys(self) -> Iterator[str]:
        """The keys of its works."""
        return (cite.key for cite in self.cites)


class CitationGroup(msgspec.Struct, frozen=True, eq=False):
    """Citations in reading order, and the lists that have their works."""

    citations: list[WrittenCitation]
    lists: list[BibliographyList]


def groups_of(
    citations: Sequence[WrittenCitation], lists: Sequence[BibliographyList]
) -> Iterator[CitationGroup]:
    """The groups of a book; citations without a list are one."""
    if not lists or any(each.sections is None for each in lists):
        yield CitationGroup(list(citations), sorted(lists, key=_size))
        return
    rest = list(citations)
    for each in sorted(lists, key=_size):
        yield CitationGroup([one for one in rest if one.is_in(each)], [each])
        rest = [one for one in rest if not one.is_in(each)]
    if rest:
        yield CitationGroup(rest, [])


def _size(each: BibliographyList) -> tuple[bool, int]:
    """Sorts lists of chapters before those of parts, and that of the book last."""
    return each.sections is None, len(each.sections or ())


def write_group(
    book: Book, data: BibliographyData, group: CitationGroup, uncited: Sequence[str]
) -> None:
    """Write the citations of a group and its lists; a list of the book has the uncited works."""
    style, language = parse_style(data.style), book.metadata.language
    listed = uncited if any(each.sections is None for each in group.lists) else ()
    cites = [citation.cites for citation in group.citations]
    processor = Processor(style, language, data.references, cites, listed, sort_key(language))
    entries = processor.bibliography() if group.lists else []
    anchors = [_anchors(each, group, entries, book.names) for each in group.lists]
    none = EntryAnchors(book.names)
    for index, citation in enumerate(group.citations):
        own = (
            for_list
            for each, for_list in zip(group.lists, anchors, strict=True)
            if citation.is_in(each)
        )
        _write_citation(processor, index, citation, next(own, none), in_notes=style.in_notes)
    for each, for_list in zip(group.lists, anchors, strict=True):
        own_entries = [entry for entry in entries if for_list.has(entry.key)]
        write_entries(each.container, own_entries, for_list, book.metadata.words.back_to_text)


def _anchors(
    each: BibliographyList, group: CitationGroup, entries: Sequence[BibliographyEntry], names: Names
) -> EntryAnchors:
    """The anchors of a list: of all entries in that of the book, else of those cited in it."""
    own = [citation for citation in group.citations if citation.is_in(each)]
    cited = {key for citation in own for key in citation.keys}
    listed = (entry.key for entry in entries if each.sections is None or entry.key in cited)
    anchors = EntryAnchors(names, listed)
    for citation in own:
        anchors.add_citation(str(citation.span.get("id")), citation.keys)
    return anchors


def _write_citation(
    processor: Processor,
    index: int,
    citation: WrittenCitation,
    anchors: EntryAnchors,
    *,
    in_notes: bool,
) -> None:
    runs, place = processor.citation(index), citation.place
    author = processor.author(citation.cites[0].key) if citation.narrative else ()
    if place.becomes_note:
        append_runs(citation.span, runs, anchors)
        append_runs(place.node, author, anchors)
    else:
        write_in_text(citation.span, runs, author, anchors, in_notes=in_notes)
