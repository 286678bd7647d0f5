"""The facts of a collection of MARC 21 records in XML."""

from __future__ import annotations

import re

from lxml import etree

from publish.model.xmlsafe import parse_untrusted
from publish.verification.licences import letters_of_address
from publish.verification.records.accessibility import add_claims
from publish.verification.records.facts import FactSheet, Reading

_RELATIONS = frozenset(
    "part-of includes replaces replaced-by alternative-format based-on-print translation-of "
    "adapted-from supplement-to has-supplement similar".split()
)
_OTHER_FORMAT = "Other format:"
_PEOPLE = ("100", "110", "700", "710")
_COMPLETE = (
    "contributors: ", "claim of ", "price of ", "currency of ", "territories of ", "tax of ",
    "ISBN of ", "pages of ", "words of ", "size of ", "ORCID of ", "ISNI of ", "related product ",
)  # fmt: skip


class _Record:
    """A record: its control fields by tag, and the subfields of the others."""

    def __init__(self, record: etree._Element) -> None:
        self.control = {x.get("tag", ""): x.text or "" for x in record.iterfind("{*}controlfield")}
        self._fields = record.findall("{*}datafield")

    @property
    def edition(self) -> str:
        """The edition that the control number ends with."""
        return self.control.get("001", "").rpartition("#")[2]

    def fields(self, *tags: str) -> list[etree._Element]:
        """The fields with one of the tags."""
        return [each for each in self._fields if each.get("tag") in tags]

    def all(self, tag: str, code: str) -> list[str]:
        """The values of a subfield in all fields of a tag."""
        return [text for field in self.fields(tag) for text in subfields(field, code)]

    def first(self, tag: str, code: str) -> str:
        """The first of them; "" without any."""
        return next(iter(self.all(tag, code)), "")


def subfields(field: etree._Element, code: str) -> list[str]:
    """The values of a subfield."""
    return [x.text or "" for x in field.iterfind("{*}subfield") if x.get("code") == code]


def _first(field: etree._Element, code: str) -> str:
    return next(iter(subfields(field, code)), "")


def read_marc(content: bytes) -> Reading:
    """The facts of the records; those of the work from the first."""
    root = parse_untrusted(content)
    records = [_Record(each) for each in root.iterfind("{*}record")]
    sheet = FactSheet()
    for record in records:
        _read_edition(sheet, record)
    if records:
        _read_work(sheet, records[0])
    sheet.add_isbns((record.edition, record.first("020", "a")) for record in records)
    pages = (sheet.facts.get(f"pages of {record.edition}") for record in records)
    sheet.add("pages", next(filter(None, pages), ""))
    return Reading(sheet.facts, _COMPLETE)


def _read_edition(sheet: FactSheet, record: _Record) -> None:
    edition = record.edition
    is_volume = record.first("338", "b") == "nc"
    said = "500" if is_volume else "516"
    patterns = (("pages", "300", "a", r"(\d+) pages"), ("words", said, "a", r"(\d+) words"),
                ("size", "347", "c", r"(\d+) bytes"))  # fmt: skip
    if not is_volume:
        sheet.add(f"form of {edition}", "digital")
    elif number := record.first("020", "q"):
        sheet.add(f"form of {edition}", number)
    for fact, tag, code, pattern in patterns:
        if match := re.search(pattern, record.first(tag, code)):
            sheet.add(f"{fact} of {edition}", match[1])
    claims = (text.partition(": ") for text in record.all("532", "a"))
    add_claims(sheet, edition, ((name, value) for name, _, value in claims))
    sheet.add_prices(edition, [_price(field) for field in record.fields("037")])
    formats = (field for field in record.fields("776") if _first(field, "i") == _OTHER_FORMAT)
    sheet.add_list(f"other editions of {edition}", (_first(field, "z") for field in formats))


def _price(field: etree._Element) -> tuple[str, str, str, bool]:
    amount, _, currency = _first(field, "c").partition(" ")
    where, _, tax = _first(field, "n").partition("; ")
    places = "" if where == "world" else where.replace(",", "")
    return amount, currency, places, tax == "with tax"


def _read_work(sheet: FactSheet, record: _Record) -> None:
    title = record.fields("245")[0]
    sheet.add("identifier", record.control.get("001", "").rpartition("#")[0])
    sheet.add_titles(_first(title, "a"), _first(title, "b"))
    if skipped := int(title.get("ind2") or 0):
        text = _first(title, "a")
        rest = text[skipped:]
        sheet.add("title for sorting", f"{rest[:1].upper()}{rest[1:]}, {text[:skipped].strip()}")
    sheet.add_language(record.control.get("008", "")[35:38])
    sheet.add_language(record.first("546", "a"))
    _read_people(sheet, record)
    _read_texts(sheet, record)
    _read_lists(sheet, record)


def _read_people(sheet: FactSheet, record: _Record) -> None:
    fields = record.fields(*_PEOPLE)
    sheet.add_people((_first(field, "4"), _first(field, "a")) for field in fields)
    for field in fields:
        name, numbers = _first(field, "a"), subfields(field, "1")
        is_turned = field.get("ind1") == "1"
        orcid = next((each for each in numbers if "orcid.org" in each), "")
        isni = next((each for each in numbers if "isni.org" in each), "")
        sheet.add_person(name, sort=name if is_turned else "", orcid=orcid, isni=isni)


def _read_texts(sheet: FactSheet, record: _Record) -> None:
    places = (
        ("DOI", "024", "a"), ("edition statement", "250", "a"), ("place", "264", "a"),
        ("publisher", "264", "b"), ("year", "264", "c"), ("series", "490", "a"),
        ("number in series", "490", "v"), ("description", "520", "a"), ("rights", "540", "a"),
        ("address", "856", "u"),
    )  # fmt: skip
    for fact, tag, code in places:
        sheet.add(fact, record.first(tag, code))
    sheet.add("version", record.first("251", "a").removeprefix("Version "))
    sheet.add_number("ISSN", record.first("490", "x"))
    sheet.add("licence", letters_of_address(record.first("540", "u")))
    notices = (text[1:] for text in record.all("264", "c") if text.startswith("©"))
    sheet.add("copyright", next(notices, ""))


def _read_lists(sheet: FactSheet, record: _Record) -> None:
    for fact, scheme in (("Thema", "thema"), ("BISAC", "bisacsh")):
        fields = (field for field in record.fields("072") if _first(field, "2") == scheme)
        sheet.add_list(fact, (_first(field, "a") for field in fields))
    sheet.add_subjects(record.all("650", "a"), record.all("653", "a"))
    sheet.add_list("audience", record.all("521", "a"))
    for fact, code in (("funders", "a"), ("awards", "c"), ("numbers of funders", "1")):
        sheet.add_list(fact, record.all("536", code))
    links = record.fields(*map(str, range(765, 788)))
    named = ((_first(field, "i").rstrip(":"), field) for field in links)
    sheet.add_related((name, _linked(field)) for name, field in named if name in _RELATIONS)


def _linked(field: etree._Element) -> str:
    return next(filter(None, (_first(field, code) for code in "zxo")), "")
