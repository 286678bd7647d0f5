"""Collapses the cites of one citation: 1–3, one name before several years, 2014a, b."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from publish.csl.context import Cite
from publish.csl.runs import Runs, TextRun
from publish.csl.style import StyleNode
from publish.model.numerals import letters


@dataclass(frozen=True, slots=True)
class RenderedCite:
    """A cite with its text; `plain` when it has no locator, prefix or suffix.

    `year` is the text without names and letter, by which cites with other letters are recognised.
    """

    cite: Cite
    runs: Runs
    names: str
    number: int
    letter: str
    plain: bool
    year: str = ""


Piece = tuple[Runs, str]  # a text, and the delimiter before it


def collapse_cites(
    cites: Sequence[RenderedCite], part: StyleNode, without_names: Callable[[Cite], Runs]
) -> Runs:
    """The cites in one line, by the `collapse` and the delimiters of a style (CSL 1.0.2)."""
    collapse = part.get("collapse")
    layout = part.first("layout")
    delimiter = layout.get("delimiter") if layout is not None else ""
    if collapse == "citation-number":
        return _collapse_numbers(cites, delimiter)
    if collapse.startswith("year") or "cite-group-delimiter" in part.attributes:
        return _collapse_years(cites, part, delimiter, without_names if collapse else None)
    return _join([(each.runs, delimiter) for each in cites])


def _join(pieces: Sequence[Piece]) -> Runs:
    """The pieces, each with the delimiter before it unless it is the first."""
    result: list[TextRun] = []
    for runs, delimiter in pieces:
        if runs and result and delimiter:
            result.append(TextRun(delimiter))
        result.extend(runs)
    return tuple(result)


def _collapse_numbers(cites: Sequence[RenderedCite], delimiter: str) -> Runs:
    """The numbers, three and more in a row as a range."""
    return _join(_ranges(cites, delimiter, [each.runs for each in cites], _follows))


def _ranges(
    cites: Sequence[RenderedCite],
    delimiter: str,
    texts: Sequence[Runs],
    follows: Callable[[RenderedCite, RenderedCite], bool],
) -> list[Piece]:
    """The texts of cites, with the ends alone of three and more that follow each other."""
    pieces: list[Piece] = []
    at = 0
    while at < len(cites):
        end = at
        while end + 1 < len(cites) and follows(cites[end], cites[end + 1]):
            end += 1
        pieces.append((texts[at], delimiter))
        if end - at >= 2:
            pieces.append((texts[end], "–"))
            at = end + 1
        else:
            at += 1
    return pieces


def _follows(one: RenderedCite, other: RenderedCite) -> bool:
    return one.plain and other.plain and other.number == one.number + 1


def _collapse_years(
    cites: Sequence[RenderedCite],
    part: StyleNode,
    delimiter: str,
    without_names: Callable[[Cite], Runs] | None,
) -> Runs:
    """Cites with the same names together, the names written once."""
    by_letter = part.get("collapse").startswith("year-suffix")
    default = ", " if without_names and not by_letter else delimiter
    between = part.get("cite-group-delimiter") or default
    after = part.get("after-collapse-delimiter") or delimiter
    pieces: list[Piece] = []
    was_group = False
    for group in _group_by_names(cites):
        years = _group_by_year(group) if by_letter else [[each] for each in group]
        pieces += [(group[0].runs, after if was_group else delimiter)]
        pieces += _letters(years[0], part, delimiter)
        for year in years[1:]:
            first = year[0].cite
            keeps_names = not without_names or first.prefix or first.without_author
            runs = without_names(first) if without_names and not keeps_names else year[0].runs
            pieces += [(runs, between), *_letters(year, part, delimiter)]
        was_group = len(group) > 1
    return _join(pieces)


def _letters(year: Sequence[RenderedCite], part: StyleNode, delimiter: str) -> list[Piece]:
    """The letters of a year's cites after the first, as ranges where the style has them."""
    comma = part.get("year-suffix-delimiter") or delimiter
    if len(year) < 2:
        return []
    texts = [_letter(each) for each in year]
    if part.get("collapse") == "year-suffix-ranged":
        return _ranges(year, comma, texts, _next_letter)[1:]
    return [(text, comma) for text in texts[1:]]


def _letter(cite: RenderedCite) -> Runs:
    """The letter of a cite, formatted as where it ends the cite."""
    last = cite.runs[-1]
    return (replace(last, text=cite.letter, link=""),)


def _next_letter(one: RenderedCite, other: RenderedCite) -> bool:
    return any((one.letter, other.letter) == (letters(n), letters(n + 1)) for n in range(1, 26))


def _group_by_names(cites: Sequence[RenderedCite]) -> list[list[RenderedCite]]:
    """The cites by their names, in the order of the first of each."""
    groups: dict[str, list[RenderedCite]] = {}
    for index, each in enumerate(cites):
        key = each.names or f"\0{index}"
        groups.setdefault(key, []).append(each)
    return list(groups.values())


def _group_by_year(cites: Sequence[RenderedCite]) -> list[list[RenderedCite]]:
    """Neighbours that differ only in the letter after their year."""
    groups: list[list[RenderedCite]] = []
    for each in cites:
        last = groups[-1][-1] if groups else None
        same = last is not None and last.letter and each.letter and last.year == each.year
        if same and last is not None and last.plain and each.plain:
            groups[-1].append(each)
        else:
            groups.append([each])
    return groups
