"""Lines of the manuscript, sent to the pages as an editor sends that of its cursor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bench.clicks.judging import Answer, Judge
from publish.preview.source_map.blocks import Source
from publish.preview.source_map.prints import PrintMap


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
