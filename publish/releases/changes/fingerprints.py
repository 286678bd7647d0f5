"""What a text is recognised by: the runs of three words in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from publish.releases.text import TextSection
from publish.releases.words import WORD

_LENGTH = 3
# Runs that more sections share ("as we have seen") say nothing about where a text comes from.
_MOST_SECTIONS = 12

Run = tuple[str, ...]
Fingerprint = frozenset[Run]


def fingerprint(blocks: Iterable[str]) -> Fingerprint:
    """The runs of words in a text; a shorter text is one run."""
    words = [word.casefold() for block in blocks for word in WORD.findall(block)]
    if len(words) < _LENGTH:
        return frozenset([tuple(words)] if words else [])
    return frozenset(zip(*(words[start:] for start in range(_LENGTH)), strict=False))


def fingerprints(sections: Sequence[TextSection]) -> dict[str, Fingerprint]:
    """The fingerprint of each section, by id; of one without text, that of its descendants."""
    own = {section.id: fingerprint(section.words) for section in sections}
    whole = dict(own)
    for section in reversed(sections):
        if section.parent in whole:
            whole[section.parent] |= whole[section.id]
    return {name: own[name] or whole[name] for name in own}


def likely_pairs(
    olds: Mapping[str, Fingerprint], news: Mapping[str, Fingerprint]
) -> dict[tuple[str, str], int]:
    """The number of runs that an old and a new section share, where they share any."""
    places: dict[Run, list[str]] = defaultdict(list)
    for name, runs in news.items():
        for run in runs:
            places[run].append(name)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for old, runs in olds.items():
        for run in runs:
            found = places.get(run, ())
            for new in found if len(found) <= _MOST_SECTIONS else ():
                shared[old, new] += 1
    return shared
