"""Releases to write records of: made by hand, or released from a small book."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import msgspec
from PIL import Image

from publish.model.book import Edition, Resource
from publish.model.metadata import Contributor, Funding, Metadata
from publish.model.printer import Binding, Inks, Paper, Printer, PrintOrder
from publish.model.trade import Price, Related, Trade
from publish.releases.facts import Release, ReleasedEdition, ReleasedFile
from publish.releases.records import records_of

CLAIMS = (
    ("schema:accessMode", "textual"),
    ("schema:accessModeSufficient", "textual"),
    ("schema:accessibilityFeature", "tableOfContents"),
    ("schema:accessibilityFeature", "readingOrder"),
    ("schema:accessibilityFeature", "structuralNavigation"),
    ("schema:accessibilityFeature", "displayTransformability"),
    ("schema:accessibilityFeature", "ARIA"),
    ("schema:accessibilityFeature", "alternativeText"),
    ("schema:accessibilityFeature", "MathML"),
    ("schema:accessibilityFeature", "index"),
    ("schema:accessibilityFeature", "pageBreakMarkers"),
    ("schema:accessibilityFeature", "pageNavigation"),
    ("schema:accessibilityHazard", "noFlashingHazard"),
    ("schema:accessibilityHazard", "noMotionSimulationHazard"),
    ("schema:accessibilitySummary", "Images are described & formulas are MathML."),
    ("dcterms:conformsTo", "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"),
    ("a11y:certifiedBy", "Salt Press"),
    ("a11y:certifierCredential", "Reviewer of 40 books"),
    ("a11y:certifierReport", "https://salt.example/report"),
)
_MODIFIED = datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)


def metadata(title: str, language: str, **more: Any) -> Metadata:
    """Metadata with an identifier and a date of change."""
    return Metadata(
        title, language, "urn:uuid:0b7ba0ac-0c6b-4bfa-9a31-1f0a3c1d2e4f", _MODIFIED, **more
    )


def release_of(
    details: Metadata, trade: Trade | None = None, isbns: tuple[str, str] = ("", "")
) -> Release:
    """A release of an EPUB and a PDF with that metadata."""
    editions = (
        ReleasedEdition(
            Edition("epub", "epub", isbn=isbns[0]),
            ReleasedFile("tides-2.0.epub", "application/epub+zip", 4321, "ab" * 32),
            words=5000,
            claims=CLAIMS,
        ),
        ReleasedEdition(
            Edition("print", "pdf", isbn=isbns[1]),
            ReleasedFile("tides-2.0-print.pdf", "application/pdf", 54321, "cd" * 32),
            words=5000,
            pages=212,
            claims=(("conformsTo", "ua1"), ("conformsTo", "2a")),
        ),
    )
    cover = Resource("cover.png", "image/png", b"")
    return Release("tides-2.0", details, editions, (), cover, 5000, trade or Trade())


def printed_release() -> Release:
    """A release of a site and of books of paper, one in each binding."""
    site = ReleasedEdition(
        Edition("web", "web"),
        ReleasedFile("tides-2.0-web", "text/html", 99, "ef" * 32, {"index.html": "ef" * 32}),
        words=5000,
    )
    numbers = ("9783161484100", "9780306406157", "9781402894626", "")
    files = {"interior.pdf": "ab" * 32}
    printed = [
        ReleasedEdition(
            Edition(str(binding), "print", isbn=isbn, order=_order(binding)),
            ReleasedFile(f"tides-2.0-{binding}", "application/pdf", 77, "ab" * 32, files),
            words=5000,
            pages=224,
            measures=(432.0, 648.0, 40.0),
        )
        for binding, isbn in zip(Binding, numbers, strict=True)
    ]
    release = release_of(metadata("Tides", "en", licence="CC-BY-4.0"))
    prices = {"paperback": (Price("14.50", "GBP"),)}
    editions = (*printed, site)
    return msgspec.structs.replace(release, editions=editions, trade=Trade(prices=prices))


def _order(binding: Binding) -> PrintOrder:
    """An order that nothing but its binding is read of."""
    paper = Paper("cream", "cream", 0.2, colour=False)
    day = datetime.date(2026, 1, 1)
    interior: Any = None
    printer = Printer("Quayside", "", "https://salt.example", day, interior, {}, (paper,))
    return PrintOrder(printer, paper, Inks.BLACK, bleeds=False, binding=binding)


RICH = release_of(
    metadata(
        "The Tides of Lisse",
        "en-GB",
        subtitle="A Study in Salt",
        authors=(
            Contributor("Ada Birch", orcid="0000-0002-1825-0097"),
            Contributor("Ursula de Vries", "trl", "Vries, Ursula de", isni="0000 0001 2150 090X"),
            Contributor("Cy Rowan", "wfw"),
            Contributor("Dr. Di Alder", "cov", "Alder, Di"),
            Contributor("The Salt Press Team", "edt"),
        ),
        series="Northern Shores",
        series_number="2",
        issn="1234-5679",
        doi="10.5555/12345678",
        publisher="Salt Press",
        place="Lisse",
        date=datetime.date(2026, 11, 22),
        version="2.0",
        edition_statement="Second edition",
        description="What the sea does\nto a small town.",
        subjects=("Tides", "Coasts – History"),
        licence="CC-BY-SA-4.0",
        copyright="2026 Ada Birch",
        funding=(Funding("Sea Fund", "SF-12", "https://ror.org/021nxhr62"),),
    ),
    Trade(
        url="https://salt.example/tides",
        contact="press@salt.example",
        keywords=("salt marsh", "tide gauge"),
        thema=("RBKC", "1DDN"),
        bisac=("SCI052000",),
        audience=("general", "college"),
        related=(
            Related("replaces", "isbn", "978-1-4028-9462-6"),
            Related("translation-of", "doi", "10.5555/87654321"),
        ),
        prices={"epub": (Price("9.99", "EUR", ("DE", "AT")), Price("11.00", "USD", (), False))},
    ),
    ("978-3-16-148410-0", "978-0-306-40615-7"),
)

VARIANTS = {
    "rich": RICH,
    "nothing but a title": release_of(metadata("Tides", "en")),
    "an edited volume": release_of(
        metadata(
            "Tides & <Marshes> {50 %}",
            "de",
            authors=(
                Contributor("Dr. Eva Öl", "edt", "Öl, Eva"),
                Contributor("Kai von Au", "edt"),
            ),
            publisher="Salz & Söhne",
            rights="Alle Rechte vorbehalten",
            doi="10.5555/a_b",
            date=datetime.date(2026, 1, 2),
        )
    ),
    "another script": release_of(
        metadata(
            "潮汐",
            "zh-Hans",
            authors=(Contributor("阿达"), Contributor("王海", "trl")),
            series="海岸",
            licence="https://salt.example/licence",
        ),
        Trade(prices={"print": (Price("0.00", "CNY"),), "epub": (Price("88.00", "CNY", ("CN",)),)}),
    ),
    "only books of paper": printed_release(),
    "a body and a role of its own": release_of(
        metadata(
            "L’Heure des marées",
            "fr",
            authors=(Contributor("Institut des mers"), Contributor("Bo Lis", "xyz")),
            funding=(Funding("Fonds des mers", identifier="10.13039/100000001"), Funding("B")),
        ),
        Trade(
            related=(
                Related("similar", "url", "https://salt.example/other#1"),
                Related("alternative-format", "isbn", "978-1-4028-9462-6"),
                Related("based-on-print", "isbn", "978-0-306-40615-7"),
                Related("part-of", "issn", "2049-3630"),
                Related("supplement-to", "doi", "10.5555/1"),
            )
        ),
    ),
}


def write_records(release: Release, folder: Path) -> None:
    """All records of a release, into a folder."""
    for row in records_of(release):
        (folder / row.name).write_bytes(row.write(release))


BOOK = """\
[book]
title = "The Tides of Lisse"
subtitle = "A Study in Salt"
authors = [
  { name = "Ada Birch", orcid = "0000-0002-1825-0097" },
  { name = "Ursula de Vries", role = "translator", isni = "0000 0001 2150 090X" },
  { name = "Cy Rowan", role = "writer of foreword" },
  { name = "Di Alder", role = "cover designer" },
]
language = "en-GB"
identifier = "urn:uuid:0b7ba0ac-0c6b-4bfa-9a31-1f0a3c1d2e4f"
series = "Northern Shores"
series-number = 2
issn = "1234-5679"
doi = "10.5555/12345678"
url = "https://salt.example/tides"
publisher = "Salt Press"
place = "Lisse"
contact = "press@salt.example"
date = 2026-11-22
version = "2.0"
edition-statement = "Second edition"
description = "What the sea does to a small town."
subjects = ["Tides", "Coasts – History"]
keywords = ["salt marsh", "tide gauge"]
thema = ["RBKC", "1DDN"]
bisac = ["SCI052000"]
audience = ["general"]
licence = "CC-BY-SA-4.0"
copyright = "2026 Ada Birch"
funding = [{ funder = "Sea Fund", award = "SF-12", identifier = "https://ror.org/021nxhr62" }]
related = [{ relation = "replaces", isbn = "978-1-4028-9462-6" }]

[accessibility]
certifier = "Salt Press"
credential = "Reviewer of 40 books"
report = "https://salt.example/report"

[structure]
bodymatter = ["tides.md"]

[editions.epub]
format = "epub"
isbn = "978-3-16-148410-0"
prices = [{ amount = "9.99", currency = "EUR", territories = ["DE", "AT"] }]

[editions.pdf]
format = "pdf"
isbn = "978-0-306-40615-7"

[editions.pdf-2]
format = "pdf"
standard = "PDF/UA-2"
"""
# A site, and a book of paper.
MORE = """
[editions.web]
format = "web"
search = false

[editions.paper]
format = "print"
printer = "quay.toml"
page-list = "pdf"
"""
PRINTER = """\
name = "Quayside Printers"
source = "a letter"
read = 2026-11-02

[[paper]]
id = "laid"
page = "0.06mm"
"""
TEXT = "# High Water\n\n![A gauge at high water](gauge.png)\n\nThe water is $x^2$ high.\n"


def write_book(folder: Path, text: str, manifest: str) -> Path:
    """The folder of a book with a picture."""
    folder.mkdir(parents=True)
    (folder / "book.toml").write_text(manifest, "utf-8")
    (folder / "tides.md").write_text(text, "utf-8")
    (folder / "quay.toml").write_text(PRINTER, "utf-8")
    Image.new("RGB", (40, 30), "teal").save(folder / "gauge.png")
    return folder
