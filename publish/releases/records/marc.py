"""MARC 21 in XML: a record for each edition, as libraries take e-books and books of paper.

Fields: https://www.loc.gov/marc/bibliographic/. Values are of RDA: a text, read by a computer or
in a volume.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from lxml import etree

from publish.model.licence import licence_address
from publish.model.metadata import Metadata
from publish.model.printer import Binding
from publish.model.relators import RELATORS
from publish.model.trade import Related
from publish.releases.facts import Release, ReleasedEdition
from publish.releases.records.names import (
    ContributorName,
    language_code,
    names_of,
    plain_words,
    title_for_sorting,
)
from publish.releases.records.xml import Builder, serialized

_LEADER = "00000nam a2200000 c 4500"  # `c`: without the punctuation of ISBD
_TERMS = {code: term for term, code in RELATORS.items()}
# Which field links to another product (76X to 78X), by its relation.
_LINKS = {
    "part-of": "773", "includes": "774", "replaces": "780", "replaced-by": "785",
    "alternative-format": "776", "based-on-print": "776", "translation-of": "765",
    "adapted-from": "786", "supplement-to": "772", "has-supplement": "770", "similar": "787",
}  # fmt: skip
_NUMBERS = {"isbn": "z", "issn": "x", "doi": "o", "url": "o"}
# 008/22 by the first of our audiences.
_AUDIENCES = {"children": "j", "teenage": "d", "professional": "f", "general": "g"}

# 006 and 007: what is read by a computer, at a distance; a text in print of the usual size.
_ONLINE = (("006", "m     o  d        "), ("007", "cr u||||||||||"))
_PRINTED = (("007", "ta"),)
_CENTIMETRES = 2.54 / 72  # of a point

_x = Builder("http://www.loc.gov/MARC21/slim")
Subfields = list[tuple[str, str]]


def marc_xml(release: Release) -> bytes:
    """A collection with a record for each edition."""
    return serialized(_x("collection", *(_record(release, each) for each in release.editions)))


def _record(release: Release, edition: ReleasedEdition) -> etree._Element:
    metadata = release.metadata
    control = [
        ("001", f"{metadata.identifier}#{edition.edition.name}"),
        ("005", f"{metadata.modified:%Y%m%d%H%M%S}.0"),
        *(_ONLINE if edition.binding is None else _PRINTED),
        ("008", _fixed_field(release, is_printed=edition.binding is not None)),
    ]
    fields = sorted(_fields(release, edition), key=lambda field: field.get("tag", ""))
    return _x(
        "record",
        _x("leader", _LEADER),
        *(_x("controlfield", text, tag=tag) for tag, text in control),
        *fields,
    )


def _fixed_field(release: Release, *, is_printed: bool) -> str:
    """The 40 characters of field 008, of which the unknown ones are `|`."""
    metadata = release.metadata
    year = f"{metadata.date:%Y}" if metadata.date else "||||"
    kind = "s" if metadata.date else "n"
    audience = _AUDIENCES.get(next(iter(release.trade.audience), ""), "|")
    entered = f"{metadata.modified:%y%m%d}"
    language = language_code(metadata.language)
    item = " " if is_printed else "o"
    return f"{entered}{kind}{year}    xx ||||{audience}{item}||||||||||{language} d".ljust(40)


def _field(tag: str, indicators: str, subfields: Subfields) -> etree._Element:
    parts = (_x("subfield", text, code=code) for code, text in subfields if text)
    return _x("datafield", *parts, tag=tag, ind1=indicators[0], ind2=indicators[1])


def _fields(release: Release, edition: ReleasedEdition) -> Iterator[etree._Element]:
    metadata = release.metadata
    yield from _numbers(release, edition)
    yield from _people(metadata)
    yield from _title(metadata)
    yield from _publication(metadata)
    yield from _carrier(edition)
    yield from _series(metadata)
    yield from _notes(release, edition)
    yield from _subjects(release)
    yield from _links(release, edition)


def _numbers(release: Release, edition: ReleasedEdition) -> Iterator[etree._Element]:
    metadata = release.metadata
    if edition.isbn:
        yield _field("020", "  ", [("a", edition.isbn), ("q", _form(edition))])
    if metadata.doi:
        yield _field("024", "7 ", [("a", metadata.doi), ("2", "doi")])
    for price in release.trade.prices.get(edition.edition.name, ()):
        where = ", ".join(price.territories) or "world"
        tax = "with tax" if price.has_tax else "without tax"
        yield _field(
            "037", "  ", [("c", f"{price.amount} {price.currency}"), ("n", f"{where}; {tax}")]
        )
    yield _field("040", "  ", [("b", "eng"), ("e", "rda")])
    if address := release.trade.url:
        yield _field("856", "42", [("u", address)])


def _people(metadata: Metadata) -> Iterator[etree._Element]:
    """The first author as the main entry, all others as added ones."""
    names = names_of(metadata)
    first = next((name for name in names if name.role == "aut"), None)
    for name in names:
        block = "1" if name is first else "7"
        is_person = bool(name.family) or " " not in name.whole
        tag = f"{block}00" if is_person else f"{block}10"
        yield _field(tag, ("1 " if name.family else "0 ") if is_person else "2 ", _person(name))


def _person(name: ContributorName) -> Subfields:
    isni = name.isni and f"https://isni.org/isni/{name.isni}"
    orcid = name.orcid and f"https://orcid.org/{name.orcid}"
    return [
        ("a", name.inverted if name.family else name.whole),
        ("e", _TERMS.get(name.role, "")),
        ("1", orcid),
        ("1", isni),
        ("4", name.role),
    ]


def _title(metadata: Metadata) -> Iterator[etree._Element]:
    skipped = _skipped(metadata)
    responsible = "; ".join(filter(None, (metadata.byline, *metadata.credits)))
    parts = [("a", metadata.title), ("b", metadata.subtitle), ("c", responsible)]
    has_author = any(each.role == "aut" for each in metadata.authors)
    yield _field("245", f"{int(has_author)}{skipped}", parts)


def _skipped(metadata: Metadata) -> int:
    """How many characters at the beginning of the title are not sorted by, with the space."""
    _, _, article = title_for_sorting(metadata).rpartition(", ")
    if not article or not metadata.title.startswith(article):
        return 0
    return len(article) + metadata.title[len(article) :].startswith(" ")


def _publication(metadata: Metadata) -> Iterator[etree._Element]:
    if metadata.edition_statement:
        yield _field("250", "  ", [("a", metadata.edition_statement)])
    year = f"{metadata.date:%Y}" if metadata.date else ""
    parts = [("a", metadata.place), ("b", metadata.publisher), ("c", year)]
    if any(text for _, text in parts):
        yield _field("264", " 1", parts)
    if metadata.copyright:
        yield _field("264", " 4", [("c", f"©{metadata.copyright}")])
    yield _field("251", "  ", [("a", f"Version {metadata.version}")])


def _form(edition: ReleasedEdition) -> str:
    """What tells an edition from the others: its file format, or the binding of one of paper."""
    if edition.binding is None:
        return edition.edition.format.upper()
    is_hard = edition.binding in (Binding.CASE, Binding.JACKET)
    return "hardback" if is_hard else "paperback"


def _carrier(edition: ReleasedEdition) -> Iterator[etree._Element]:
    if edition.binding is not None:
        yield from _volume(edition)
        return
    pages = f" ({edition.pages} pages)" if edition.pages else ""
    yield _field("300", "  ", [("a", f"1 online resource{pages}")])
    yield _field("336", "  ", [("a", "text"), ("b", "txt"), ("2", "rdacontent")])
    yield _field("337", "  ", [("a", "computer"), ("b", "c"), ("2", "rdamedia")])
    yield _field("338", "  ", [("a", "online resource"), ("b", "cr"), ("2", "rdacarrier")])
    form, size = _form(edition), f"{edition.file.size} bytes"
    yield _field("347", "  ", [("a", "text file"), ("b", form), ("c", size), ("2", "rdaft")])
    yield _field("516", "8 ", [("a", f"{edition.words} words")])


def _volume(edition: ReleasedEdition) -> Iterator[etree._Element]:
    """A book of paper, with its height, which catalogues round up."""
    _, height, _ = edition.measures or (0, 0, 0)
    size = f"{math.ceil(height * _CENTIMETRES)} cm" if height else ""
    yield _field("300", "  ", [("a", f"{edition.pages} pages"), ("c", size)])
    yield _field("336", "  ", [("a", "text"), ("b", "txt"), ("2", "rdacontent")])
    yield _field("337", "  ", [("a", "unmediated"), ("b", "n"), ("2", "rdamedia")])
    yield _field("338", "  ", [("a", "volume"), ("b", "nc"), ("2", "rdacarrier")])
    yield _field("500", "  ", [("a", f"{edition.words} words")])


def _series(metadata: Metadata) -> Iterator[etree._Element]:
    parts = [("a", metadata.series), ("x", metadata.issn), ("v", metadata.series_number)]
    if metadata.series:
        yield _field("490", "1 ", parts)
        yield _field("830", " 0", [("a", metadata.series), ("v", metadata.series_number)])


def _notes(release: Release, edition: ReleasedEdition) -> Iterator[etree._Element]:
    metadata = release.metadata
    if metadata.description:
        yield _field("520", "  ", [("a", plain_words(metadata.description))])
    for audience in release.trade.audience:
        yield _field("521", "8 ", [("a", audience)])
    for each in metadata.funding:
        parts = [("a", each.funder), ("c", each.award), ("1", each.identifier)]
        yield _field("536", "  ", parts)
    if metadata.rights or metadata.licence:
        address = licence_address(metadata.licence)
        yield _field("540", "  ", [("a", metadata.shown_rights), ("u", address)])
    yield _field("546", "  ", [("a", metadata.language)])
    for property_, value in edition.claims:
        name = property_.partition(":")[2] or property_
        kind = "0 " if name == "accessibilityFeature" else "1 "
        yield _field("532", kind, [("a", f"{name}: {value}")])


def _subjects(release: Release) -> Iterator[etree._Element]:
    for scheme, codes in (("thema", release.trade.thema), ("bisacsh", release.trade.bisac)):
        for code in codes:
            yield _field("072", " 7", [("a", code), ("2", scheme)])
    for heading in release.metadata.subjects:
        yield _field("650", " 4", [("a", heading)])
    for word in release.trade.keywords:
        yield _field("653", "  ", [("a", word)])


def _links(release: Release, edition: ReleasedEdition) -> Iterator[etree._Element]:
    for other in release.editions:
        if other is not edition:
            title = ("t", release.metadata.title)
            parts = [("i", "Other format:"), title, ("h", _form(other))]
            yield _field("776", "08", [*parts, ("z", other.isbn)])
    yield from map(_link, release.trade.related)


def _link(related: Related) -> etree._Element:
    parts = [("i", f"{related.relation}:"), (_NUMBERS[related.scheme], related.value)]
    return _field(_LINKS[related.relation], "08", parts)
