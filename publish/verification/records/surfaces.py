"""The records and products of a release, read and compared."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pikepdf
from lxml import etree

from publish.diagnostics import Diagnostic
from publish.verification.difference import unreadable
from publish.verification.records.agreement import disagreements
from publish.verification.records.citations import read_bibtex, read_csl, read_ris
from publish.verification.records.deposits import read_crossref, read_datacite
from publish.verification.records.epub import read_epub
from publish.verification.records.facts import Reading
from publish.verification.records.json_ld import read_json_ld
from publish.verification.records.marc import read_marc
from publish.verification.records.onix import read_onix
from publish.verification.records.pdf import read_pdf
from publish.verification.records.printed import INTERIOR, read_printed
from publish.verification.records.record import NAME as RECORD
from publish.verification.records.record import products_of, read_record

RECORDS: Mapping[str, Callable[[bytes], Reading]] = {
    "onix-3.1.xml": read_onix,
    "onix-3.0.xml": read_onix,
    "marc.xml": read_marc,
    "crossref.xml": read_crossref,
    "datacite.xml": read_datacite,
    "citation.ris": read_ris,
    "citation.bib": read_bibtex,
    "citation.json": read_csl,
    "book.jsonld": read_json_ld,
    RECORD: read_record,
}
PRODUCTS: Mapping[str, Callable[[Path, str], Reading]] = {".epub": read_epub, ".pdf": read_pdf}
_DAMAGED = (
    etree.XMLSyntaxError, json.JSONDecodeError, UnicodeDecodeError, zipfile.BadZipFile,
    pikepdf.PdfError, KeyError, IndexError, ValueError, TypeError, AttributeError,
)  # fmt: skip


def check_records(folder: Path) -> Iterator[Diagnostic]:
    """What the files in the folder of a release say differently, each at its file.

    Records that the folder lacks are not missed, since not every book has the metadata for each.
    """
    readings: dict[str, Reading] = {}
    for name, read in _surfaces(folder):
        try:
            readings[name] = read()
        except _DAMAGED as error:
            yield unreadable("records", str(error)).diagnostic(str(folder / name))
    for name, difference in disagreements(readings):
        yield difference.diagnostic(str(folder / name))


def read_surfaces(folder: Path) -> dict[str, Reading]:
    """The facts of each file in the folder of a release, none of which is damaged."""
    return {name: read() for name, read in _surfaces(folder)}


def _surfaces(folder: Path) -> Iterator[tuple[str, Callable[[], Reading]]]:
    """Each file with its reader; products first, since they are what the records describe."""
    for edition, name in _products(folder).items():
        path = folder / name
        if path.is_file() and path.suffix in PRODUCTS:
            yield name, partial(PRODUCTS[path.suffix], path, edition)
        elif (path / INTERIOR).is_file():
            yield name, partial(read_printed, path, edition)
    for name, read in RECORDS.items():
        if (folder / name).is_file():
            yield name, partial(_read, read, folder / name)


def _products(folder: Path) -> dict[str, str]:
    """The files of the editions; none where the record is damaged, which its reader reports."""
    try:
        return products_of((folder / RECORD).read_bytes())
    except (OSError, *_DAMAGED):
        return {}


def _read(read: Callable[[bytes], Reading], path: Path) -> Reading:
    return read(path.read_bytes())
