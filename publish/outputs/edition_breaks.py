"""Where the pages of a print edition begin in an edition whose text differs.

A manuscript can have words for one edition alone. A page that begins with such words begins, on a
screen, with the first ones after them that both editions have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import partial
from itertools import accumulate, chain, groupby

from msgspec.structs import replace

from publish.model.book import Book
from publish.model.pagebreak import PageBreak
from publish.model.section import Section
from publish.model.word_stream import countable_words, is_section

_Step = tuple[str, int, int, int, int]  # as of `SequenceMatcher.get_opcodes`
_Words = tuple[str, ...]


def breaks_in_text_of(
    shown: Book, printed: Book, breaks: Iterable[PageBreak]
) -> tuple[PageBreak, ...]:
    """The beginnings of pages of the `printed` book as positions in the text that is `shown`."""
    sections = {section.id: section for section in shown.walk()}
    steps = {
        section.id: _steps(_passages(section), _passages(sections[section.id]))
        for section in printed.walk()
        if section.id in sections
    }
    return tuple(map(partial(_in_text, steps), breaks))


def _passages(section: Section) -> list[_Words]:
    """The words of a section, by the pieces of text that they are in."""
    words = countable_words(section.body, is_section)
    by_piece = groupby(words, key=lambda word: (id(word.node), word.in_tail))
    return [tuple(word.text for word in each) for _, each in by_piece]


def _steps(before: list[_Words], after: list[_Words]) -> list[_Step]:
    """The differences of two texts, in words; none for the same."""
    return [] if before == after else list(_word_steps(before, after))


def _word_steps(before: list[_Words], after: list[_Words]) -> Iterator[_Step]:
    """Compare passages, which is fast in a long text, and words only where they differ."""
    starts, new_starts = _starts(before), _starts(after)
    for kind, start, end, new_start, new_end in _compare(before, after):
        at, new_at = starts[start], new_starts[new_start]
        if kind != "replace":
            yield kind, at, starts[end], new_at, new_starts[new_end]
            continue
        words = chain(*before[start:end]), chain(*after[new_start:new_end])
        for inner, i, j, k, m in _compare(*map(list, words)):
            yield inner, at + i, at + j, new_at + k, new_at + m


def _starts(passages: list[_Words]) -> list[int]:
    """The number of words before each passage, and before the end."""
    return list(accumulate(map(len, passages), initial=0))


def _compare(before: Sequence[object], after: Sequence[object]) -> Sequence[_Step]:
    return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()


def _in_text(steps: dict[str, list[_Step]], page: PageBreak) -> PageBreak:
    place = page.words_before or 0
    for kind, start, end, new_start, new_end in steps.get(page.section, ()) if place else ():
        if start <= place < end:
            if kind == "equal":
                return replace(page, words_before=new_start + place - start)
            return replace(page, words_before=new_end, skipped=0)
    return page
