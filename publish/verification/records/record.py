"""The facts of `release.json`, the record of a release for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from publish.verification.licences import letters_of_licence
from publish.verification.records.accessibility import add_claims
from publish.verification.records.facts import FactSheet, Reading

NAME = "release.json"
_TEXTS = {
    "identifier": "identifier", "DOI": "doi", "publisher": "publisher", "place": "place",
    "version": "version", "description": "description", "copyright": "copyright",
    "address": "url",
}  # fmt: skip
_FORMS = {"paperback": "paperback", "flaps": "paperback", "case": "hardback", "jacket": "hardback"}
_COMPLETE = (
    "contributors: ", "claim of ", "ISBN of ", "pages of ", "words of ", "size of ", "hash of ",
    "name of ", "ORCID of ", "ISNI of ", "price of ", "currency of ", "territories of ", "tax of ",
)  # fmt: skip


def products_of(content: bytes) -> dict[str, str]:
    """The name of the file of each edition."""
    record = json.loads(content)
    return {edition["name"]: edition["file"]["name"] for edition in record["editions"]}


def read_record(content: bytes) -> Reading:
    """The facts of the record."""
    record: dict[str, Any] = json.loads(content)
    sheet = FactSheet()
    for fact, key in _TEXTS.items():
        sheet.add(fact, record.get(key))
    sheet.add_titles(record["title"], record["subtitle"])
    sheet.add_language(record["language"])
    sheet.add_number("date", record["date"])
    sheet.add("year", (record["date"] or "")[:4])
    sheet.add_list("subjects", record["subjects"])
    sheet.add("licence", letters_of_licence(record["licence"]))
    series = record["series"] or {}
    sheet.add("series", series.get("name"))
    sheet.add("number in series", series.get("number"))
    _read_people(sheet, record["contributors"])
    editions = record["editions"]
    for edition in editions:
        _read_edition(sheet, edition)
    sheet.add_isbns((edition["name"], edition["isbn"]) for edition in editions)
    sheet.add("pages", next((str(each["pages"]) for each in editions if each["pages"]), ""))
    return Reading(sheet.facts, _COMPLETE)


def _read_people(sheet: FactSheet, people: list[dict[str, str]]) -> None:
    sheet.add_people((each["role"], each["name"]) for each in people)
    for each in people:
        sort, orcid, isni = (each.get(key, "") for key in ("sort", "orcid", "isni"))
        sheet.add_person(each["name"], sort=sort, orcid=orcid, isni=isni)


def _read_edition(sheet: FactSheet, edition: Mapping[str, Any]) -> None:
    name, file = edition["name"], edition["file"]
    binding = edition.get("binding")
    sheet.add(f"form of {name}", _FORMS[binding] if binding else "digital")
    if not binding:  # the files for a printer are nobody else's
        sheet.add(f"name of {name}", file["name"])
        sheet.add(f"size of {name}", str(file["size"]))
        sheet.add(f"hash of {name}", file["sha256"])
    sheet.add(f"words of {name}", str(edition["words"]))
    if edition["pages"]:
        sheet.add(f"pages of {name}", str(edition["pages"]))
    sheet.add_prices(name, [_price(each) for each in edition.get("prices", [])])
    add_claims(sheet, name, ((each["property"], each["value"]) for each in edition["claims"]))


def _price(price: Mapping[str, Any]) -> tuple[str, str, str, bool]:
    where = " ".join(price["territories"])
    return price["amount"], price["currency"], where, price["tax_included"]
