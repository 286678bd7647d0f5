"""The outline of a book with what is in each section: words, minutes, notes, pictures, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from publish.model.markup import MATH, X
from publish.model.section import Section, heading_text
from publish.proofing.evidence import Evidence
from publish.proofing.facts import Counts, OutlineRow
from publish.releases.words import count_words

# Words that adults read in a minute without sound (Brysbaert 2019), and characters of Chinese and
# Japanese (Trauzettel-Klosinski and Dietz 2012).
_WORDS, _CHARACTERS = 238, 255
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


def outline_rows(evidence: Evidence) -> list[OutlineRow]:
    """A row for each section, in reading order."""
    return [row for section in evidence.book.sections for row in _rows(section, evidence)]


def counts_of_book(rows: Sequence[OutlineRow]) -> Counts:
    """What is in the whole book: in the sections at the top."""
    top = min((row.level for row in rows), default=0)
    return sum((row.counts for row in rows if row.level == top), Counts())


def _rows(section: Section, evidence: Evidence) -> Iterator[OutlineRow]:
    """The row of a section, which counts all below it, and those of the sections there."""
    below = [list(_rows(child, evidence)) for child in section.children]
    counts = _own(section)
    for rows in below:
        counts += rows[0].counts
    yield OutlineRow(
        id=section.id,
        level=section.level,
        heading=heading_text(section),
        page=evidence.section_pages.get(section.id),
        counts=counts,
        is_missing=section.missing,
        location=evidence.places.of_section(section.id),
    )
    for rows in below:
        yield from rows


def _own(section: Section) -> Counts:
    """What is in a section itself."""
    text = " ".join(section.body.itertext())
    words, wide = count_words(text), len(_WIDE.findall(text))
    return Counts(
        words=words,
        minutes=(words - wide) / _WORDS + wide / _CHARACTERS,
        notes=len(section.notes),
        pictures=sum(1 for _ in section.body.iter(f"{X}img")),
        tables=sum(1 for _ in section.body.iter(f"{X}table")),
        formulas=sum(1 for _ in section.body.iter(MATH)),
    )
