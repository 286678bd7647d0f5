"""Others accept the records: the schemas of ONIX, the library of libraries, the parsers."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import onixcheck
import pymarc
import pytest
from bibtexparser.entrypoint import parse_string
from lxml import etree
from msgspec.structs import replace

from publish.model.metadata import Metadata
from publish.releases.facts import Release
from publish.releases.records import RECORDS
from tests.records.sample import RICH, VARIANTS, write_records

Judge = etree.RelaxNG | etree.XMLSchema
VARIANT = pytest.mark.parametrize("release", VARIANTS.values(), ids=VARIANTS)


@VARIANT
@pytest.mark.parametrize("name", ["onix-3.1.xml", "onix-3.0.xml"])
def test_onix_is_valid(release: Release, name: str, tmp_path: Path) -> None:
    write_records(release, tmp_path)
    for schema in ("xsd", "rng"):
        messages = onixcheck.validate(str(tmp_path / name), schemas=(schema,))
        assert [message.short for message in messages] == []


def test_a_wrong_message_is_not_valid(tmp_path: Path) -> None:
    write_records(RICH, tmp_path)
    path = tmp_path / "onix-3.1.xml"
    path.write_text(path.read_text("utf-8").replace(">E101<", ">E999<"), "utf-8")
    assert onixcheck.validate(str(path), schemas=("xsd",))


@VARIANT
def test_libraries_read_marc(release: Release, tmp_path: Path) -> None:
    write_records(release, tmp_path)
    records = pymarc.parse_xml_to_array(str(tmp_path / "marc.xml"))  # type: ignore[no-untyped-call]
    assert len(records) == len(release.editions)
    for record, edition in zip(records, release.editions, strict=True):
        assert record["245"]["a"] == release.metadata.title
        assert len(record["008"].data) == 40
        assert len(str(record.leader)) == 24
        assert [field["a"] for field in record.get_fields("020")] == [edition.isbn][
            : bool(edition.isbn)
        ]
        assert pymarc.Record(record.as_marc()).title == record.title


@VARIANT
def test_reference_managers_read_citations(release: Release, tmp_path: Path) -> None:
    write_records(release, tmp_path)
    library = parse_string((tmp_path / "citation.bib").read_text("utf-8"))
    assert (len(library.entries), library.failed_blocks) == (1, [])
    [entry] = json.loads((tmp_path / "citation.json").read_bytes())
    assert entry["type"] == "book"
    lines = (tmp_path / "citation.ris").read_bytes().decode().split("\r\n")
    assert (lines[0], lines[-2:]) == ("TY  - BOOK", ["ER  - ", ""])
    assert all(line[2:6] == "  - " for line in lines[:-1])


@VARIANT
def test_records_have_only_what_there_is(release: Release, tmp_path: Path) -> None:
    write_records(release, tmp_path)
    for path in tmp_path.glob("*.xml"):
        for element in etree.parse(path).iter():
            empty = not len(element) and not (element.text or "").strip() and not element.attrib
            assert not empty or etree.QName(element).localname in MARKERS, (path.name, element.tag)


MARKERS = {"NoCollection", "NoEdition", "MainSubject"}


def test_a_deposit_needs_a_doi_and_an_address(tmp_path: Path) -> None:
    write_records(VARIANTS["nothing but a title"], tmp_path)
    assert not {"crossref.xml", "datacite.xml"} & {path.name for path in tmp_path.iterdir()}
    write_records(RICH, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {row.name for row in RECORDS}


@pytest.mark.parametrize(
    ("variant", "edition", "kind", "places", "rest"),
    [
        ("rich", "epub", "02", "WORLD", ""),
        ("rich", "print", "02", "WORLD", ""),
        ("an edited volume", "epub", "01", "WORLD", ""),
        ("another script", "epub", "02", "CN", "03"),
    ],
)
def test_onix_says_where_an_edition_may_be_sold(
    variant: str, edition: str, kind: str, places: str, rest: str
) -> None:
    row = next(row for row in RECORDS if row.name == "onix-3.1.xml")
    root = etree.fromstring(row.write(VARIANTS[variant]))
    references = {each.findtext("{*}RecordReference", "").rpartition("#")[2]: each for each in root}
    details = references[edition].find("{*}PublishingDetail")
    assert details is not None
    assert details.findtext("{*}SalesRights/{*}SalesRightsType") == kind
    territory = details.find("{*}SalesRights/{*}Territory")
    assert territory is not None
    assert [each.text for each in territory] == [places]
    assert details.findtext("{*}ROWSalesRightsType", "") == rest


def judge_of_crossref() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(Path(__file__).with_name("crossref.rng")))


def judge_of_datacite() -> etree.XMLSchema:
    """The schema of DataCite itself, which a validator has in its package."""
    import_module("validator")
    return etree.XMLSchema(etree.parse(str(files("validator") / "schema" / "metadata.xsd")))


def deposits(name: str) -> dict[str, bytes]:
    """The deposits of all variants, each with what a release and a deposit need."""
    row = next(row for row in RECORDS if row.name == name)
    needed = {"doi": "10.5555/12345678", "publisher": "Salt Press", "date": RICH.metadata.date}
    releases = {
        variant: replace(
            each, metadata=with_rights(replace(each.metadata, **needed)), trade=RICH.trade
        )
        for variant, each in VARIANTS.items()
    }
    assert all(map(row.is_wanted, releases.values()))
    return {variant: row.write(each) for variant, each in releases.items()}


def with_rights(details: Metadata) -> Metadata:
    has_any = details.rights or details.licence
    return details if has_any else replace(details, rights="All rights reserved")


JUDGES = pytest.mark.parametrize(
    ("name", "judge", "wrong"),
    [
        (
            "crossref.xml",
            judge_of_crossref,
            [
                (b"<surname>Birch</surname>", b""),
                (b"<year>2026</year>", b""),
                (b"<doi>10.5555", b"<doi>5555"),
                (b'role="translator"', b'role="foreword"'),
                (b'name="ror"', b'name="isni"'),
            ],
        ),
        (
            "datacite.xml",
            judge_of_datacite,
            [
                (b"<publicationYear>2026", b"<publicationYear>26"),
                (b'nameType="Personal"', b'nameType="Person"'),
                (b'relationType="Obsoletes"', b'relationType="Replaces"'),
                (b'resourceTypeGeneral="Book"', b'resourceTypeGeneral="Novel"'),
            ],
        ),
    ],
    ids=["Crossref", "DataCite"],
)


@JUDGES
def test_registries_accept_the_deposits(
    name: str, judge: Callable[[], Judge], wrong: Sequence[tuple[bytes, bytes]]
) -> None:
    schema = judge()
    for variant, content in deposits(name).items():
        assert schema.validate(etree.fromstring(content)), (variant, schema.error_log)
    rich = deposits(name)["rich"]
    for right, instead in wrong:
        assert right in rich
        assert not schema.validate(etree.fromstring(rich.replace(right, instead))), instead
