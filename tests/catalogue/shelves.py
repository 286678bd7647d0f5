"""Folders of releases made by hand: records with tiny files beside them."""

from __future__ import annotations

import hashlib
import json
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

_CLAIMS = (
    ("schema:accessMode", "textual"),
    ("schema:accessModeSufficient", "textual"),
    ("schema:accessibilityFeature", "tableOfContents"),
    ("schema:accessibilityFeature", "alternativeText"),
    ("schema:accessibilityFeature", "pageBreakMarkers"),
    ("schema:accessibilityHazard", "none"),
    ("schema:accessibilitySummary", "Every image has a description."),
    ("dcterms:conformsTo", "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"),
)


def cover(colour: str, size: tuple[int, int] = (160, 240)) -> bytes:
    """A plain cover."""
    target = BytesIO()
    Image.new("RGB", size, colour).save(target, "JPEG")
    return target.getvalue()


ADA = {"name": "Ada Birch", "role": "aut", "sort": "Birch, Ada"}
COVER = cover("#35506b")


def edition(name: str, release: str, **more: Any) -> dict[str, Any]:
    """An edition whose file holds its own name."""
    kind = more.pop("format", name)
    types = {"epub": "application/epub+zip", "pdf": "application/pdf"}
    return {
        "name": name, "format": kind, "theme": "classic", "trim": None, "isbn": "", "words": 1200,
        "pages": 120 if kind == "pdf" else None, "prices": [], "validators": [],
        "claims": [{"property": p, "value": v} for p, v in _CLAIMS] if kind == "epub" else [],
        "file": _file(f"{release}-{name}.{kind}", types[kind], f"{release} {name}".encode()),
        **more,
    }  # fmt: skip


def folder_edition(name: str, release: str, **more: Any) -> dict[str, Any]:
    """An edition that is a folder, with one file: a site, or what is for a printer."""
    whole = {**edition("pdf", release), "name": name, "pages": None, **more}
    types = {"web": "text/html", "print": "application/pdf"}
    content = f"{release} {name}".encode()
    file = _file(f"{release}-{name}", types[whole["format"]], content)
    return {**whole, "file": {**file, "files": {"index.html": file["sha256"]}}}


def _file(name: str, media_type: str, content: bytes) -> dict[str, Any]:
    digest = hashlib.sha256(content).hexdigest()
    return {"name": name, "media_type": media_type, "size": len(content), "sha256": digest}


def record(book: str, version: str = "1.0", **more: Any) -> dict[str, Any]:
    """A record with all keys."""
    release = f"{book.encode('ascii', 'ignore').decode()}-{version}"
    return {
        "format": 1, "name": release, "version": version, "title": book.title(), "subtitle": "",
        "contributors": [ADA],
        "series": None, "language": "en", "identifier": f"urn:isbn:{_number(book)}", "isbn": "",
        "doi": "", "publisher": "Salt Press", "place": "Lisse", "date": "2026-11-22",
        "modified": "2026-11-22T00:00:00Z", "description": f"A book on {book}.",
        "subjects": ["Tides"], "rights": "", "licence": "CC-BY-4.0", "copyright": "",
        "previous": None, "words": 1200, "counts": {"section": 1}, "url": "",
        "editions": [edition("epub", release), edition("pdf", release)],
        "files": [
            _file("cover.jpg", "image/jpeg", COVER), _file("cover-small.jpg", "image/jpeg", COVER),
            _file("RELEASE-NOTES.md", "text/markdown", b"notes"),
            _file("citation.bib", "application/x-bibtex", b"@book"),
        ],
        "sections": [], "sources": {}, "tools": {}, "fonts": {}, **more,
    }  # fmt: skip


def _number(book: str) -> int:
    return int(hashlib.sha256(book.encode()).hexdigest()[:10], 16)


def write_release(dist: Path, book: str, content: dict[str, Any]) -> Path:
    """Write a release with all files that its record names."""
    folder = dist / book / str(content["version"])
    folder.mkdir(parents=True)
    names = {"cover.jpg": COVER, "cover-small.jpg": COVER, "RELEASE-NOTES.md": b"notes"}
    names |= {"citation.bib": b"@book"}
    for each in content["editions"]:
        text = f"{content['name']} {each['name']}".encode()
        path = folder / each["file"]["name"]
        if each["file"].get("files"):
            path.mkdir()
            path = path / "index.html"
        path.write_bytes(text)
    for each in content["files"]:
        (folder / each["name"]).write_bytes(names[each["name"]])
    write_record(folder, content)
    return folder


def write_record(folder: Path, content: dict[str, Any]) -> None:
    """Write the record of a release, and list it among the checksums."""
    data = json.dumps(content, ensure_ascii=False, indent=2).encode()
    (folder / "release.json").write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    (folder / "SHA256SUMS").write_text(f"{digest}  release.json\n", encoding="utf-8")


def write_shelf(dist: Path) -> Path:
    """Books in several scripts, with prices, series, older versions and odd characters."""
    price = {"amount": "9.99", "currency": "EUR", "territories": ["DE"], "tax_included": True}
    tides = {
        "title": "The Tides of Lisse", "subtitle": "A Study in Salt", "series":
        {"name": "Northern Shores", "number": "2"}, "doi": "10.5555/12345678",
        "subjects": ["Tides", "Coasts – History"], "contributors": [
            {**ADA, "orcid": "0000-0002-1825-0097"},
            {"name": "Ursula de Vries", "role": "trl", "sort": "Vries, Ursula de"},
            {"name": "Cy Rowan", "role": "wfw"},
        ],
    }  # fmt: skip
    books: list[tuple[str, str, dict[str, Any]]] = [
        ("tides", "1.0", {**tides, "modified": "2025-03-01T00:00:00Z"}),
        ("tides", "1.10", {**tides, "previous": "1.9"}),
        ("tides", "1.9", {**tides, "modified": "2026-01-01T00:00:00Z"}),
        ("hostile", "1.0", {
            "title": 'Q&A </script> <b>"bold"</b> \'n {{ all }}',
            "description": "<!-- <img src=x onerror=alert(1)> ]]> & more\n\nSecond.",
            "contributors": [{"name": "O'Hara & <Sons>", "role": "edt"}],
            "subjects": ['"quotes" & <tags>', "C++", "C#"],
        }),
        ("arabic", "2.0", {
            "title": "المدّ والجزر", "subtitle": "دليل", "language": "ar",
            "contributors": [{"name": "ليلى حداد", "role": "aut"}], "subjects": ["البحر"],
            "description": "كتاب عن البحر.",
        }),
        ("chinese", "1.0", {
            "title": "小康社会", "language": "zh-Hans", "subjects": ["社会"],
            "contributors": [{"name": "陈梅", "role": "aut"}], "description": "一本关于乡村的书。",
        }),
        ("größe", "1.0", {
            "title": "Größe und Maß", "language": "de-AT", "subjects": ["Maße"],
            "contributors": [{"name": "Eva Öl", "role": "edt"}, {**ADA, "role": "ill"}],
        }),
        ("priced", "1.0", {
            "title": "For Sale", "url": "https://salt.example/sale",
            "editions": [
                edition("epub", "priced-1.0", prices=[price], isbn="978-3-16-148410-0"),
                edition("sample", "priced-1.0", format="pdf", prices=[{**price, "amount": "0"}]),
                folder_edition("web", "priced-1.0", format="web"),
                folder_edition("small", "priced-1.0", format="print", binding="paperback",
                               prices=[{**price, "amount": "19.50"}], pages=120),
                folder_edition("large", "priced-1.0", format="print", binding="flaps", pages=200),
                folder_edition("gift", "priced-1.0", format="print", binding="case", pages=120),
            ],
        }),
    ]  # fmt: skip
    for book, version, more in books:
        write_release(dist, book, record(book, version, **more))
    return dist
