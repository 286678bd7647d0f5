"""The works that a book cites, as CSL names their parts.

https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables lists the names
of variables, appendix III the types.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from publish.diagnostics import Location


@dataclass(frozen=True, slots=True)
class Name:
    """A person by the parts of the name, or a body by its `literal` name."""

    family: str = ""
    given: str = ""
    dropping: str = ""
    non_dropping: str = ""
    suffix: str = ""
    literal: str = ""


# The last of several names, where more are meant than are written: “et al.” in every style.
ET_AL = Name(literal="others")


@dataclass(frozen=True, slots=True)
class Date:
    """A day, month or year, or a range of two: `parts` holds (year, month, day) as far as known.

    `literal` is a date in words, `season` a quarter of the year from 1, spring.
    """

    parts: tuple[tuple[int, ...], ...] = ()
    season: int = 0
    circa: bool = False
    literal: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A work that can be cited by its key; its parts by the names of CSL."""

    key: str
    type: str
    location: Location
    texts: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, tuple[Name, ...]] = field(default_factory=dict)
    dates: Mapping[str, Date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BibliographyData:
    """What a book says of its citations: the works, the style, and what is listed uncited.

    `style` is the text of a CSL style. `nocite` are keys that the bibliography holds though no text
    cites them, `*` for all. `location` is where the manifest asks for it.
    """

    style: str
    location: Location
    references: Mapping[str, Reference] = field(default_factory=dict)
    nocite: tuple[str, ...] = ()
    report_unused: bool = False
