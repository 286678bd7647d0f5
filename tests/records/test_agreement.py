"""Records agree with each other and with the products, and a contradiction in any is found."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pikepdf
import pytest

from publish.api import releases
from publish.releases.facts import Release
from publish.verification.records.surfaces import check_records, read_surfaces
from tests.records.sample import BOOK, TEXT, VARIANTS, write_book, write_records
from tests.running import run_context

pytestmark = pytest.mark.slow


def test_all_of_a_release_agree(released: Path) -> None:
    assert list(map(str, check_records(released))) == []
    readings = read_surfaces(released)
    facts = {fact for reading in readings.values() for fact in reading.facts}
    counts = {
        fact: sum(reading.value(fact) is not None for reading in readings.values())
        for fact in facts
    }
    assert len(facts) >= 60
    assert {fact for fact, count in counts.items() if count < 2} == set()


@pytest.mark.parametrize("release", VARIANTS.values(), ids=VARIANTS)
def test_records_of_any_book_agree(release: Release, tmp_path: Path) -> None:
    write_records(release, tmp_path)
    assert list(map(str, check_records(tmp_path))) == []


EPUB, PDF = "the-tides-of-lisse-2.0.epub", "the-tides-of-lisse-2.0.pdf"
PDF_2 = "the-tides-of-lisse-2.0-pdf-2.pdf"
ONIX, ONIX_3_0, MARC, JSON_LD = "onix-3.1.xml", "onix-3.0.xml", "marc.xml", "book.jsonld"
# One contradiction a fact: the fact, the file, what it says, what it is made to say.
CONTRADICTIONS = [
    ("title", "citation.bib", "The Tides of Lisse", "The Tides of List"),
    ("subtitle", MARC, "A Study in Salt", "A Study in Sand"),
    ("full title", "citation.ris", "Lisse: A Study", "Lisse: A Story"),
    ("title for sorting", EPUB, "Tides of Lisse, The", "Lisse, The Tides of"),
    ("contributors: aut", "citation.json", '"family": "Birch"', '"family": "Beech"'),
    ("contributors: trl", ONIX, "<ContributorRole>B06<", "<ContributorRole>B01<"),
    ("contributors: wfw", JSON_LD, "writer of foreword", "writer of preface"),
    ("contributors: cov", MARC, '<subfield code="4">cov<', '<subfield code="4">ill<'),
    ("sort name of de ursula vries", ONIX_3_0, "Vries, Ursula de", "De Vries, Ursula"),
    ("ORCID of ada birch", "datacite.xml", "0000-0002-1825-0097", "0000-0002-1694-233X"),
    ("ISNI of de ursula vries", EPUB, "000000012150090X", "0000000121032683"),
    ("identifier", JSON_LD, '"identifier": "urn:uuid:0b7', '"identifier": "urn:uuid:0b8'),
    ("DOI", "crossref.xml", "<doi>10.5555/12345678", "<doi>10.5555/12345679"),
    ("address", "citation.ris", "https://salt.example/tides", "https://salt.example/tide"),
    ("ISBN of epub", ONIX, "9783161484100", "9781402894626"),
    ("ISBN of pdf", MARC, 'code="a">9780306406157', 'code="a">9781402894626'),
    ("other editions of pdf", MARC, 'code="z">9783161484100', 'code="z">9781402894626'),
    ("other editions of epub", ONIX_3_0, "9780306406157", "9781402894626"),
    ("all ISBNs", "crossref.xml", "9780306406157", "9781402894626"),
    ("language", ONIX, ">eng<", ">ger<"),
    ("language tag", PDF, "<rdf:li>en-GB<", "<rdf:li>en-US<"),
    ("publisher", "citation.bib", "Salt Press", "Salt House"),
    ("place", "citation.json", 'place": "Lisse', 'place": "Leiden'),
    ("date", "crossref.xml", "<day>22<", "<day>23<"),
    ("year", "datacite.xml", "<publicationYear>2026", "<publicationYear>2025"),
    ("version", "datacite.xml", "<version>2.0", "<version>1.0"),
    ("edition statement", ONIX_3_0, "Second edition", "Third edition"),
    ("description", "onix-3.1.xml", "a small town", "a large town"),
    ("subjects", EPUB, ">Tides<", ">Tide<"),
    ("keywords", MARC, "salt marsh", "salt lake"),
    ("subjects and keywords", "citation.ris", "tide gauge", "rain gauge"),
    ("Thema", ONIX, "RBKC", "RBKF"),
    ("BISAC", EPUB, ">SCI052000<", ">SCI053000<"),
    ("audience", ONIX_3_0, "<AudienceCodeValue>01", "<AudienceCodeValue>02"),
    ("licence", PDF, "licenses/by-sa/4.0", "licenses/by-nc/4.0"),
    ("rights", MARC, "CC BY-SA 4.0", "CC BY 4.0"),
    ("copyright", JSON_LD, "© 2026 Ada", "© 2025 Ada"),
    ("series", "citation.ris", "Northern Shores", "Southern Shores"),
    ("number in series", EPUB, 'group-position">2<', 'group-position">3<'),
    ("ISSN", "citation.bib", "1234-5679", "2049-3630"),
    ("funders", "crossref.xml", "Sea Fund", "See Fund"),
    ("awards", "datacite.xml", "SF-12", "SF-13"),
    ("numbers of funders", JSON_LD, "https://ror.org/021nxhr62", "https://ror.org/01an7q238"),
    ("contact", ONIX, "press@salt.example", "sales@salt.example"),
    ("sender", "crossref.xml", "<registrant>Salt Press", "<registrant>Salt House"),
    ("related product 9781402894626", ONIX, "RelationCode>03<", "RelationCode>05<"),
    ("pages of pdf", ONIX, "<ExtentType>07</ExtentType>\n        <ExtentValue>", "&9"),
    ("pages", "citation.bib", "pagetotal = {", "&9"),
    ("words of epub", JSON_LD, '"size": "', "&9"),
    ("size of epub", ONIX, "<ExtentType>22</ExtentType>\n        <ExtentValue>", "&9"),
    ("hash of epub", "release.json", '"sha256": "', "&9"),
    ("name of epub", JSON_LD, f'"{EPUB}"', '"tides.epub"'),
    ("price of epub", ONIX, "9.99", "8.99"),
    ("currency of epub", MARC, "9.99 EUR", "9.99 USD"),
    ("territories of epub", JSON_LD, '"AT"', '"CH"'),
    ("sale of epub", ONIX, "<CountriesIncluded>DE AT", "<CountriesIncluded>DE CH"),
    ("right to sell epub", ONIX_3_0, "<SalesRightsType>02", "<SalesRightsType>01"),
    ("tax of epub", ONIX_3_0, "<PriceType>02", "<PriceType>01"),
    ("claim of epub: tableOfContents", ONIX, "Value>11<", "Value>51<"),
    ("claim of epub: alternativeText", EPUB, ">alternativeText<", ">longDescription<"),
    ("claim of epub: readingOrder", MARC, "Feature: readingOrder", "Feature: latex"),
    ("claim of epub: structuralNavigation", JSON_LD, '"structuralNavigation"', '"none"'),
    ("claim of epub: displayTransformability", ONIX_3_0, "Value>36<", "Value>37<"),
    ("claim of epub: MathML", EPUB, ">MathML<", ">latex<"),
    ("claim of epub: ARIA", ONIX, "Value>30<", "Value>31<"),
    ("claim of epub: hazards", EPUB, "Hazard\">none<", "Hazard\">flashing<"),
    ("claim of epub: accessibilitySummary", JSON_LD, "can be enlarged", "cannot be enlarged"),
    ("claim of epub: reading without sight", ONIX, "Value>52<", "Value>51<"),
    ("claim of epub: EPUB Accessibility 1.1", ONIX, "Value>04<", "Value>03<"),
    ("claim of epub: WCAG 2.2", ONIX_3_0, "Value>82<", "Value>81<"),
    ("claim of epub: Level AA", EPUB, "Level AA<", "Level A<"),
    ("claim of epub: certifiedBy", MARC, "certifiedBy: Salt Press", "certifiedBy: Salt House"),
    ("claim of epub: certifierCredential", ONIX, "Reviewer of 40", "Reviewer of 50"),
    ("claim of epub: certifierReport", ONIX, "salt.example/report", "salt.example/other"),
    ("form of epub", ONIX, "<ProductForm>ED<", "<ProductForm>BC<"),
    ("form of paper", JSON_LD, "org/Paperback", "org/EBook"),
    ("pages of paper", ONIX, "<ExtentType>06</ExtentType>\n        <ExtentValue>", "&9"),
    ("height of paper", ONIX, "<MeasureType>01</MeasureType>\n        <Measurement>", "&9"),
    ("width of paper", ONIX, "<MeasureType>02</MeasureType>\n        <Measurement>", "&9"),
    ("claim of pdf-2: PDF/UA-2", PDF_2, "<pdfuaid:part>2<", "<pdfuaid:part>3<"),
    ("claim of pdf: PDF/UA-1", ONIX, "Value>05<", "Value>06<"),
]  # fmt: skip


@pytest.mark.parametrize(("fact", "file", "right", "wrong"), CONTRADICTIONS, ids=lambda x: x[:30])
def test_a_contradiction_is_found(
    fact: str, file: str, right: str, wrong: str, copied: Path
) -> None:
    change = {".epub": change_epub, ".pdf": change_pdf}.get(Path(file).suffix, change_text)
    change(copied / file, right, right + "9" if wrong == "&9" else wrong)
    found = [(Path(each.location.path).name, each.message) for each in check_records(copied)]
    assert any(name == file and f": {fact}: " in message for name, message in found), found


def test_each_fact_is_contradicted(released: Path) -> None:
    facts = {fact for reading in read_surfaces(released).values() for fact in reading.facts}
    tried = {fact for fact, *_ in CONTRADICTIONS}
    alike = (
        "sort name of ", "ORCID of ", "words of ", "size of ", "hash of ", "name of ",
        "ISBN of ", "other editions of ", "pages of ", "sale of ", "right to sell ", "form of ",
    )  # fmt: skip
    assert {fact for fact in facts - tried if not fact.startswith(alike)} == set()


def change_text(path: Path, right: str, wrong: str) -> None:
    text = path.read_bytes().decode()
    assert right in text, path.name
    path.write_bytes(text.replace(right, wrong, 1).encode())


def change_epub(path: Path, right: str, wrong: str) -> None:
    with zipfile.ZipFile(path) as archive:
        files = {info: archive.read(info) for info in archive.infolist()}
    opf = next(info for info in files if info.filename.endswith(".opf"))
    text = files[opf].decode()
    assert right in text, "the package"
    files[opf] = text.replace(right, wrong, 1).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for info, content in files.items():
            archive.writestr(info, content)


def change_pdf(path: Path, right: str, wrong: str) -> None:
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        packet = pdf.Root.Metadata.read_bytes()
        assert right.encode() in packet
        pdf.Root.Metadata.write(packet.replace(right.encode(), wrong.encode(), 1))
        pdf.save(path)


def test_a_damaged_record_is_reported(copied: Path) -> None:
    (copied / "marc.xml").write_bytes(b"<collection")
    (copied / "citation.json").write_bytes(b"[")
    found = {Path(each.location.path).name: each.code for each in check_records(copied)}
    assert found == {"marc.xml": "VER-014", "citation.json": "VER-014"}


@pytest.mark.slow
def test_an_alternative_text_that_is_taken_away_changes_the_records(
    released: Path, tmp_path: Path
) -> None:
    allowed = '[accessibility]\nundescribed-images = "allow"\n\n[structure]'
    manifest = BOOK[: BOOK.index("[accessibility]")] + allowed + BOOK.split("[structure]")[1]
    manifest = manifest[: manifest.index("[editions.pdf]")]
    text = TEXT.replace("![A gauge at high water]", "![]")
    book = write_book(tmp_path / "tides", text, manifest)
    other = releases.release(
        book, tmp_path / "dist", out=tmp_path / "out", since=released, validate=False,
        context=run_context(),
    )  # fmt: skip
    claim = "claim of epub: alternativeText"
    before, after = read_surfaces(released), read_surfaces(other)
    lost = {
        name
        for name, reading in before.items()
        if reading.facts.get(claim) == "yes" and claim not in after[name].facts
    }
    assert lost == {EPUB, ONIX, ONIX_3_0, MARC, JSON_LD, "release.json"}
    assert list(map(str, check_records(other))) == []
    notes = (other / "RELEASE-NOTES.md").read_text("utf-8")
    feature = "epub, accessibilityFeature alternativeText: claimed (ONIX list 196 code 14) → none"
    why = "(images/gauge.png), lost its alternative text “A gauge at high water”"
    assert f"- {feature}, because Chapter 1. High Water {why}\n" in notes
    assert "- epub, certifiedBy: Salt Press → none, because " in notes
