"""Others accept the records: the schemas of ONIX, the library of libraries, the parsers."""

from __future__ import annotations

import json
from pathlib import Path

import onixcheck
import pymarc
import pytest
from bibtexparser.entrypoint import parse_string
from lxml import etree

from publish.releases.facts import Release
from publish.releases.records import RECORDS
from tests.records.sample import RICH, VARIANTS, write_records

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


def test_the_order_of_a_deposit_is_that_of_the_schema() -> None:
    row = next(row for row in RECORDS if row.name == "crossref.xml")
    book = etree.fromstring(row.write(RICH)).find("{*}body/{*}book/*")
    assert book is not None
    assert [etree.QName(child).localname for child in book] == [
        "series_metadata", "contributors", "titles", "abstract", "volume", "publication_date",
        "isbn", "isbn", "publisher", "program", "program", "doi_data",
    ]  # fmt: skip
