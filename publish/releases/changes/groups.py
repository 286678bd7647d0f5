"""Sections that became several, or several that became one.

A new section that matches no old one was split off if most of its text was in an old section whose
match has it no more; a merged one is the same, the other way round.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import msgspec

from publish.releases.changes.fingerprints import Fingerprint, likely_pairs
from publish.releases.changes.matching import Texts

_MOST = 0.5  # of the runs of the smaller text


class SectionGroup(msgspec.Struct):
    """Old sections and the new ones that have their text, each in reading order."""

    olds: list[str]
    news: list[str]

    @property
    def is_kept(self) -> bool:
        """Whether the text is in both books."""
        return bool(self.olds and self.news)


def group_sections(texts: Texts, matches: Mapping[str, str]) -> list[SectionGroup]:
    """Each old and each new section in exactly one group; one side of a group may be empty."""
    partners = {new: old for old, new in matches.items()}
    split_off = _origins(texts.new_runs, texts.old_runs, partners, matches)
    merged = _origins(texts.old_runs, texts.new_runs, matches, partners)
    groups = {
        old: SectionGroup([old], [matches[old]] if old in matches else []) for old in texts.olds
    }
    for new, old in split_off.items():
        groups[old].news.append(new)
    for old, new in merged.items():
        owner = partners.get(new)
        if owner is not None and not groups[old].news:
            groups[owner].olds.append(old)
            del groups[old]
    grouped = {new for group in groups.values() for new in group.news}
    added = [SectionGroup([], [new]) for new in texts.news if new not in grouped]
    return [*_in_order(groups, texts), *added]


def _in_order(groups: Mapping[str, SectionGroup], texts: Texts) -> list[SectionGroup]:
    old_order, new_order = (
        {name: index for index, name in enumerate(side)} for side in (texts.olds, texts.news)
    )
    return [
        SectionGroup(
            sorted(group.olds, key=old_order.__getitem__),
            sorted(group.news, key=new_order.__getitem__),
        )
        for group in groups.values()
    ]


def _origins(
    parts: Mapping[str, Fingerprint],
    wholes: Mapping[str, Fingerprint],
    matched_parts: Mapping[str, str],
    partners: Mapping[str, str],
) -> dict[str, str]:
    """For each part that has no match: the whole that most of its text was taken out of.

    `partners` has the match of a whole among the parts, whose text is still there.
    """
    loose = {name: runs for name, runs in parts.items() if name not in matched_parts and runs}
    taken = {
        name: runs - (parts[partners[name]] if name in partners else frozenset())
        for name, runs in wholes.items()
    }
    best: dict[str, tuple[float, str]] = defaultdict(lambda: (0.0, ""))
    for (part, whole), shared in likely_pairs(loose, taken).items():
        best[part] = max(best[part], (shared / len(loose[part]), whole))
    return {part: best[part][1] for part in loose if best[part][0] >= _MOST}
