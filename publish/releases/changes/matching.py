"""Which section of the new text each section of the old one became: by text, id and title."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from publish.releases.changes.fingerprints import Fingerprint, fingerprints, likely_pairs
from publish.releases.text import TextSection

# How much an id or a title counts beside the text, which counts 1 where it is the same. The id that
# a title gave belongs to another section once the first with that title is gone, so that the text
# counts for more.
_SAME_ID, _SAME_TITLE, _SAME_PARENT = 0.4, 0.2, 0.1
_ENOUGH = 0.4


class Texts(msgspec.Struct, frozen=True):
    """The sections of both sides by id, and their fingerprints."""

    olds: Mapping[str, TextSection]
    news: Mapping[str, TextSection]
    old_runs: Mapping[str, Fingerprint]
    new_runs: Mapping[str, Fingerprint]

    @classmethod
    def of(cls, olds: Sequence[TextSection], news: Sequence[TextSection]) -> Texts:
        """The texts of two sequences of sections."""
        old_sections, new_sections = ({each.id: each for each in side} for side in (olds, news))
        return cls(old_sections, new_sections, fingerprints(olds), fingerprints(news))

    def likeness(self, old: str, new: str, shared: int) -> float:
        """How much of the longer text is in the other, from 0 to 1."""
        return shared / max(len(self.old_runs[old]), len(self.new_runs[new]), 1)


def match_sections(texts: Texts) -> dict[str, str]:
    """The new section for each old one that has one, best matches first."""
    shared = likely_pairs(texts.old_runs, texts.new_runs)
    scores: dict[tuple[str, str], float] = defaultdict(float)
    for (old, new), count in shared.items():
        scores[old, new] += texts.likeness(old, new, count)
    for pair, bonus in _named_alike(texts):
        scores[pair] += bonus
    order = {name: index for index, name in enumerate(texts.olds)}
    ranked = sorted(scores, key=lambda pair: (-scores[pair], order[pair[0]], pair[1]))
    matches: dict[str, str] = {}
    taken: set[str] = set()
    for old, new in ranked:
        if scores[old, new] >= _ENOUGH and old not in matches and new not in taken:
            matches[old] = new
            taken.add(new)
    return matches


def _named_alike(texts: Texts) -> Iterator[tuple[tuple[str, str], float]]:
    """Pairs with the same id or title, and what that counts."""
    by_title: dict[str, list[TextSection]] = defaultdict(list)
    for new in texts.news.values():
        by_title[new.title].append(new)
    for old in texts.olds.values():
        if old.id in texts.news:
            yield (old.id, old.id), _SAME_ID
        for new in by_title[old.title]:
            same_parent = old.parent == new.parent
            yield (old.id, new.id), _SAME_TITLE + same_parent * _SAME_PARENT
