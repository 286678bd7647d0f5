"""Facts of several files that should agree, and the files that say something else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from publish.verification.difference import Code, Difference, quoted
from publish.verification.records.aliases import with_whole_names
from publish.verification.records.facts import Reading

# Facts that follow from others: a file that has those wrong is reported once.
_DERIVED = {
    "full title": ("title", "subtitle"),
    "all ISBNs": ("ISBN of ",),
    "pages": ("pages of ",),
    "year": ("date",),
    "language": ("language tag",),
    "subjects and keywords": ("subjects", "keywords"),
}


def disagreements(readings: Mapping[str, Reading]) -> Iterator[tuple[str, Difference]]:
    """The name of each file that is alone with what it says of a fact, and the difference.

    What most files say is right; where as many say the one as the other, the first of them.
    """
    readings = with_whole_names(readings)
    facts = dict.fromkeys(fact for reading in readings.values() for fact in reading.facts)
    wrong: dict[str, list[str]] = {name: [] for name in readings}
    for fact in sorted(facts, key=_DERIVED.__contains__):
        values = {name: each for name, r in readings.items() if (each := r.value(fact)) is not None}
        stated = list(values.values())
        right = max(dict.fromkeys(stated), key=stated.count)
        for name, value in values.items():
            if value == right or any(map(_follows(fact), wrong[name])):
                continue
            wrong[name].append(fact)
            shown = quoted(right or None), quoted(value or None)
            yield name, Difference(Code.FACT, "records", "the book", fact, *shown)


def _follows(fact: str) -> Callable[[str], bool]:
    """Whether a fact follows from another one."""
    return lambda other: other.startswith(_DERIVED.get(fact, ()))
