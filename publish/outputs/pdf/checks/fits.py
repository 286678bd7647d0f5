"""What was made to fit its page, at its line of the manuscript."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from publish.model.artifact import FittedElement
from publish.model.book import Book
from publish.outputs.pdf.checks.manuscript_line import ManuscriptLines
from publish.outputs.pdf.checks.strays import location_of
from publish.outputs.pdf.exchange.object_file import Fit


def fitted_elements(
    fits: Iterable[Fit], book: Book, lines: ManuscriptLines
) -> Iterator[FittedElement]:
    """Each table and formula that was changed, with its place in the folder of the book."""
    sections = {section.id: section for section in book.walk()}
    sections |= {note.id: section for section in book.walk() for note in section.notes}
    for fit in fits:
        if (section := sections.get(fit.section)) is None:
            continue
        place = location_of(fit, section, lines)
        yield FittedElement(
            thing=fit.thing.removeprefix("a "),
            section=section.id,
            words=" ".join(fit.words.split()),
            location=replace(place, path=os.path.relpath(place.path, book.folder)),
            scale=round(fit.scale, 3),
            lines=fit.lines,
            is_turned=fit.is_turned,
            breaks_words=fit.breaks_words,
        )
