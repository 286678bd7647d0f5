"""Where the pages of a print edition begin in an edition whose text differs.

A manuscript can have words for one edition alone. A page that begins with such words begins, on a
screen, with the first ones after them that both editions have.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import partial

from msgspec.structs import replace

from publish.model.book import Book
from publish.model.pagebreak import PageBreak
from publish.model.section import Section
from publish.model.word_stream import countable_words, is_section

_Steps = Sequence[tuple[str, int, int, int, int]]  # as of `SequenceMatcher.get_opcodes`


def breaks_in_text_of(
    shown: Book, printed: Book, breaks: Iterable[PageBreak]
) -> tuple[PageBreak, ...]:
    """The beginnings of pages of the `printed` book as positions in the text that is `shown`."""
    sections = {section.id: section for section in shown.walk()}
    steps = {
        section.id: _steps(_words(section), _words(sections[section.id]))
        for section in printed.walk()
        if section.id in sections
    }
    return tuple(map(partial(_in_text, steps), breaks))


def _words(section: Section) -> list[str]:
    return [word.text for word in countable_words(section.body, is_section)]


def _steps(before: list[str], after: list[str]) -> _Steps:
    """The differences of two texts; none for the same."""
    return [] if before == after else SequenceMatcher(None, before, after, False).get_opcodes()


def _in_text(steps: dict[str, _Steps], page: PageBreak) -> PageBreak:
    place = page.words_before or 0
    for kind, start, end, new_start, new_end in steps.get(page.section, ()) if place else ():
        if start <= place < end:
            if kind == "equal":
                return replace(page, words_before=new_start + place - start)
            return replace(page, words_before=new_end, skipped=0)
    return page
