"""The notes of a settled book: their numbers, and the elements of their calls and texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from publish.model.book import Book
from publish.model.markup import note_calls, notes_of

ReadFiles = Callable[[Mapping[str, str]], Book]

# The note of `## Low` is called first above it; a note may call another.
_TEXT = """# High

One[^b] and two.[^a]

## Low

Three,[^c] and one again.[^b]

[^a]: The second, which calls [^c].

[^b]: The first.

[^c]: The third.
"""


def test_notes_by_number_with_their_elements(read_files: ReadFiles) -> None:
    book = read_files({"a.md": _TEXT})
    notes = list(book.notes())
    assert [(note.number, note.label) for note in notes] == [(1, "b"), (2, "a"), (3, "c")]
    bodies = [body for section in book.walk() for body in notes_of(section.body)]
    calls = [call for section in book.walk() for call in note_calls(section.body)]
    assert {note.id: note.body for note in notes} == {body.get("id"): body for body in bodies}
    first = {call.get("href"): call.get("id") for call in reversed(calls)}
    assert {f"#{note.id}": note.call_id for note in notes} == first


def test_a_section_has_the_notes_of_its_own_body(read_files: ReadFiles) -> None:
    (high,) = read_files({"a.md": _TEXT}).sections
    for section in high.walk():
        assert [note.body for note in section.notes] == notes_of(section.body)
    assert [note.number for note in high.notes_in_file()] == [1, 2, 3]
