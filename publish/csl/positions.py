"""Tells of each cite whether its work was cited before, just before, or near by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from publish.csl.context import Cite
from publish.csl.style import Style

_NEAR = 5  # notes, where a style does not say it (CSL 1.0.2, `near-note-distance`)


def with_positions(citations: Sequence[Sequence[Cite]], style: Style) -> list[list[Cite]]:
    """The citations with the position of each cite (CSL 1.0.2, “Choose”, `position`)."""
    written = style.citation.get("near-note-distance")
    distance = int(written) if written.isdigit() else _NEAR
    last_cited: dict[str, int] = {}
    result: list[list[Cite]] = []
    before: list[Cite] = []
    for index, citation in enumerate(citations):
        now: list[Cite] = []
        for cite in citation:
            close = _just_before(cite, now, before)
            position = _position(cite, close, known=cite.key in last_cited)
            near = cite.key in last_cited and index - last_cited[cite.key] <= distance
            now.append(replace(cite, position=position, near=near))
            last_cited[cite.key] = index
        result.append(now)
        before = now
    return result


def _just_before(cite: Cite, now: list[Cite], before: list[Cite]) -> Cite | None:
    """The cite of the same work right before: in this citation, or alone in the last one."""
    if now:
        return now[-1] if now[-1].key == cite.key else None
    alone = len(before) == 1 and before[0].key == cite.key
    return before[0] if alone else None


def _position(cite: Cite, close: Cite | None, *, known: bool) -> str:
    if not known:
        return "first"
    if close is None or (close.locator and not cite.locator):
        return "subsequent"
    same = (cite.locator, cite.label) == (close.locator, close.label)
    return "ibid" if same else "ibid-with-locator"
