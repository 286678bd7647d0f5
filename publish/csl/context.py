"""The state in which one reference is rendered: the style, the reference, the citation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from publish.csl.citation_label import citation_label
from publish.csl.locale import Locale
from publish.csl.runs import Runs
from publish.csl.style import Style, StyleNode
from publish.model.reference import Date, Name, Reference

# How much of a given name is shown where a style would leave it out.
SHORT, INITIALS, FULL = 0, 1, 2
_SHORT_FORMS = {
    "title": ("title-short", "shortTitle"),
    "container-title": ("container-title-short", "journalAbbreviation"),
}


@dataclass(frozen=True, slots=True)
class Cite:
    """One work in a citation. `label` names what `locator` counts, "page" where it is empty.

    `note` is the number of the note that holds the citation, 0 where none does, and `chapter`
    identifies the text in which these numbers count from 1. The processor sets the rest:
    `position` is one of CSL's ("first", "subsequent", "ibid", "ibid-with-locator"), `near` is
    whether the previous citation of the work is near, `first_note` the note of the first one.
    """

    key: str
    locator: str = ""
    label: str = ""
    prefix: str = ""
    suffix: str = ""
    without_author: bool = False
    note: int = 0
    chapter: str = ""
    position: str = "first"
    near: bool = False
    first_note: int = 0


@dataclass(slots=True)
class Disambiguation:
    """The additions that distinguish a reference from others with the same citation."""

    names_shown: int = 0  # names before “et al.”, where the style would show fewer
    given_levels: dict[Name, int] = field(default_factory=dict)
    condition: bool = False
    year_suffix: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """The output of an element, and whether it has variables and one of them has a value."""

    runs: Runs = ()
    has_variables: bool = False
    has_values: bool = False


@dataclass(slots=True)
class RenderContext:
    """One reference while it is rendered by one part of a style."""

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
    substituted: StyleNode | None = None  # the `names` that a substitute is rendered for
    consumed: set[str] = field(default_factory=set)  # by substitutes, to be rendered only once
    read: set[str] = field(default_factory=set)
    first_names: Runs | None = None
    year_suffix_written: bool = False

    def text(self, variable: str, form: str = "") -> str:
        """The value of a text variable, empty where it has none."""
        if variable in self.consumed:
            return ""
        value = self._computed(variable)
        if value is None and form == "short":
            short = (self.reference.texts.get(name) for name in _SHORT_FORMS.get(variable, ()))
            value = next(filter(None, short), None)
        if value is None:
            value = self.reference.texts.get(variable, "")
        if value:
            self.read.add(variable)
        return value

    def _computed(self, variable: str) -> str | None:
        """The value of a variable that depends on more than the reference, None for others."""
        match variable:
            case "citation-number":
                return str(self.number)
            case "locator":
                return self.cite.locator
            case "year-suffix":
                return self.disambiguation.year_suffix
            case "first-reference-note-number":
                return str(self.cite.first_note or "")
            case "citation-label":
                return citation_label(self.reference) + self.disambiguation.year_suffix
            case "page-first":
                page = self.reference.texts.get("page", "")
                return page.replace("–", "-").split("-")[0].split(",")[0].strip()
        return None

    def names(self, variable: str) -> tuple[Name, ...]:
        """The names in a role."""
        names = () if variable in self.consumed else self.reference.names.get(variable, ())
        if names:
            self.read.add(variable)
        return names

    def date(self, variable: str) -> Date | None:
        """A date, None where there is none."""
        date = None if variable in self.consumed else self.reference.dates.get(variable)
        if date is not None:
            self.read.add(variable)
        return date

    def has(self, variable: str) -> bool:
        """Whether a variable has a value, also one that a substitute has consumed."""
        value = self.reference.names.get(variable) or self.reference.dates.get(variable)
        return bool(value or self._computed(variable) or self.reference.texts.get(variable))

    @property
    def in_bibliography(self) -> bool:
        """Whether an entry of the bibliography is rendered, and not a citation."""
        return self.part.tag == "bibliography"

    @property
    def english(self) -> bool:
        """Whether the reference's titles are capitalised as English titles."""
        language = self.reference.texts.get("language", "")
        return language.lower().startswith("en") if language else self.locale.english

    def option(self, name: str, node: StyleNode | None = None, own: str = "") -> str:
        """An inheritable name option: of the element (as `own`), of the part, or of the style."""
        if name in self.overrides:
            return self.overrides[name]
        own = own or name
        if node is not None and own in node.attributes:
            return node.get(own)
        return self.part.get(name) or self.style.root.get(name)
