"""The position of each cite: whether its work was cited before, just before, or near by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from publish.csl.context import Cite
from publish.csl.style import Style

_NEAR = 5  # notes, where a style sets no distance (CSL 1.0.2, `near-note-distance`)


def with_positions(citations: Sequence[Sequence[Cite]], style: Style) -> list[list[Cite]]:
    """The citations with the position of each cite (CSL 1.0.2, “Choose”, `position`).

    A style that refers to notes by number cites a work in full again in each chapter, where notes
    count from 1 again.
    """
    written = style.citation.get("near-note-distance")
    distance = int(written) if written.isdigit() else _NEAR
    last_cited: dict[tuple[str, str], int] = {}
    first_notes: dict[tuple[str, str], int] = {}
    result: list[list[Cite]] = []
    previous: list[Cite] = []
    for index, citation in enumerate(citations):
        current: list[Cite] = []
        for cite in citation:
            work = (cite.chapter if style.refers_to_notes else "", cite.key)
            cited = work in last_cited
            position = _position(cite, _cited_just_before(cite, current, previous), cited=cited)
            near = cited and index - last_cited[work] <= distance
            first_note = first_notes.setdefault(work, cite.note) if cited else 0
            current.append(replace(cite, position=position, near=near, first_note=first_note))
            first_notes.setdefault(work, cite.note)
            last_cited[work] = index
        result.append(current)
        previous = current
    return result


def _cited_just_before(cite: Cite, current: list[Cite], previous: list[Cite]) -> Cite | None:
    """The cite of the same work right before: in this citation, or alone in the previous one."""
    if current:
        return current[-1] if current[-1].key == cite.key else None
    alone = len(previous) == 1 and previous[0].key == cite.key
    return previous[0] if alone else None


def _position(cite: Cite, before: Cite | None, *, cited: bool) -> str:
    if not cited:
        return "first"
    if before is None or (before.locator and not cite.locator):
        return "subsequent"
    same = (cite.locator, cite.label) == (before.locator, before.label)
    return "ibid" if same else "ibid-with-locator"
