"""`date`: localised or by parts, single or a range, with the letter after equal years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from publish.csl.context import RenderContext, Rendered
from publish.csl.formatting import apply_formatting
from publish.csl.numbers import ordinal
from publish.csl.runs import Runs, TextRun, join_runs, parse_runs
from publish.csl.style import StyleNode
from publish.model.reference import Date

_ORDER = ("year", "month", "day")


def render_date(node: StyleNode, context: RenderContext) -> Rendered:
    """The first of the element's variables that has a date."""
    for variable in node.get("variable").split():
        date = context.date(variable)
        if date is None:
            continue
        if context.sorting:
            runs: Runs = (TextRun(sort_key(date)),)
        elif date.literal:
            runs = parse_runs(date.literal)
        else:
            runs = _DateWriter(node, context, variable).write(date)
        return Rendered(
            apply_formatting(node, runs, context), has_variables=True, has_values=bool(runs)
        )
    return Rendered((), has_variables=True)


def sort_key(date: Date) -> str:
    """A text that sorts as the date does, for years from 10,000 BC on."""
    if date.literal or not date.parts:
        return date.literal
    written = []
    for parts in date.parts:
        year, month, day = (*parts, 0, 0)[:3] if parts else (0, 0, 0)
        written.append(f"{year + 10000:05d}{month:02d}{day:02d}")
    return "/".join(written)


class _DateWriter:
    def __init__(self, node: StyleNode, context: RenderContext, variable: str) -> None:
        self._context = context
        self._variable = variable
        self._delimiter = node.get("delimiter")
        self._parts = list(node.all("date-part"))
        if form := node.get("form"):
            base = context.locale.date(form)
            self._delimiter = base.get("delimiter") if base is not None else ""
            self._parts = _localised(base, node)

    def write(self, date: Date) -> Runs:
        values = [dict(zip(_ORDER, parts, strict=False)) for parts in date.parts[:2]]
        if not values:
            return ()
        for each in values:
            each["season"] = date.season
        if len(values) == 1 or values[0] == values[1]:
            return self._joined(self._parts, values[0])
        return self._range(*values)

    def _joined(self, parts: Sequence[StyleNode], values: dict[str, int]) -> Runs:
        return join_runs((self._part(part, values) for part in parts), self._delimiter)

    def _range(self, first: dict[str, int], last: dict[str, int]) -> Runs:
        """A range, in which the parts that both dates share are written once."""
        shared = next((n for n, name in enumerate(_ORDER) if first.get(name) != last.get(name)), 3)
        differing = _ORDER[shared:]
        written = [part for part in self._parts if self._part(part, first)]
        places = [n for n, part in enumerate(written) if part.get("name") in differing]
        if not places:
            return self._joined(self._parts, first)
        before, after = written[: places[0]], written[places[-1] + 1 :]
        middle = written[places[0] : places[-1] + 1]
        dash = middle[-1].get("range-delimiter") or "–"
        start = [*middle[:-1], _without(middle[-1], "suffix")]
        pieces = [self._joined(before, first)] if before else []
        both = (*self._joined(start, first), TextRun(dash), *self._joined(middle, last))
        pieces += [both, *([self._joined(after, last)] if after else [])]
        return join_runs(pieces, self._delimiter)

    def _part(self, part: StyleNode, values: dict[str, int]) -> Runs:
        name = part.get("name")
        text = ""
        if name == "year" and "year" in values:
            text = self._year(values["year"], part)
        elif name == "month":
            text = self._month(values, part)
        elif name == "day" and values.get("day"):
            text = self._day(values["day"], values.get("month", 0), part)
        runs = apply_formatting(part, (TextRun(text),) if text else (), self._context)
        return self._with_suffix(runs, part) if name == "year" else runs

    def _year(self, year: int, part: StyleNode) -> str:
        if part.get("form") == "short":
            return f"{abs(year) % 100:02d}"
        if year < 0:
            return f"{-year}{self._context.locale.term_text('bc')}"
        return f"{year}{self._context.locale.term_text('ad') if year < 500 else ''}"

    def _with_suffix(self, runs: Runs, part: StyleNode) -> Runs:
        """The year with its letter, once, where the style does not place the letter itself."""
        letter = self._context.disambiguation.year_suffix
        style = self._context.style
        placed = style.places_year_suffix or style.uses_labels or self._context.year_suffix_written
        if placed or self._variable != "issued" or not letter or not runs:
            return runs
        self._context.year_suffix_written = True
        suffix = (TextRun(part.get("suffix")),) if part.get("suffix") else ()
        return (*(runs[:-1] if suffix else runs), TextRun(letter), *suffix)

    def _month(self, values: dict[str, int], part: StyleNode) -> str:
        month = values.get("month", 0)
        season = values.get("season", 0)
        if month > 12:
            season = (month - 1) % 4 + 1
        if season and not 1 <= month <= 12:
            return self._context.locale.term_text(f"season-{season:02d}")
        if not 1 <= month <= 12:
            return ""
        form = part.get("form", "long")
        if form in ("numeric", "numeric-leading-zeros"):
            return f"{month:02d}" if form.endswith("zeros") else str(month)
        return self._context.locale.term_text(f"month-{month:02d}", form)

    def _day(self, day: int, month: int, part: StyleNode) -> str:
        form = part.get("form", "numeric")
        if form == "numeric-leading-zeros":
            return f"{day:02d}"
        only_first = self._context.locale.option("limit-day-ordinals-to-day-1")
        if form == "ordinal" and not (only_first and day > 1):
            return ordinal(day, self._context.locale, f"month-{month:02d}")
        return str(day)


def _localised(base: StyleNode | None, node: StyleNode) -> list[StyleNode]:
    """The parts of a localised date that the style includes, with the style's attributes."""
    wanted = (node.get("date-parts") or "year-month-day").split("-")
    own = {part.get("name"): part.attributes for part in node.all("date-part")}
    return [
        replace(part, attributes={**part.attributes, **own.get(part.get("name"), {})})
        for part in (base.all("date-part") if base is not None else ())
        if part.get("name") in wanted
    ]


def _without(part: StyleNode, attribute: str) -> StyleNode:
    attributes = {name: value for name, value in part.attributes.items() if name != attribute}
    return replace(part, attributes=attributes)
