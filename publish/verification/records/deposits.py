"""The facts of the files with which Crossref and DataCite register a DOI."""

from __future__ import annotations

import re

from lxml import etree

from publish.model.xmlsafe import parse_untrusted
from publish.verification.licences import letters_of_address
from publish.verification.records.facts import FactSheet, Reading

_ROLES = {"author": "aut", "editor": "edt", "translator": "trl"}
_RELATIONS = {
    "IsPartOf": "part-of", "HasPart": "includes", "Obsoletes": "replaces",
    "IsObsoletedBy": "replaced-by", "IsTranslationOf": "translation-of",
    "IsDerivedFrom": "adapted-from", "IsSupplementTo": "supplement-to",
    "IsSupplementedBy": "has-supplement", "References": "similar",
}  # fmt: skip


def _text(root: etree._Element, path: str) -> str:
    return root.findtext("/".join(f"{{*}}{step}" for step in path.split("/"))) or ""


def read_crossref(content: bytes) -> Reading:
    """The facts of a deposit with Crossref."""
    root = parse_untrusted(content)
    book = root.find("{*}body/{*}book/*")
    sheet = FactSheet()
    sheet.add("sender", _text(root, "head/registrant"))
    sheet.add("contact", _text(root, "head/depositor/email_address"))
    if book is not None:
        _read_book(sheet, book)
    roles = tuple(f"contributors: {role}" for role in _ROLES.values())
    return Reading(sheet.facts, roles)


def _read_book(sheet: FactSheet, book: etree._Element) -> None:
    sheet.add("DOI", _text(book, "doi_data/doi"))
    sheet.add("address", _text(book, "doi_data/resource"))
    sheet.add_titles(_text(book, "titles/title"), _text(book, "titles/subtitle"))
    sheet.add_language(book.get("language", "") or None)
    sheet.facts.pop("language tag", None)
    sheet.add("description", _text(book, "abstract/p"))
    sheet.add("publisher", _text(book, "publisher/publisher_name"))
    sheet.add("place", _text(book, "publisher/publisher_place"))
    date = [_text(book, f"publication_date/{part}") for part in ("year", "month", "day")]
    sheet.add("date", "".join(date))
    sheet.add("year", date[0])
    sheet.add_list("all ISBNs", (each.text for each in book.iterfind("{*}isbn")))
    if _text(book, "series_metadata/issn"):
        sheet.add("series", _text(book, "series_metadata/titles/title"))
        sheet.add_number("ISSN", _text(book, "series_metadata/issn"))
        sheet.add("number in series", _text(book, "volume"))
    address = next((each.text for each in book.iter("{*}license_ref")), "")
    sheet.add("licence", letters_of_address(address or ""))
    _read_contributors(sheet, book)
    _read_funding(sheet, book)


def _read_contributors(sheet: FactSheet, book: etree._Element) -> None:
    people = []
    for each in book.iterfind("{*}contributors/*"):
        family, given = _text(each, "surname"), _text(each, "given_name")
        name = f"{family}, {given}" if family else each.text or ""
        people.append((_ROLES.get(each.get("contributor_role", ""), ""), name))
        sheet.add_person(name, sort=name if family else "", orcid=_text(each, "ORCID"))
    sheet.add_people(people)


def _read_funding(sheet: FactSheet, book: etree._Element) -> None:
    by_name: dict[str, list[str]] = {}
    for each in book.iter("{http://www.crossref.org/fundref.xsd}assertion"):
        by_name.setdefault(each.get("name", ""), []).append((each.text or "").strip())
    sheet.add_list("funders", by_name.get("funder_name", []))
    sheet.add_list("awards", by_name.get("award_number", []))
    numbers = [*by_name.get("ror", []), *by_name.get("funder_identifier", [])]
    bare = (re.sub(r"^https?://doi\.org/", "", number) for number in numbers)
    sheet.add_list("numbers of funders", bare)


def read_datacite(content: bytes) -> Reading:
    """The facts of the metadata for DataCite."""
    root = parse_untrusted(content)
    sheet = FactSheet()
    sheet.add("DOI", _text(root, "identifier"))
    titles = root.findall("{*}titles/{*}title")
    subtitle = next((each.text for each in titles if each.get("titleType") == "Subtitle"), "")
    sheet.add_titles(titles[0].text if titles else "", subtitle)
    sheet.add("publisher", _text(root, "publisher").replace(":unav", ""))
    sheet.add("year", _text(root, "publicationYear"))
    sheet.add_number("date", _text(root, "dates/date"))
    sheet.add_language(_text(root, "language"))
    sheet.add("version", _text(root, "version"))
    sheet.add("description", _text(root, "descriptions/description"))
    _read_creators(sheet, root)
    _read_subjects(sheet, root)
    _read_numbers(sheet, root)
    rights = root.find("{*}rightsList/{*}rights")
    address = "" if rights is None else rights.get("rightsURI", "")
    sheet.add("licence", letters_of_address(address))
    sheet.add("rights", "" if rights is None else rights.text)
    funding = root.findall("{*}fundingReferences/{*}fundingReference")
    names = (("funders", "funderName"), ("awards", "awardNumber"))
    for fact, name in (*names, ("numbers of funders", "funderIdentifier")):
        sheet.add_list(fact, (_text(each, name) for each in funding))
    sheet.add("series", _text(root, "relatedItems/relatedItem/titles/title"))
    sheet.add("number in series", _text(root, "relatedItems/relatedItem/volume"))
    sheet.add_number("ISSN", _text(root, "relatedItems/relatedItem/relatedItemIdentifier"))
    complete = ("ISBN of ", "pages of ", "size of ", "ORCID of ", "ISNI of ", "contributors: edt")
    return Reading(sheet.facts, complete)


def _read_creators(sheet: FactSheet, root: etree._Element) -> None:
    editors = []
    for each in root.iter("{*}creator", "{*}contributor"):
        family, given = _text(each, "familyName"), _text(each, "givenName")
        name = f"{family}, {given}" if family else _text(each, f"{etree.QName(each).localname}Name")
        numbers = {
            one.get("nameIdentifierScheme"): one.text or ""
            for one in each.iterfind("{*}nameIdentifier")
        }
        sort = name if family else ""
        orcid, isni = numbers.get("ORCID", ""), numbers.get("ISNI", "")
        sheet.add_person(name, sort=sort, orcid=orcid, isni=isni)
        if each.get("contributorType") == "Editor":
            editors.append(("edt", name))
    sheet.add_people(editors)


def _read_subjects(sheet: FactSheet, root: etree._Element) -> None:
    by_scheme: dict[str, list[str]] = {}
    for each in root.iterfind("{*}subjects/{*}subject"):
        by_scheme.setdefault(each.get("subjectScheme", ""), []).append(each.text or "")
    sheet.add_subjects(by_scheme.get("", []), by_scheme.get("keyword", []))
    sheet.add_list("Thema", by_scheme.get("Thema", []))
    sheet.add_list("BISAC", by_scheme.get("BISAC", []))


def _read_numbers(sheet: FactSheet, root: etree._Element) -> None:
    isbns = []
    for each in root.iterfind("{*}alternateIdentifiers/{*}alternateIdentifier"):
        kind = each.get("alternateIdentifierType", "")
        if match := re.fullmatch(r"ISBN \((.*)\)", kind):
            isbns.append((match[1], each.text or ""))
        elif kind == "local":
            sheet.add("identifier", each.text)
    sheet.add_isbns(isbns)
    for size in root.iterfind("{*}sizes/{*}size"):
        if match := re.fullmatch(r"(.*): (\d+) (pages|bytes)", size.text or ""):
            fact = "pages" if match[3] == "pages" else "size"
            sheet.add(f"{fact} of {match[1]}", match[2])
    related = root.findall("{*}relatedIdentifiers/{*}relatedIdentifier")
    kinds = ((each.get("relationType", ""), each.text or "") for each in related)
    sheet.add_related((_RELATIONS[kind], number) for kind, number in kinds if kind in _RELATIONS)
