"""The facts of the package of an EPUB."""

from __future__ import annotations

import zipfile
from collections import defaultdict
from pathlib import Path

from lxml import etree

from publish.model.xmlsafe import parse_untrusted
from publish.verification.licences import letters_of_address
from publish.verification.records.accessibility import add_claims
from publish.verification.records.facts import FactSheet, Reading

_DC = "{http://purl.org/dc/elements/1.1/}"
_CLAIMS = ("schema:access", "dcterms:conformsTo", "a11y:certif")


class _Package:
    """The metadata of a package: elements, and what refines each of them."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            container = parse_untrusted(archive.read("META-INF/container.xml"))
            name = container.find("{*}rootfiles/{*}rootfile")
            assert name is not None, "the EPUB was verified"
            package = parse_untrusted(archive.read(name.get("full-path", "")))
        found = package.find("{*}metadata")
        self.entries = [] if found is None else list(found)
        self._refining: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for each in self.entries:
            target = each.get("refines", "").removeprefix("#")
            self._refining[target][each.get("property", "")].append(each.text or "")

    def elements(self, name: str) -> list[etree._Element]:
        """The elements of Dublin Core with a name."""
        return [each for each in self.entries if each.tag == f"{_DC}{name}"]

    def first(self, name: str) -> str:
        """The text of the first of them; "" without any."""
        return next((each.text or "" for each in self.elements(name)), "")

    def values_of(self, id_: str | None, property_: str) -> list[str]:
        """The values of a property of an element, or of the package for None."""
        return self._refining[id_ or ""][property_]


def read_epub(path: Path, edition: str) -> Reading:
    """The facts of the edition at `path`."""
    package, sheet = _Package(path), FactSheet()
    _read_titles(sheet, package)
    _read_people(sheet, package)
    _read_numbers(sheet, package, edition)
    _read_subjects(sheet, package)
    for name in ("publisher", "description", "rights"):
        sheet.add(name, package.first(name))
    sheet.add_language(package.first("language"))
    sheet.add_number("date", package.first("date"))
    sheet.add("year", package.first("date")[:4])
    sheet.add("licence", letters_of_address("".join(package.values_of("", "dcterms:license"))))
    claims = [
        (each.get("property") or each.get("rel") or "", each.text or each.get("href") or "")
        for each in package.entries
    ]
    add_claims(sheet, edition, (pair for pair in claims if pair[0].startswith(_CLAIMS)))
    sheet.add_file(edition, path)
    return Reading(
        sheet.facts, ("contributors: ", f"claim of {edition}: ", "ORCID of ", "ISNI of ")
    )


def _read_titles(sheet: FactSheet, package: _Package) -> None:
    by_type = {
        "".join(package.values_of(each.get("id"), "title-type")): each
        for each in package.elements("title")
    }
    main, subtitle = by_type.get("main"), by_type.get("subtitle")
    title = "" if main is None else main.text
    sheet.add_titles(title, "" if subtitle is None else subtitle.text)
    if main is not None and (turned := package.values_of(main.get("id"), "file-as")):
        sheet.add("title for sorting", turned[0])


def _read_people(sheet: FactSheet, package: _Package) -> None:
    people = [*package.elements("creator"), *package.elements("contributor")]
    roles = ("".join(package.values_of(each.get("id"), "role")) for each in people)
    sheet.add_people((role, each.text or "") for role, each in zip(roles, people, strict=True))
    for each in people:
        numbers = package.values_of(each.get("id"), "dcterms:identifier")
        sort = "".join(package.values_of(each.get("id"), "file-as"))
        orcid = next((number for number in numbers if "orcid.org" in number), "")
        isni = next((number for number in numbers if "isni.org" in number), "")
        sheet.add_person(each.text or "", sort=sort, orcid=orcid, isni=isni)


def _read_numbers(sheet: FactSheet, package: _Package, edition: str) -> None:
    numbers = [each.text or "" for each in package.elements("identifier")]
    sheet.add("identifier", numbers[0] if numbers else "")
    sheet.add("DOI", next((each[4:] for each in numbers if each.startswith("doi:")), ""))
    isbns = (each.removeprefix("urn:isbn:") for each in numbers if each.startswith("urn:isbn:"))
    sheet.add_number(f"ISBN of {edition}", next(isbns, ""))
    series = package.values_of("", "belongs-to-collection")
    sheet.add("series", "".join(series))
    sheet.add("number in series", "".join(package.values_of("series", "group-position")))
    issn = "".join(package.values_of("series", "dcterms:identifier"))
    sheet.add_number("ISSN", issn.removeprefix("urn:issn:"))


def _read_subjects(sheet: FactSheet, package: _Package) -> None:
    by_scheme: dict[str, list[str]] = defaultdict(list)
    for each in package.elements("subject"):
        scheme = "".join(package.values_of(each.get("id"), "authority")) if each.get("id") else ""
        by_scheme[scheme].append(each.text or "")
    sheet.add_list("subjects", by_scheme[""])
    sheet.add_list("Thema", by_scheme["Thema"])
    sheet.add_list("BISAC", by_scheme["BISAC"])
