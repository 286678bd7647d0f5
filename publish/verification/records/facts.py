"""The facts that one file of a release states, each a text by its name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from publish.verification.records.names import canonical_name, canonical_role, language_of

_BEFORE_DOI = re.compile(r"^https?://doi\.org/")


def _bare(number: str) -> str:
    """An ISBN without hyphens; any other number as it is."""
    digits = re.sub("[ -]", "", number)
    return digits if re.fullmatch("97[89][0-9]{10}", digits) else number


class Reading(msgspec.Struct, frozen=True):
    """The facts of a file; of facts that begin with one of `complete` it has all there are."""

    facts: dict[str, str]
    complete: tuple[str, ...] = ()

    def value(self, fact: str) -> str | None:
        """The value of a fact: "" if the file lacks it; None if the file does not cover it."""
        if fact in self.facts:
            return self.facts[fact]
        return "" if fact.startswith(self.complete) else None


class FactSheet:
    """Collects the facts of a file, in the form in which those of all files are compared."""

    def __init__(self) -> None:
        self.facts: dict[str, str] = {}

    def add(self, fact: str, text: str | None) -> None:
        """A fact in one line; nothing is "" as well."""
        self.facts[fact] = " ".join((text or "").split())

    def add_list(self, fact: str, texts: Iterable[str | None]) -> None:
        """A fact with several values, whose order means nothing."""
        self.add(fact, " | ".join(sorted(" ".join(text.split()) for text in texts if text)))

    def add_number(self, fact: str, number: str | None) -> None:
        """A number without its hyphens and spaces, and without an address before it."""
        self.add(fact, re.sub(r"^https?://[^/]+/(isni/)?|[ -]", "", number or ""))

    def add_file(self, edition: str, path: Path) -> None:
        """Name, size and hash of the file of an edition."""
        content = path.read_bytes()
        self.add(f"name of {edition}", path.name)
        self.add(f"size of {edition}", str(len(content)))
        self.add(f"hash of {edition}", hashlib.sha256(content).hexdigest())

    def add_titles(self, title: str | None, subtitle: str | None) -> None:
        """Title, subtitle, and both in one."""
        self.add("title", title)
        self.add("subtitle", subtitle)
        self.add("full title", ": ".join(filter(None, (title, subtitle))))

    def add_language(self, tag: str | None) -> None:
        """The language, and its whole tag where it is one."""
        self.add("language", language_of(tag or ""))
        if tag and not re.fullmatch("[a-z]{3}", tag):
            self.add("language tag", tag)

    def add_subjects(self, headings: list[str], keywords: list[str]) -> None:
        """Headings and keywords, apart and together."""
        self.add_list("subjects", headings)
        self.add_list("keywords", keywords)
        self.add_list("subjects and keywords", [*headings, *keywords])

    def add_people(self, people: Iterable[tuple[str, str]]) -> None:
        """Names by role, from pairs of a role and a name."""
        by_role: dict[str, list[str]] = {}
        for role, name in people:
            by_role.setdefault(canonical_role(role), []).append(canonical_name(name))
        for role, names in by_role.items():
            self.add_list(f"contributors: {role}", names)

    def add_person(self, name: str, *, sort: str = "", orcid: str = "", isni: str = "") -> None:
        """The facts about one person."""
        whole = canonical_name(name)
        if sort:
            self.add(f"sort name of {whole}", sort)
        if orcid:
            self.add_number(f"ORCID of {whole}", orcid)
        if isni:
            self.add_number(f"ISNI of {whole}", isni)

    def add_related(self, products: Iterable[tuple[str, str]]) -> None:
        """Other products, from pairs of a relation and a number or an address."""
        for relation, number in products:
            self.add(f"related product {_bare(_BEFORE_DOI.sub('', number))}", relation)

    def add_isbns(self, numbers: Iterable[tuple[str, str]]) -> None:
        """The ISBN of each edition, and all of them, from pairs of an edition and a number."""
        pairs = [(edition, re.sub("[ -]", "", number)) for edition, number in numbers if number]
        for edition, number in pairs:
            self.add(f"ISBN of {edition}", number)
        self.add_list("all ISBNs", (number for _, number in pairs))

    def add_sale(self, edition: str, territories: list[str]) -> None:
        """Where an edition is sold: in some territories, each with its countries, or everywhere."""
        places = {place for where in territories for place in where.split()}
        limited = " ".join(sorted(places)) if all(territories) else ""
        self.add(f"sale of {edition}", limited or "WORLD")

    def add_prices(self, edition: str, prices: list[tuple[str, str, str, bool]]) -> None:
        """The prices of an edition: amounts, currencies, territories, and whether with tax."""
        if not prices:
            return
        amounts = (f"{float(amount or 0):g}" for amount, _, _, _ in prices)
        self.add(f"price of {edition}", ", ".join(amounts))
        self.add(f"currency of {edition}", ", ".join(currency for _, currency, _, _ in prices))
        places = (" ".join(sorted(where.split())) or "WORLD" for _, _, where, _ in prices)
        self.add(f"territories of {edition}", ", ".join(places))
        self.add_sale(edition, [where for _, _, where, _ in prices])
        taxes = ("included" if with_tax else "excluded" for _, _, _, with_tax in prices)
        self.add(f"tax of {edition}", ", ".join(taxes))
