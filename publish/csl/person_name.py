"""One name: the order of its parts, its initials, and names in scripts without spaces."""

from __future__ import annotations

import re

from publish.csl.context import FULL, INITIALS, SHORT, RenderContext
from publish.csl.formatting import apply_formatting
from publish.csl.runs import Runs, join_runs, parse_runs
from publish.csl.style import StyleNode
from publish.model.reference import Name

# Han, kana and Hangul: family name first, no space, never initials.
_EAST_ASIAN = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af]")
_ELIDED = ("'", "’", "-")  # d’Aubignac, al-One
_WORD = re.compile(r"[^\s.\-‐]+\.?|[-‐]")


def is_east_asian(text: str) -> bool:
    """Whether a text is written in Han, kana or Hangul."""
    return _EAST_ASIAN.search(text) is not None


class NameWriter:
    """Writes names by the `name` element of a style."""

    def __init__(self, node: StyleNode | None, context: RenderContext) -> None:
        self._context = context
        self._node = node
        self._form = context.option("name-form", node, "form") or "long"
        self._initials = context.option("initialize-with", node)
        self._has_initials = self._defines("initialize-with")
        self._cut = context.option("initialize", node) != "false"
        self._comma = context.option("sort-separator", node) or ", "
        self._demote = context.style.root.get("demote-non-dropping-particle", "display-and-sort")

    def _defines(self, name: str) -> bool:
        nodes = (self._node, self._context.part, self._context.style.root)
        return any(node is not None and name in node.attributes for node in nodes)

    def write(self, name: Name, *, inverted: bool) -> Runs:
        """The name, with the family name first where `inverted`."""
        if name.literal or not name.family:
            return self._part("family", parse_runs(name.literal or name.given))
        level = self._context.disambiguation.given_levels.get(name, SHORT)
        if self._form == "short" and level == SHORT:
            return self._family(name, with_particle=True)
        given = self._given(name, level)
        if is_east_asian(name.family + name.given):
            return (
                *self._family(name, with_particle=True),
                *self._part("given", parse_runs(given)),
            )
        if inverted:
            return self._inverted(name, given)
        before = join_runs([parse_runs(given), parse_runs(name.dropping)], " ")
        elided = name.dropping.endswith(_ELIDED)
        pieces = [self._part("given", before), self._family(name, with_particle=True)]
        whole = join_runs(pieces, "" if elided else " ")
        return join_runs([whole, parse_runs(name.suffix)], " ")

    def _inverted(self, name: Name, given: str) -> Runs:
        demoted = self._demote == "display-and-sort" or (
            self._demote == "sort-only" and self._context.sorting
        )
        after = [given, name.dropping, name.non_dropping if demoted else ""]
        given_part = self._part("given", join_runs(map(parse_runs, after), " "))
        family = self._family(name, with_particle=not demoted)
        return join_runs([family, given_part, parse_runs(name.suffix)], self._comma)

    def _family(self, name: Name, *, with_particle: bool) -> Runs:
        particle = name.non_dropping if with_particle else ""
        delimiter = "" if particle.endswith(_ELIDED) else " "
        return self._part(
            "family", join_runs([parse_runs(particle), parse_runs(name.family)], delimiter)
        )

    def _given(self, name: Name, level: int) -> str:
        if not self._has_initials or level == FULL or is_east_asian(name.given):
            return name.given
        hyphens = self._context.style.root.get("initialize-with-hyphen", "true") == "true"
        whole = not self._cut and not (self._form == "short" and level == INITIALS)
        return initials(name.given, self._initials, hyphens=hyphens, only_present=whole)

    def _part(self, part: str, runs: Runs) -> Runs:
        for node in self._node.all("name-part") if self._node is not None else ():
            if node.get("name") == part:
                return apply_formatting(node, runs, self._context)
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
