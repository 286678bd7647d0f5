"""One name: its parts in order, its initials, and what scripts without spaces need."""

from __future__ import annotations

import re

from publish.csl.context import FULL, INITIALS, SHORT, Scope
from publish.csl.formatting import formatted
from publish.csl.runs import Runs, as_runs, joined
from publish.csl.style import Node
from publish.model.reference import Name

# Han, kana and Hangul: family name first, nothing between, never initials.
_EAST_ASIAN = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af]")
_ELIDED = ("'", "’", "-")  # d’Aubignac, al-One
_WORD = re.compile(r"[^\s.\-‐]+\.?|[-‐]")


def is_east_asian(text: str) -> bool:
    """Whether a text is written in Han, kana or Hangul."""
    return _EAST_ASIAN.search(text) is not None


class Person:
    """Writes a name as a style's `name` element asks."""

    def __init__(self, node: Node | None, scope: Scope) -> None:
        self._scope = scope
        self._node = node
        self._form = scope.option("name-form", node, "form") or "long"
        self._initials = scope.option("initialize-with", node)
        self._has_initials = self._defines("initialize-with")
        self._cut = scope.option("initialize", node) != "false"
        self._comma = scope.option("sort-separator", node) or ", "
        self._demote = scope.style.root.get("demote-non-dropping-particle", "display-and-sort")

    def _defines(self, name: str) -> bool:
        nodes = (self._node, self._scope.part, self._scope.style.root)
        return any(node is not None and name in node.attributes for node in nodes)

    def write(self, name: Name, *, inverted: bool) -> Runs:
        """The name; `inverted` puts the family name first, as for sorting."""
        if name.literal or not name.family:
            return self._part("family", as_runs(name.literal or name.given))
        level = self._scope.distinction.levels.get(name, SHORT)
        if self._form == "short" and level == SHORT:
            return self._family(name, with_particle=True)
        given = self._given(name, level)
        if is_east_asian(name.family + name.given):
            return (*self._family(name, with_particle=True), *self._part("given", as_runs(given)))
        if inverted:
            return self._inverted(name, given)
        before = joined([as_runs(given), as_runs(name.dropping)], " ")
        elided = name.dropping.endswith(_ELIDED)
        pieces = [self._part("given", before), self._family(name, with_particle=True)]
        whole = joined(pieces, "" if elided else " ")
        return joined([whole, as_runs(name.suffix)], " ")

    def _inverted(self, name: Name, given: str) -> Runs:
        demoted = self._demote == "display-and-sort" or (
            self._demote == "sort-only" and self._scope.sorting
        )
        after = [given, name.dropping, name.non_dropping if demoted else ""]
        behind = self._part("given", joined(map(as_runs, after), " "))
        family = self._family(name, with_particle=not demoted)
        return joined([family, behind, as_runs(name.suffix)], self._comma)

    def _family(self, name: Name, *, with_particle: bool) -> Runs:
        particle = name.non_dropping if with_particle else ""
        sign = "" if particle.endswith(_ELIDED) else " "
        return self._part("family", joined([as_runs(particle), as_runs(name.family)], sign))

    def _given(self, name: Name, level: int) -> str:
        if not self._has_initials or level == FULL or is_east_asian(name.given):
            return name.given
        hyphens = self._scope.style.root.get("initialize-with-hyphen", "true") == "true"
        whole = not self._cut and not (self._form == "short" and level == INITIALS)
        return initials(name.given, self._initials, hyphens=hyphens, only_present=whole)

    def _part(self, part: str, runs: Runs) -> Runs:
        for node in self._node.all("name-part") if self._node is not None else ():
            if node.get("name") == part:
                return formatted(node, runs, self._scope)
        return runs


def initials(given: str, stop: str, *, hyphens: bool = True, only_present: bool = False) -> str:
    """Given names as initials: "Anna-Lena Maria" as "A.-L. M.".

    `stop` follows each; `only_present` leaves names that are written out and sets those that are
    initials already.
    """
    written = ""
    for word in _WORD.findall(given):
        if word in "-‐":
            written = written.rstrip() + ("-" if hyphens or only_present else "")
        elif word[0].islower() or (only_present and len(word.rstrip(".")) > 1):
            written = _spaced(written) + word + " "
        else:
            written += word[0] + stop
    return re.sub(r"\s+", " ", written).strip()


def _spaced(written: str) -> str:
    return written if not written or written.endswith((" ", "-")) else f"{written} "
