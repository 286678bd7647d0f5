"""Who and what a book is: the metadata that its pages show."""

from __future__ import annotations

import datetime
from html import escape

import msgspec

from publish.model.language import LocalizedWords, OwnWords, localized_words
from publish.model.licence import licence_name


class Contributor(msgspec.Struct, frozen=True):
    """A person or body; `role` is a MARC relator code (https://id.loc.gov/vocabulary/relators).

    `sort` is the name as it is sorted; "" if it is not known. `orcid` and `isni` are numbers.
    """

    name: str
    role: str = "aut"
    sort: str = ""
    orcid: str = ""
    isni: str = ""


def orcid_address(contributor: Contributor) -> str:
    """The address of an ORCID; "" without one."""
    return contributor.orcid and f"https://orcid.org/{contributor.orcid}"


def isni_address(contributor: Contributor) -> str:
    """The address of an ISNI; "" without one."""
    digits = contributor.isni.replace(" ", "").replace("-", "")
    return digits and f"https://isni.org/isni/{digits}"


class Funding(msgspec.Struct, frozen=True):
    """Who paid for the work; `identifier` is an address at ROR or a DOI, `award` a grant."""

    funder: str
    award: str = ""
    identifier: str = ""


class Metadata(msgspec.Struct, frozen=True):
    """Bibliographic metadata; `place` is the place of publication, `modified` is in UTC.

    `running` is a shorter title for running heads. The titles are plain text; `…_markup` is
    their inline XHTML where they have any. `copyright` is the year and the holder of the copyright,
    `licence` an SPDX identifier or an address, `edition_statement` what sets a new edition apart,
    `issn` the number of the series. `own_words` replace words of the language.
    """

    title: str
    language: str
    identifier: str
    modified: datetime.datetime
    subtitle: str = ""
    title_sort: str = ""
    series: str = ""
    series_number: str = ""
    running: str = ""
    title_markup: str = ""
    subtitle_markup: str = ""
    authors: tuple[Contributor, ...] = ()
    isbn: str = ""
    publisher: str = ""
    place: str = ""
    date: datetime.date | None = None
    version: str = "1.0"
    description: str = ""
    subjects: tuple[str, ...] = ()
    rights: str = ""
    copyright: str = ""
    licence: str = ""
    edition_statement: str = ""
    doi: str = ""
    issn: str = ""
    funding: tuple[Funding, ...] = ()
    own_words: OwnWords = ()

    @property
    def words(self) -> LocalizedWords:
        """The words that the program adds, in the language of the book."""
        return localized_words(self.language, self.own_words)

    def words_in(self, language: str) -> LocalizedWords:
        """The same in the language of a text, "" for that of the book, whose own words it has."""
        is_own = language in ("", self.language)
        return self.words if is_own else localized_words(language)

    @property
    def series_with_number(self) -> str:
        """The series and the number in it, in one line; "" without a series."""
        return ", ".join(filter(None, (self.series, self.series_number)))

    @property
    def shown_title(self) -> str:
        """The title as XHTML, for pages."""
        return self.title_markup or escape(self.title, quote=False)

    @property
    def shown_subtitle(self) -> str:
        """The subtitle as XHTML, for pages."""
        return self.subtitle_markup or escape(self.subtitle, quote=False)

    @property
    def byline(self) -> str:
        """The names of the authors, as on a title page."""
        return ", ".join(author.name for author in self.authors if author.role == "aut")

    @property
    def credits(self) -> tuple[str, ...]:
        """The other contributors, as on a title page: "Translated by A, B"; one line for a role.

        A role without words in the tables has the names alone.
        """
        names: dict[str, list[str]] = {}
        for author in self.authors:
            names.setdefault(author.role, []).append(author.name)
        names.pop("aut", None)
        patterns = self.words.credits
        return tuple(
            patterns.get(role, "{}").replace("{}", ", ".join(each)) for role, each in names.items()
        )

    @property
    def funders(self) -> str:
        """Who paid, in one line with the awards: "Funded by A (12), B"; "" without any."""
        each = (f"{one.funder} ({one.award})" if one.award else one.funder for one in self.funding)
        names = ", ".join(each)
        return self.words.credits.get("fnd", "{}").replace("{}", names) if names else ""

    @property
    def series_line(self) -> str:
        """The series with its number and its ISSN, as readers see it; "" without a series."""
        issn = f"ISSN {self.issn}" if self.issn else ""
        return ", ".join(filter(None, (self.series_with_number, issn)))

    @property
    def shown_rights(self) -> str:
        """The rights as readers see them: the author's words, else the name of the licence."""
        return self.rights or licence_name(self.licence)

    @property
    def printed_identifier(self) -> str:
        """The identifier, unless it means nothing to readers or is printed as an ISBN."""
        return "" if self.identifier.startswith(("urn:uuid:", "urn:isbn:")) else self.identifier
