"""The lines of a paragraph, planned before the first of them is laid out."""

from __future__ import annotations

from publish.outputs.pdf.layout.compose.content import Content, Start
from publish.outputs.pdf.layout.compose.fit import Rules, best_places, is_flawless
from publish.outputs.pdf.layout.compose.places import End, places_from
from publish.outputs.pdf.layout.compose.rivers import without_river
from publish.outputs.pdf.layout.compose.spacing import Spacing

# Passes: whether words are divided, and the ratio to which lines may be stretched.
_PASSES = ((False, 0.9), (True, 1.0), (True, 2.5), (True, 20.0))
_ASKED_PASSES = ((False, 0.9), (True, 1.0), (True, 1.5))  # for another number of lines
_EVEN = 1.0  # the ratio of lines that are not loose
_SHORT = 2.0  # em, of a last line

_Key = tuple[Start, float, float, bool]


class PlannedParagraph:
    """The lines of a paragraph by where they begin, for one measure or several.

    `is_left` is whether no lines fit, so that all of it is left to the engine; `asked` is how many
    lines it should have, 0 for as many as are best.
    """

    def __init__(self, content: Content, spacing: Spacing, asked: int = 0) -> None:
        self.content = content
        self.spacing = spacing
        self.asked = asked
        self.is_left = False
        self._whole: _Key | None = None
        self._plans: dict[_Key, dict[Start, End]] = {}
        self._lines: dict[tuple[float, Start], End] = {}

    def line(self, start: Start, measure: float, indent: float, *, undivided: bool) -> End | None:
        """The line that begins at a place, without a hyphen at its end if it can be `undivided`."""
        is_first = start == self.content.next_start(0, 0)
        if self.is_left:
            return None
        if not undivided and not is_first and (end := self._lines.get((measure, start))):
            return end
        key = start, measure, indent if is_first else 0.0, undivided
        if key not in self._plans:
            if is_first and not undivided:
                self._whole = key
            asked = self.asked if is_first else 0
            self._plans[key] = (asked and self._plan(*key, asked)) or self._plan(*key)
            self._lines.update({(measure, begin): end for begin, end in self._plans[key].items()})
        if undivided and not self._plans[key]:
            return self.line(start, measure, indent, undivided=False)
        self.is_left = not self._plans[key]
        return self._plans[key].get(start)

    def other_lines(self, change: int) -> int:
        """Its number of lines with some more or fewer; 0 if it cannot be set so."""
        if self._whole is None or self.is_left or self.asked:
            return 0
        lines = len(self._plans[self._whole]) + change
        return lines if lines > 1 and self._plan(*self._whole, lines) else 0

    def _plan(
        self, start: Start, measure: float, indent: float, undivided: bool, asked: int = 0
    ) -> dict[Start, End]:
        words = self.content.leaves[0].words
        rules = Rules(
            measure,
            indent,
            self.spacing.expansion,
            short=_SHORT * words.size,
            hyphen=words.hyphen_width,
            may_divide_first=not undivided,
            lines=asked,
        )
        plan: dict[Start, End] = {}
        is_flawed = True
        for hyphenate, tolerance in _ASKED_PASSES if asked else _PASSES:
            if not is_flawed and tolerance > _EVEN:
                break  # a river is better than a loose line
            places, ends = places_from(self.content, start, self.spacing, hyphenate=hyphenate)
            found = best_places(places, rules, tolerance)
            if found is None:
                continue
            others = without_river(places, found, rules, tolerance)
            found = others or found
            is_good = is_flawless(places, found, rules)
            if (is_good and (is_flawed or others)) or not (plan or asked):
                plan = self._by_start(start, [ends[number] for number in found])
            if is_good and others:
                break
            is_flawed = is_flawed and not is_good
        return plan

    def _by_start(self, start: Start, ends: list[End]) -> dict[Start, End]:
        plan, left = {}, 0.0
        for end in ends:
            plan[start] = end._replace(left=left)
            start, left = self.content.next_start(end.leaf, end.resume), end.next_left
        return plan
