"""Distinguishes references with the same citation (CSL 1.0.2, “Disambiguation”).

The methods are tried in the order of the specification: more names, given names, the `disambiguate`
condition, and letters after the year. A method is used only where it separates a group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from publish.csl.context import FULL, INITIALS, Disambiguation
from publish.csl.person_name import initials
from publish.csl.style import Style
from publish.model.numerals import letters
from publish.model.reference import Name, Reference

Write = Callable[[str], str]  # the citation of a key, with the disambiguations so far
Group = list[str]


class Disambiguator:
    """Sets the disambiguations of the references that a book cites."""

    def __init__(
        self,
        style: Style,
        references: Mapping[str, Reference],
        disambiguations: Mapping[str, Disambiguation],
        write: Write,
    ) -> None:
        self._style = style
        self._references = references
        self._disambiguations = disambiguations
        self._write = write

    def run(self, keys: Sequence[str], ordered: Sequence[str]) -> None:
        """Disambiguate the cited `keys`; letters follow the order of the bibliography."""
        option = self._style.citation.get
        rule = option("givenname-disambiguation-rule", "by-cite")
        if option("disambiguate-add-givenname") == "true" and rule != "by-cite":
            self._expand_names(keys, rule)
        for group in self._alike(keys):
            if option("disambiguate-add-names") == "true":
                self._add_names(group, 1)
        for group in self._alike(keys):
            if option("disambiguate-add-givenname") == "true" and rule == "by-cite":
                self._expand_cites(group)
        for group in self._alike(keys):
            self._set_condition(group)
        if option("disambiguate-add-year-suffix") == "true" or self._style.uses_labels:
            for group in self._alike(keys):
                for count, key in enumerate((k for k in ordered if k in group), start=1):
                    self._disambiguations[key].year_suffix = letters(count)

    def _alike(self, keys: Iterable[str]) -> list[Group]:
        """The groups of two and more keys with the same citation."""
        groups: dict[str, Group] = defaultdict(list)
        for key in keys:
            if written := self._write(key):
                groups[written].append(key)
        return [group for group in groups.values() if len(group) > 1]

    def _parts(self, group: Group) -> list[Group]:
        """The group split by the present citations of its keys."""
        parts: dict[str, Group] = defaultdict(list)
        for key in group:
            parts[self._write(key)].append(key)
        return list(parts.values())

    def _add_names(self, group: Group, least: int) -> None:
        """Show as many names as separate the group, and no more."""
        before = {key: self._disambiguations[key].names_shown for key in group}
        most = max((len(n) for k in group for n in self._references[k].names.values()), default=0)
        for names_shown in range(least + 1, most + 1):
            for key in group:
                self._disambiguations[key].names_shown = names_shown
            parts = self._parts(group)
            if len(parts) > 1:
                for part in parts:
                    if len(part) > 1:
                        self._add_names(part, names_shown)
                return
        for key in group:
            self._disambiguations[key].names_shown = before[key]

    def _expand_names(self, keys: Sequence[str], rule: str) -> None:
        """Show given names wherever two people have the same family name."""
        cited = [names for key in keys for names in self._references[key].names.values()]
        primary = rule.startswith("primary")
        names_shown = {name for names in cited for name in (names[:1] if primary else names)}
        families: dict[tuple[str, str], set[Name]] = defaultdict(set)
        for name in names_shown:
            families[name.non_dropping, name.family].add(name)
        for namesakes in families.values():
            if len(namesakes) > 1:
                self._set_levels(namesakes, keys, only_initials=rule.endswith("initials"))

    def _set_levels(self, names: set[Name], keys: Sequence[str], *, only_initials: bool) -> None:
        abridged: dict[str, set[Name]] = defaultdict(set)
        for name in names:
            abridged[initials(name.given, ".")].add(name)
        for name in names:
            unique = len(abridged[initials(name.given, ".")]) == 1
            level = INITIALS if unique or only_initials else FULL
            for key in keys:
                self._disambiguations[key].given_levels[name] = level

    def _expand_cites(self, group: Group) -> None:
        """Show given names, from the first on, until the group is separated."""
        most = max((len(n) for k in group for n in self._references[k].names.values()), default=0)
        before = {key: self._state(key) for key in group}
        for level in (INITIALS, FULL):
            for place in range(most):
                for key in group:
                    self._expand_name(key, place, level)
                parts = self._parts(group)
                if len(parts) > 1:
                    for part in parts:
                        if len(part) > 1:
                            self._expand_cites(part)
                    return
                for key in group:
                    disambiguation = self._disambiguations[key]
                    disambiguation.names_shown, disambiguation.given_levels = (
                        before[key][0],
                        dict(before[key][1]),
                    )

    def _expand_name(self, key: str, place: int, level: int) -> None:
        """Show one name of a work, with its given name."""
        disambiguation = self._disambiguations[key]
        if self._style.citation.get("disambiguate-add-names") == "true":
            disambiguation.names_shown = max(disambiguation.names_shown, place + 1)
        for names in self._references[key].names.values():
            if place < len(names):
                disambiguation.given_levels[names[place]] = level

    def _state(self, key: str) -> tuple[int, dict[Name, int]]:
        return self._disambiguations[key].names_shown, dict(self._disambiguations[key].given_levels)

    def _set_condition(self, group: Group) -> None:
        for key in group:
            self._disambiguations[key].condition = True
        if len(self._parts(group)) == 1:
            for key in group:
                self._disambiguations[key].condition = False
