"""The references of a book, with the names of CSL for their parts.

https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables lists the
variables, appendix III the types.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from publish.diagnostics import Location


class Name(msgspec.Struct, frozen=True):
    """The name of a person in parts, or the `literal` name of an organization."""

    family: str = ""
    given: str = ""
    dropping: str = ""
    non_dropping: str = ""
    suffix: str = ""
    literal: str = ""


# The last of several names, where the source omits further ones: “et al.” in every style.
ET_AL = Name(literal="others")


class Date(msgspec.Struct, frozen=True):
    """A day, month or year, or a range of two.

    `parts` are (year, month, day) as far as known, `literal` a date in words, `season` a quarter
    of the year: 1 is spring.
    """

    parts: tuple[tuple[int, ...], ...] = ()
    season: int = 0
    circa: bool = False
    literal: str = ""


class Reference(msgspec.Struct, frozen=True):
    """A work that can be cited by its key, with its CSL variables."""

    key: str
    type: str
    location: Location
    texts: Mapping[str, str] = msgspec.field(default_factory=dict)
    names: Mapping[str, tuple[Name, ...]] = msgspec.field(default_factory=dict)
    dates: Mapping[str, Date] = msgspec.field(default_factory=dict)


class Citation(msgspec.Struct, frozen=True):
    """What a citation cites, as the manuscript has it; a narrative one names the author in the
    sentence around it."""

    cites: tuple[Mapping[str, str | bool], ...]
    narrative: bool = False


class BibliographyData(msgspec.Struct, frozen=True):
    """The references of a book, the citation style, and the references to list uncited.

    `style` is the text of a CSL style, `nocite` the keys to list without a citation (`*` for all),
    `location` the place in the manifest.
    """

    style: str
    location: Location
    references: Mapping[str, Reference] = msgspec.field(default_factory=dict)
    nocite: tuple[str, ...] = ()
    report_unused: bool = False
