"""Small outlines and passages of the source, as questions show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from publish.importers.plaintext.candidates import Candidate
from publish.importers.plaintext.recovery import Recovery

_CONTEXT = 2  # headings and lines shown before and after
_MOST_LINES = 24  # of one outline
WIDEST = 70  # characters of a line of an outline


def outline_around(
    candidates: Sequence[Candidate], depths: Sequence[int], run: Sequence[int]
) -> tuple[str, ...]:
    """The headings around some candidates and the candidates themselves, which are marked."""
    first, last = max(0, run[0] - _CONTEXT), min(len(depths), run[-1] + _CONTEXT + 1)
    shown = [i for i in range(first, last) if depths[i] or i in run]
    return shortened([outline_line(candidates[i], depths[i], marked=i in run) for i in shown])


def shortened(lines: Sequence[str]) -> tuple[str, ...]:
    """The first and the last of many lines."""
    if len(lines) > _MOST_LINES:
        half = _MOST_LINES // 2
        lines = [*lines[:half], f"    … {len(lines) - 2 * half} more", *lines[-half:]]
    return tuple(lines)


def outline_line(candidate: Candidate, depth: int, *, marked: bool) -> str:
    """The words of a candidate, indented by its depth."""
    return _row(candidate.source.text, depth, marked=marked)


def _row(text: str, depth: int, *, marked: bool) -> str:
    short = text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"
    arrow = "→" if marked else " "
    return f"{arrow} {'    ' * (depth - 1)}{short}" if depth else f"{arrow} (text) {short}"


def excerpt(recovery: Recovery, number: int) -> tuple[str, ...]:
    """The lines of the source around one."""
    full = [line for line in recovery.passages.lines if not line.is_blank]
    at = next((i for i, line in enumerate(full) if line.number == number), 0)
    shown = full[max(0, at - _CONTEXT) : at + _CONTEXT + 1]
    return tuple(
        f"{'→' if line.number == number else ' '}{line.number:>6} | {line.raw.strip()[:90]}"
        for line in shown
    )


def outline_with_lines(
    recovery: Recovery, depths: Sequence[int], run: Sequence[int], lines: Mapping[int, int]
) -> tuple[str, ...]:
    """The headings with some other lines of the source, line → depth, each as its line has it."""
    found = {c.line: i for i, c in enumerate(recovery.candidates) if depths[i] or i in run}
    marked = {recovery.candidates[i].line for i in run} | lines.keys()
    rows: list[str] = []
    for line in sorted(found.keys() | lines.keys()):
        depth = lines[line] if line in lines else depths[found[line]]
        words = recovery.passages.lines[line - 1].raw.strip()
        rows.append(_row(words, depth, marked=line in marked))
    return shortened(rows)
