"""Notes at the foot: each begins on the page of its call, or after notes that go on from there,
below all other text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from publish.model.book import NotesPlace
from publish.verification.difference import Code, Difference, quoted, section_name
from publish.verification.pdf.calls import calls
from publish.verification.pdf.finished import FinishedPdf
from publish.verification.pdf.reader.runs import Passage

_NEAR = 1.0  # points by which lines may overlap
_SURFACE = "note places"


def check_note_places(finished: FinishedPdf) -> Iterator[Difference]:
    """The page of each note, and on each page what is below the notes."""
    if finished.book.notes_place is not NotesPlace.FOOT:
        return
    notes: dict[int, dict[int, Passage]] = defaultdict(dict)
    for call in calls(finished):
        for part in call.note.content():
            if part.passage is not None:
                notes[part.page][part.mcid] = part.passage
    for call in calls(finished):
        begin, at = call.note.first_text, call.element.first_text
        if call.call.get("id") is None or begin is None or at is None:
            continue  # a later call of the same note
        # A note waits for those before it, which each page has; the layout has warned of it.
        waits = all(page in notes for page in range(at.page + 1, begin.page))
        if begin.page < at.page or not waits:
            subject = f"note #{call.note.id} of {section_name(call.section)}"
            values = f"page {at.page + 1} of the file", f"page {begin.page + 1}"
            yield Difference(Code.PLACE, _SURFACE, subject, "page", *values)
    for page, passages in notes.items():
        yield from _below(finished, page, passages)


def _below(finished: FinishedPdf, page: int, notes: dict[int, Passage]) -> Iterator[Difference]:
    """The lowest text of a page, if it is below the beginning of its notes."""
    first = max(notes.values(), key=lambda each: each.top)
    others = [text for mcid, text in finished.pages[page].passages.items() if mcid not in notes]
    lowest = min(others, key=lambda each: each.bottom, default=None)
    if lowest is not None and lowest.bottom < first.top - _NEAR:
        subject = f"{quoted(first.text)} on page {page + 1} of the file"
        values = "at the foot", f"above {quoted(lowest.text)}"
        yield Difference(Code.PLACE, _SURFACE, subject, "place", *values)
