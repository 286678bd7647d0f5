"""Every table of the book has all its cells."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import zip_longest

from lxml import etree

from publish.model.section import Section
from publish.verification.difference import Code, Difference, quoted, section_name
from publish.verification.markup import X, has_class, is_in_note
from publish.verification.pages.finished import FinishedPages
from publish.verification.pages.reader.document import Document

_SURFACE = "tables"


def check_tables(finished: FinishedPages) -> Iterator[Difference]:
    """The tables of each file, but for those in notes, which move."""
    for opening in finished.openings_to_check:
        document = finished.section_map.documents.get(opening.id)
        if document is not None:
            compare = partial(_compare, opening, document)
            yield from finished.unless_verified(_SURFACE, opening, compare)


def _compare(opening: Section, document: Document) -> Iterator[Difference]:
    expected = [each for section in opening.in_file() for each in _tables(section.body)]
    for right, shown in zip_longest(expected, _tables(document.root)):
        if right != shown:
            values = quoted(right), quoted(shown)
            yield Difference(Code.PLACE, _SURFACE, section_name(opening), "table", *values)
            return  # those after one that is lost differ all


def _tables(root: etree._Element) -> Iterator[str]:
    """Each table by its name and the number of its cells."""
    for table in root.iter(f"{X}table"):
        if not (has_class(table, "chart-data") or is_in_note(table)):
            cells = sum(1 for _ in table.iter(f"{X}td", f"{X}th"))
            yield f"table #{table.get('id')} of {cells} cells"
