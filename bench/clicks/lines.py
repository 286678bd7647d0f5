"""Lines of the manuscript, sent to the pages as an editor sends that of its cursor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from bench.clicks.judging import Answer, Judge
from publish.preview.source_map.blocks import Source
from publish.preview.source_map.prints import PrintMap
from publish.preview.source_map.words import words_of

_RUN = 3  # words in a row that a line has in common with an edition that shows it,
_FEW = 5  # unless it has no more words than that, which may be written in another way


def shown_lines(judge: Judge, pages: Iterable[Sequence[Answer]]) -> list[Source]:
    """The lines that have words on pages, as far as these are certain."""
    found = {
        answer.source: None
        for answers in pages
        for answer, verdict in zip(answers, judge.judge(answers), strict=True)
        if verdict.kind == "word" and answer.source
    }
    return list(found)


def missed_on_pages(prints: PrintMap, known: Iterable[Source]) -> Iterator[Source]:
    """The lines for which a word of another line is shown, or none."""
    for source in known:
        place = next(prints.places_of(source), None)
        if place is None or prints.source_of(place) != source:
            yield source


def lines_on_screens(
    known: Sequence[Source], read: Callable[[str], str], texts: Iterable[Sequence[str]]
) -> list[Source]:
    """The lines that an edition with these texts shows: some are for the printed one alone."""
    runs = {run for words in texts for run in _runs(words)}
    lines = {name: read(name).splitlines() for name in {each.file for each in known}}
    return [
        each
        for each in known
        if len(words := words_of(lines[each.file][each.line - 1])) <= _FEW
        or not runs.isdisjoint(_runs(words))
    ]


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[shift:] for shift in range(_RUN)), strict=False)
