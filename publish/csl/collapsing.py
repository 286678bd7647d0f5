"""Holds the cites of one citation together: 1–3, and one name before several years."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from publish.csl.context import Cite
from publish.csl.runs import Runs, TextRun
from publish.csl.style import StyleNode


@dataclass(frozen=True, slots=True)
class RenderedCite:
    """A cite with its text; `plain` when it has no locator, prefix or suffix."""

    cite: Cite
    runs: Runs
    names: str
    number: int
    letter: str
    plain: bool


def collapse_cites(
    written: Sequence[RenderedCite], part: StyleNode, without_names: Callable[[Cite], Runs]
) -> Runs:
    """The cites in one line, as `collapse` and the delimiters of a style ask."""
    collapse = part.get("collapse")
    layout = part.first("layout")
    delimiter = layout.get("delimiter") if layout is not None else ""
    if collapse == "citation-number":
        return _collapse_numbers(written, delimiter)
    if collapse.startswith("year") or "cite-group-delimiter" in part.attributes:
        return _collapse_years(written, part, delimiter, without_names if collapse else None)
    return _join([(each.runs, delimiter) for each in written])


def _join(pieces: Sequence[tuple[Runs, str]]) -> Runs:
    """The pieces, each with the delimiter that stands before it unless it is the first."""
    result: list[TextRun] = []
    for runs, delimiter in pieces:
        if runs and result and delimiter:
            result.append(TextRun(delimiter))
        result.extend(runs)
    return tuple(result)


def _collapse_numbers(written: Sequence[RenderedCite], delimiter: str) -> Runs:
    """Three and more numbers in a row as a range."""
    pieces: list[tuple[Runs, str]] = []
    at = 0
    while at < len(written):
        end = at
        while end + 1 < len(written) and _follows(written[end], written[end + 1]):
            end += 1
        pieces.append((written[at].runs, delimiter))
        if end - at >= 2:
            pieces.append((written[end].runs, "–"))
            at = end + 1
        else:
            at += 1
    return _join(pieces)


def _follows(one: RenderedCite, other: RenderedCite) -> bool:
    return one.plain and other.plain and other.number == one.number + 1


def _collapse_years(
    written: Sequence[RenderedCite],
    part: StyleNode,
    delimiter: str,
    without_names: Callable[[Cite], Runs] | None,
) -> Runs:
    """Cites with the same names together, the names written once."""
    between = part.get("cite-group-delimiter") or (", " if without_names else delimiter)
    after = part.get("after-collapse-delimiter") or delimiter
    pieces: list[tuple[Runs, str]] = []
    was_group = False
    for group in _group_by_names(written):
        pieces.append((group[0].runs, after if was_group else delimiter))
        for each in group[1:]:
            named = without_names is None or each.cite.prefix or each.cite.without_author
            runs = each.runs if named or without_names is None else without_names(each.cite)
            pieces.append((runs, between))
        was_group = len(group) > 1
    return _join(pieces)


def _group_by_names(written: Sequence[RenderedCite]) -> list[list[RenderedCite]]:
    """The cites by their names, in the order of the first of each."""
    groups: dict[str, list[RenderedCite]] = {}
    for index, each in enumerate(written):
        key = each.names or f"\0{index}"
        groups.setdefault(key, []).append(each)
    return list(groups.values())
