"""What is at hand while one reference is written: the style, the reference, the citation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from publish.csl.locale import Locale
from publish.csl.runs import Runs
from publish.csl.style import Style, StyleNode
from publish.model.reference import Date, Name, Reference

# How far a given name is shown that a style would leave out.
SHORT, INITIALS, FULL = 0, 1, 2
_SHORTER = {
    "title": ("title-short", "shortTitle"),
    "container-title": ("container-title-short", "journalAbbreviation"),
}


@dataclass(frozen=True, slots=True)
class Cite:
    """One work in a citation. `label` tells what `locator` counts, "page" where it is empty.

    `position` is one of CSL's ("first", "subsequent", "ibid", "ibid-with-locator"), `near` whether
    the citation before is near, `note` the number of the note that the first citation stands in.
    """

    key: str
    locator: str = ""
    label: str = ""
    prefix: str = ""
    suffix: str = ""
    without_author: bool = False
    position: str = "first"
    near: bool = False


@dataclass(slots=True)
class Disambiguation:
    """What sets a reference apart from those that would read the same."""

    names_shown: int = 0  # names shown where the style would say “et al.”
    given_levels: dict[Name, int] = field(default_factory=dict)
    condition: bool = False
    year_suffix: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What an element wrote, and whether it asked for a variable and was given one."""

    runs: Runs = ()
    has_variables: bool = False
    has_values: bool = False


@dataclass(slots=True)
class RenderContext:
    """The state of writing one reference with one part of a style."""

    style: Style
    locale: Locale
    part: StyleNode
    reference: Reference
    cite: Cite
    number: int
    disambiguation: Disambiguation
    render: Callable[[StyleNode, RenderContext], Rendered]
    overrides: Mapping[str, str] = field(default_factory=dict)
    sorting: bool = False
    substituted: StyleNode | None = None  # the `names` that is being substituted
    consumed: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    first_names: Runs | None = None
    names_counted: int = 0
    year_suffix_written: bool = False

    def text(self, variable: str, form: str = "") -> str:
        """The value of a variable that is text, empty where there is none."""
        if variable in self.consumed:
            return ""
        value = self._own(variable)
        if value is None and form == "short":
            shorter = (self.reference.texts.get(name) for name in _SHORTER.get(variable, ()))
            value = next(filter(None, shorter), None)
        if value is None:
            value = self.reference.texts.get(variable, "")
        if value:
            self.read.add(variable)
        return value

    def _own(self, variable: str) -> str | None:
        """A variable that the citation has and not the reference."""
        if variable == "citation-number":
            return str(self.number)
        if variable == "locator":
            return self.cite.locator
        if variable == "year-suffix":
            return self.disambiguation.year_suffix
        if variable == "page-first":
            page = self.reference.texts.get("page", "")
            return page.replace("–", "-").split("-")[0].split(",")[0].strip()
        return None

    def names(self, variable: str) -> tuple[Name, ...]:
        """The names in a role."""
        found = () if variable in self.consumed else self.reference.names.get(variable, ())
        if found:
            self.read.add(variable)
        return found

    def date(self, variable: str) -> Date | None:
        """A date, None where there is none."""
        found = None if variable in self.consumed else self.reference.dates.get(variable)
        if found is not None:
            self.read.add(variable)
        return found

    def has(self, variable: str) -> bool:
        """Whether a variable has a value, be it used up by a substitution or not."""
        held = self.reference.names.get(variable) or self.reference.dates.get(variable)
        return bool(held or self._own(variable) or self.reference.texts.get(variable))

    @property
    def in_bibliography(self) -> bool:
        """Whether an entry of the bibliography is written, and not a citation."""
        return self.part.tag == "bibliography"

    @property
    def english(self) -> bool:
        """Whether the reference's titles are capitalised as English ones."""
        language = self.reference.texts.get("language", "")
        return language.lower().startswith("en") if language else self.locale.english

    def option(self, name: str, node: StyleNode | None = None, own: str = "") -> str:
        """An option that names inherit: of the element, then of the part, then of the style."""
        if name in self.overrides:
            return self.overrides[name]
        own = own or name
        if node is not None and own in node.attributes:
            return node.get(own)
        return self.part.get(name) or self.style.root.get(name)
