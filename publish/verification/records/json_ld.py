"""The facts of a record in JSON-LD, with the vocabulary of schema.org."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from publish.verification.licences import letters_of_address
from publish.verification.records.accessibility import add_claims
from publish.verification.records.facts import FactSheet, Reading
from publish.verification.records.names import canonical_role

_ROLES = {
    "author": "aut", "editor": "edt", "translator": "trl", "illustrator": "ill",
    "funder": "fnd", "sponsor": "spn", "copyrightHolder": "cph", "readBy": "nrt",
}  # fmt: skip
# Relators in words, as the records have them, with the codes in which others do.
_TERMS = {
    "writer of foreword": "wfw", "writer of preface": "wpr", "writer of introduction": "win",
    "writer of afterword": "waw", "author of introduction": "aui", "author of afterword": "aft",
    "compiler": "com", "contributor": "ctb", "photographer": "pht", "cover designer": "cov",
    "book designer": "bkd", "annotator": "ann", "adapter": "adp", "abridger": "abr",
    "artist": "art", "cartographer": "ctg", "composer": "cmp", "consultant": "csl",
    "designer": "dsr", "editor of compilation": "edc", "commentator": "cmm",
    "writer of added commentary": "wac", "creator": "cre", "interviewer": "ivr",
    "interviewee": "ive", "researcher": "res", "reviewer": "rev",
}  # fmt: skip
_FORMS = {"EBook": "digital", "Paperback": "paperback", "Hardcover": "hardback"}
_WORKS = ("hasPart", "translationOfWork", "isBasedOn", "citation")
_CLAIMS = ("accessibility", "accessMode", "dcterms:", "a11y:")
_COMPLETE = (
    "claim of ", "price of ", "currency of ", "territories of ", "tax of ", "ISBN of ",
    "pages of ", "words of ", "size of ", "hash of ", "name of ", "ORCID of ", "ISNI of ",
)  # fmt: skip


def read_json_ld(content: bytes) -> Reading:
    """The facts of the work and of its editions."""
    book: dict[str, Any] = json.loads(content)
    sheet = FactSheet()
    _read_texts(sheet, book)
    _read_people(sheet, book)
    _read_subjects(sheet, book)
    _read_others(sheet, book)
    editions = [(each["@id"].rpartition("#")[2], each) for each in book.get("workExample", [])]
    for name, each in editions:
        _read_edition(sheet, name, each)
    sheet.add_isbns((name, each.get("isbn", "")) for name, each in editions)
    pages = (str(each.get("numberOfPages", "")) for _, each in editions)
    sheet.add("pages", next(filter(None, pages), ""))
    roles = sorted({*map(canonical_role, (*_ROLES.values(), *_TERMS.values()))})
    return Reading(sheet.facts, (*_COMPLETE, *(f"contributors: {role}" for role in roles)))


def _read_texts(sheet: FactSheet, book: dict[str, Any]) -> None:
    names = {
        "identifier": "identifier", "address": "url", "version": "version",
        "edition statement": "bookEdition", "description": "description",
        "number in series": "position",
    }  # fmt: skip
    for fact, key in names.items():
        sheet.add(fact, book.get(key))
    sheet.add_titles(book.get("name"), book.get("alternativeHeadline"))
    sheet.add("DOI", book.get("sameAs", "").removeprefix("https://doi.org/"))
    sheet.add_language(book.get("inLanguage"))
    sheet.add("publisher", book.get("publisher", {}).get("name"))
    sheet.add("place", book.get("publication", {}).get("location", {}).get("name"))
    sheet.add_number("date", book.get("datePublished"))
    sheet.add("year", book.get("datePublished", "")[:4])
    sheet.add("licence", letters_of_address(book.get("license", "")))
    sheet.add("copyright", book.get("copyrightNotice", "").removeprefix("© "))


def _read_people(sheet: FactSheet, book: dict[str, Any]) -> None:
    people = list(_people(book))
    sheet.add_people((role, person["name"]) for role, person in people if role)
    for _, person in people:
        numbers = person.get("sameAs", [])
        family, given = person.get("familyName", ""), person.get("givenName", "")
        orcid = next((each for each in numbers if "orcid.org" in each), "")
        isni = next((each for each in numbers if "isni.org" in each), "")
        sort = f"{family}, {given}" if family else ""
        sheet.add_person(person["name"], sort=sort, orcid=orcid, isni=isni)


def _people(book: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Everybody, with the role, which is "" where other records do not tell it apart."""
    for key, role in _ROLES.items():
        yield from ((role, person) for person in book.get(key, []))
    for each in book.get("contributor", []):
        yield _TERMS.get(each.get("roleName", ""), ""), each["contributor"]


def _read_subjects(sheet: FactSheet, book: dict[str, Any]) -> None:
    about = book.get("about", [])
    headings = [each for each in about if isinstance(each, str)]
    codes = [each for each in about if isinstance(each, dict)]
    sheet.add_subjects(headings, book.get("keywords", []))
    for scheme in ("Thema", "BISAC"):
        own = (each["termCode"] for each in codes if each["inDefinedTermSet"] == scheme)
        sheet.add_list(scheme, own)
    sheet.add_list("audience", (each["audienceType"] for each in book.get("audience", [])))


def _read_others(sheet: FactSheet, book: dict[str, Any]) -> None:
    series = book.get("isPartOf", {})
    sheet.add("series", series.get("name"))
    sheet.add_number("ISSN", series.get("issn"))
    grants = book.get("funding", [])
    sheet.add_list("awards", (each.get("identifier") for each in grants))
    funders = [each.get("funder", {}) for each in grants]
    sheet.add_list("funders", (each.get("name") for each in funders))
    addresses = (each.get("sameAs", "").removeprefix("https://doi.org/") for each in funders)
    sheet.add_list("numbers of funders", addresses)
    works = [each for key in _WORKS for each in book.get(key, [])]
    sheet.add_related((each.get("description", ""), _number(each)) for each in works)


def _number(work: dict[str, str]) -> str:
    return next(filter(None, (work.get(name, "") for name in ("isbn", "issn", "@id", "url"))), "")


def _read_edition(sheet: FactSheet, name: str, edition: dict[str, Any]) -> None:
    form = edition.get("bookFormat", "").rpartition("/")[2]
    sheet.add(f"form of {name}", _FORMS.get(form, form))
    if file := edition.get("encoding"):
        sheet.add(f"name of {name}", file.get("contentUrl"))
        sheet.add(f"size of {name}", file.get("contentSize"))
        sheet.add(f"hash of {name}", file.get("sha256"))
    if pages := edition.get("numberOfPages"):
        sheet.add(f"pages of {name}", str(pages))
    sheet.add(f"words of {name}", edition.get("size", "").removesuffix(" words"))
    claims = [
        (key, value)
        for key, values in edition.items()
        if key.startswith(_CLAIMS)
        for value in values
    ]
    add_claims(sheet, name, claims)
    sheet.add_prices(name, [_price(each) for each in edition.get("offers", [])])


def _price(offer: dict[str, Any]) -> tuple[str, str, str, bool]:
    with_tax = offer.get("priceSpecification", {}).get("valueAddedTaxIncluded", False)
    where = " ".join(offer.get("eligibleRegion", []))
    return offer.get("price", ""), offer.get("priceCurrency", ""), where, with_tax
